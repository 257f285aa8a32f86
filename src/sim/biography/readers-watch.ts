import type { ClientStep } from '../client/client-nodes.ts';
import type { SimState } from '../state.ts';
import type { BiographyEvent, RecordName } from './biography-line.ts';
import { isOf } from './first-append.ts';

/** Follows one record to the groups that read it. */
export interface ReadersWatch {
  step(s: SimState, step: ClientStep): readonly BiographyEvent[];
}

export function watchReaders(name: RecordName): ReadersWatch {
  /** By group: how often it was handed to a member. */
  const reads = new Map<string, number>();
  /** By group: how often a member processed it. */
  const processed = new Map<string, number>();
  const committed = new Set<string>();
  return {
    step(s, { client, node, effects }) {
      const held = s.consumers.get(node);
      if (client !== 'consumer' || held === undefined) return [];
      const { group, id: member } = held;
      const told: BiographyEvent[] = [];
      for (const effect of effects) {
        if ((effect.kind === 'delivered' || effect.kind === 'processed') && isOf(effect, name)) {
          if (name.offset < effect.fromOffset || effect.toOffset < name.offset) continue;
          const counts = effect.kind === 'delivered' ? reads : processed;
          const times = (counts.get(group) ?? 0) + 1;
          counts.set(group, times);
          told.push({ kind: effect.kind === 'delivered' ? 'read' : 'processed', group, member, times });
        } else if (effect.kind === 'committed' && isOf(effect, name)) {
          if (effect.offset <= name.offset || !reads.has(group) || committed.has(group)) continue;
          committed.add(group);
          told.push({ kind: 'offset-committed', group, member, offset: effect.offset });
        }
      }
      return told;
    },
  };
}
