import type { ClassicGroup } from '../../../kafka/group/classic-group.ts';
import type { SimState } from '../../state.ts';

/** The group as its newest coordinator has it: an older one may not know yet that it has a successor. */
export function currentGroup(s: SimState, id: string): ClassicGroup | undefined {
  let epoch = -1;
  let current: ClassicGroup | undefined;
  for (const shard of s.shards.values()) {
    const group = shard.epoch > epoch ? shard.groups.get(id) : undefined;
    if (group === undefined) continue;
    epoch = shard.epoch;
    current = group;
  }
  return current;
}
