import type { ClassicGroup, ClassicGroupState } from '../../../kafka/group/classic-group.ts';
import type { GroupShard } from '../../../kafka/group/shard.ts';
import { nodeOfReplicaKey, type SimState } from '../../state.ts';

/** A group of a coordinator as it was at the last look. */
export interface GroupSeen {
  readonly state: ClassicGroupState;
  readonly generationId: number;
  readonly leaderId: string | null;
  readonly members: number;
}

interface ShardSeen {
  readonly epoch: number;
  nextAppendId: number;
  /** Its broker is not in service yet: it is not looked at. */
  isStarting: boolean;
  readonly groups: Map<string, GroupSeen>;
}

export interface GroupChange {
  readonly id: string;
  /** null: this coordinator has just loaded or made it. */
  readonly before: GroupSeen | null;
  /** null: it is gone. */
  readonly group: ClassicGroup | null;
}

/** What became of the coordinator of a partition of __consumer_offsets, on a broker. */
export interface ShardChange {
  readonly key: number;
  readonly broker: number;
  /** null: it is no coordinator any more. */
  readonly shard: GroupShard | null;
  /** It is new to the watch: loaded from the log, or its broker is in service only now. */
  readonly isNew: boolean;
  /** Its groups were loaded in this step. */
  readonly isLoaded: boolean;
  /** It has written something. */
  readonly hasWritten: boolean;
  readonly groups: readonly GroupChange[];
}

/** What a watch has noted of coordinators, by the key of their replica. */
export type ShardNotes = Map<number, ShardSeen>;

/** Looks at `only` these keys, or all of the node's, or at all. */
export function shardChanges(
  s: SimState,
  notes: ShardNotes,
  actor: number | null,
  only: readonly number[] | null,
): ShardChange[] {
  const changes: ShardChange[] = [];
  if (s.shards.size + notes.size === 0) return changes;
  if (only !== null) {
    for (const key of only) look(s, notes, key, changes);
    return changes;
  }
  const isOurs = (key: number): boolean => actor === null || nodeOfReplicaKey(key) === actor;
  for (const key of s.shards.keys()) if (isOurs(key)) look(s, notes, key, changes);
  for (const key of notes.keys()) if (!s.shards.has(key) && isOurs(key)) look(s, notes, key, changes);
  return changes;
}

function look(s: SimState, notes: ShardNotes, key: number, changes: ShardChange[]): void {
  const shard = s.shards.get(key);
  const known = notes.get(key);
  const broker = nodeOfReplicaKey(key);
  if (shard === undefined) {
    if (known === undefined) return;
    notes.delete(key);
    changes.push({ key, broker, shard: null, isNew: false, isLoaded: false, hasWritten: false, groups: [] });
    return;
  }
  const isLoaded = known?.epoch !== shard.epoch;
  const isNew = isLoaded || known.isStarting;
  const seen: ShardSeen = isLoaded
    ? { epoch: shard.epoch, nextAppendId: shard.nextAppendId, groups: new Map(), isStarting: false }
    : known;
  if (isLoaded) notes.set(key, seen);
  seen.isStarting = s.brokers.get(broker)?.state === 'starting';
  // It answers nobody yet, and may take itself for the leader that it was before (docs/invariants.md).
  if (seen.isStarting) return;
  const hasWritten = seen.nextAppendId !== shard.nextAppendId;
  seen.nextAppendId = shard.nextAppendId;
  const groups = groupChanges(shard, seen.groups);
  if (isNew || hasWritten || groups.length > 0)
    changes.push({ key, broker, shard, isNew, isLoaded, hasWritten, groups });
}

function groupChanges(shard: GroupShard, seen: Map<string, GroupSeen>): readonly GroupChange[] {
  const changes: GroupChange[] = [];
  for (const [id, group] of shard.groups) {
    const before = seen.get(id) ?? null;
    if (before !== null && isAsSeen(group, before)) continue;
    const { state, generationId, leaderId, members } = group;
    seen.set(id, { state, generationId, leaderId, members: members.size });
    changes.push({ id, before, group });
  }
  if (seen.size === shard.groups.size) return changes;
  for (const [id, before] of seen) {
    if (shard.groups.has(id)) continue;
    seen.delete(id);
    changes.push({ id, before, group: null });
  }
  return changes;
}

const isAsSeen = (group: ClassicGroup, seen: GroupSeen): boolean =>
  group.state === seen.state &&
  group.generationId === seen.generationId &&
  group.leaderId === seen.leaderId &&
  group.members.size === seen.members;
