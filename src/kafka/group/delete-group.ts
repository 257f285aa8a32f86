import type { ErrorCode } from '../protocol/errors.ts';
import type { GroupContext, GroupEffect, GroupRecord } from './effects.ts';
import { isSubscribedToTopic } from './group-protocol.ts';
import { groupTombstoneRecord, offsetTombstoneRecord } from './group-records.ts';
import type { GroupShard } from './shard.ts';
import { append, log, type Step } from './step.ts';

/** What an administrator's request came to, and what it asks of the world. */
export interface Deletion {
  readonly error: ErrorCode;
  readonly effects: readonly GroupEffect[];
}

const refused = (error: ErrorCode): Deletion => ({ error, effects: [] });

/** Tombstones for the group and for all that it has committed. Source: GroupCoordinatorShard.deleteGroups (4.3.1). */
export function deleteGroup(shard: GroupShard, groupId: string, ctx: GroupContext): Deletion {
  const step: Step = { shard, ctx, effects: [] };
  const group = shard.groups.get(groupId);
  const error: ErrorCode =
    group === undefined || group.state === 'Dead'
      ? 'GROUP_ID_NOT_FOUND'
      : group.state === 'Empty'
        ? 'NONE'
        : 'NON_EMPTY_GROUP';
  const offsets = error === 'NONE' ? [...(shard.offsets.get(groupId)?.values() ?? [])] : [];
  const deleted = error === 'NONE' ? groupId : '';
  const message = `The following groups were deleted: ${deleted}. A total of ${offsets.length} offsets were removed.`;
  log(step, 'INFO', message);
  if (error !== 'NONE') return { error, effects: step.effects };
  const records = offsets.map(({ topic, partition }) => offsetTombstoneRecord(groupId, topic, partition));
  shard.groups.delete(groupId);
  append(step, [...records, groupTombstoneRecord(groupId)], { kind: 'none' }, null);
  return { error, effects: step.effects };
}

/** Committed offsets that an administrator takes away. Source: OffsetMetadataManager.deleteOffsets (4.3.1). */
export function deleteOffsets(
  shard: GroupShard,
  groupId: string,
  partitions: readonly { readonly topic: string; readonly partition: number }[],
  ctx: GroupContext,
): Deletion {
  const group = shard.groups.get(groupId);
  if (group === undefined || group.state === 'Dead') return refused('GROUP_ID_NOT_FOUND');
  if (group.state !== 'Empty' && group.protocolType !== 'consumer') return refused('NON_EMPTY_GROUP');
  if (partitions.some(({ topic }) => isSubscribedToTopic(group, topic))) return refused('GROUP_SUBSCRIBED_TO_TOPIC');
  const step: Step = { shard, ctx, effects: [] };
  writeTombstones(step, groupId, ({ topic, partition }) =>
    partitions.some((it) => it.topic === topic && it.partition === partition),
  );
  return { error: 'NONE', effects: step.effects };
}

/** What was committed for a deleted topic goes with it. Source: OffsetMetadataManager.onTopicsDeleted (4.3.1). */
export function deleteOffsetsOfTopic(shard: GroupShard, topic: string, ctx: GroupContext): readonly GroupEffect[] {
  const step: Step = { shard, ctx, effects: [] };
  for (const groupId of shard.offsets.keys()) writeTombstones(step, groupId, (it) => it.topic === topic);
  return step.effects;
}

function writeTombstones(
  step: Step,
  groupId: string,
  isGone: (committed: { readonly topic: string; readonly partition: number }) => boolean,
): void {
  const records: GroupRecord[] = [];
  for (const committed of step.shard.offsets.get(groupId)?.values() ?? []) {
    if (isGone(committed)) records.push(offsetTombstoneRecord(groupId, committed.topic, committed.partition));
  }
  if (records.length > 0) append(step, records, { kind: 'none' }, null);
}
