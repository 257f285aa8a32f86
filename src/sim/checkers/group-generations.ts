import type { ClassicGroup } from '../../kafka/group/classic-group.ts';
import type { SimState } from '../state.ts';
import { type Checker, remembering } from './checker.ts';
import { isOffsetsSuspended } from './seen/offsets-partition.ts';
import type { GroupSeen, ShardChange } from './seen/shard-change.ts';
import type { Step } from './seen/step.ts';

/** By group: the latest generation whose assignment its members were told, and the epoch of the coordinator that did. */
type Memory = Map<string, { generation: number; epoch: number }>;

/**
 * G6. The generation of a group rises by one whenever all have joined, and never falls: also not below one whose
 * assignment was told before the coordinator changed. One of the members leads. Suspended where the offsets partition is;
 * a group that was deleted begins anew. Source: ClassicGroup.initNextGeneration, ClassicGroupTest.
 */
export const groupGenerations: Checker = remembering(
  'group generations',
  ['G6'],
  (): Memory => new Map(),
  (s, step, told) => {
    for (const change of step.shards) {
      const wrong = wrongIn(s, step, change, told);
      if (wrong !== null) return `on broker ${change.broker}: ${wrong}`;
    }
    noteTold(s, step, told);
    return null;
  },
);

function wrongIn(s: SimState, step: Step, { key, shard, groups }: ShardChange, told: Memory): string | null {
  for (const { id, before, group } of groups) {
    if (group === null) {
      told.delete(id);
      continue;
    }
    const known = before === null && !isOffsetsSuspended(s, step, key) ? told.get(id) : undefined;
    const least = known !== undefined && shard !== null && shard.epoch >= known.epoch ? known.generation : 0;
    if (group.generationId < least) return `group ${id} is at generation ${group.generationId}, ${least} was told`;
    const wrong = (before === null ? null : wrongGeneration(before, group)) ?? wrongLeader(group);
    if (wrong !== null) return `group ${id}: ${wrong}`;
  }
  return null;
}

function wrongGeneration(before: GroupSeen, { generationId, state }: ClassicGroup): string | null {
  const risen = generationId - before.generationId;
  if (risen < 0 || risen > 1) return `generation ${generationId} after ${before.generationId}`;
  if (risen === 0 && state === 'CompletingRebalance' && before.state !== state)
    return `all have joined, and the generation is still ${generationId}`;
  return null;
}

function wrongLeader({ leaderId, members }: ClassicGroup): string | null {
  if (members.size === 0) return null;
  return leaderId !== null && members.has(leaderId) ? null : `its leader ${leaderId} is no member`;
}

function noteTold(s: SimState, { answers }: Step, told: Memory): void {
  for (const { from, request, response } of answers) {
    if (request.api !== 'SyncGroup' || response.api !== 'SyncGroup' || response.error !== 'NONE') continue;
    const epoch = epochOf(s, from, request.groupId);
    const known = told.get(request.groupId);
    if (known === undefined || request.generationId >= known.generation)
      told.set(request.groupId, { generation: request.generationId, epoch });
  }
}

function epochOf(s: SimState, broker: number, group: string): number {
  for (const [key, shard] of s.shards)
    if (s.replicas.get(key)?.broker === broker && shard.groups.has(group)) return shard.epoch;
  return -1;
}
