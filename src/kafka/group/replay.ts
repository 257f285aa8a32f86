import type { ClassicGroup } from './classic-group.ts';
import { createClassicGroup } from './classic-group.ts';
import { addMember } from './group-members.ts';
import type { GroupMetadataMember, GroupMetadataValue } from './group-metadata-record.ts';
import { decodeGroupMetadataKey, decodeGroupMetadataValue, groupMetadataKeyType } from './group-metadata-record.ts';
import { computeSubscribedTopics } from './group-protocol.ts';
import { decodeOffsetCommitKey, decodeOffsetCommitValue } from './offset-commit-record.ts';
import type { GroupShard } from './shard.ts';
import { offsetKey } from './shard.ts';

/**
 * Applies a record of the partition's log while the shard loads. Record types of other protocols are passed over.
 * Source: GroupCoordinatorShard.replay. @throws MalformedBytes
 */
export function replayRecord(shard: GroupShard, key: Uint8Array, value: Uint8Array | null): void {
  const keyType = key.length < 2 ? -1 : ((key[0] ?? 0) << 8) | (key[1] ?? 0);
  if (keyType === groupMetadataKeyType) replayGroup(shard, decodeGroupMetadataKey(key), value);
  else if (keyType === 0 || keyType === 1) replayOffset(shard, key, value);
}

/** Applies a committed record to the offsets; the live groups are ahead of their records. */
export function applyCommitted(shard: GroupShard, key: Uint8Array, value: Uint8Array | null): void {
  const keyType = ((key[0] ?? 0) << 8) | (key[1] ?? 0);
  if (keyType === 0 || keyType === 1) replayOffset(shard, key, value);
}

/** Source: OffsetMetadataManager.replay. */
function replayOffset(shard: GroupShard, key: Uint8Array, value: Uint8Array | null): void {
  const { group: groupId, topic, partition } = decodeOffsetCommitKey(key);
  const offsets = shard.offsets.get(groupId);
  if (value === null) {
    offsets?.delete(offsetKey(topic, partition));
    if (offsets?.size === 0) shard.offsets.delete(groupId);
    return;
  }
  const commit = decodeOffsetCommitValue(value);
  // An offset without a group belongs to a simple group.
  if (!shard.groups.has(groupId)) shard.groups.set(groupId, createClassicGroup(groupId, commit.commitTimestamp));
  const target = offsets ?? new Map();
  shard.offsets.set(groupId, target);
  target.set(offsetKey(topic, partition), {
    topic,
    partition,
    offset: commit.offset,
    leaderEpoch: commit.leaderEpoch,
    metadata: commit.metadata,
    commitTimestampMs: commit.commitTimestamp,
    expireTimestampMs: commit.expireTimestamp,
  });
}

/** Source: GroupMetadataManager.replay(GroupMetadataKey, GroupMetadataValue). */
function replayGroup(shard: GroupShard, groupId: string, value: Uint8Array | null): void {
  if (value === null) shard.groups.delete(groupId);
  else shard.groups.set(groupId, loadGroup(groupId, decodeGroupMetadataValue(value)));
}

/** A loaded group is Stable or Empty: a rebalance that was under way is lost with the old coordinator. */
function loadGroup(groupId: string, value: GroupMetadataValue): ClassicGroup {
  const group: ClassicGroup = {
    ...createClassicGroup(groupId, 0),
    state: value.members.length === 0 ? 'Empty' : 'Stable',
    generationId: value.generation,
    protocolType: value.protocolType === '' ? null : value.protocolType,
    protocolName: value.protocol,
    leaderId: value.leader,
    currentStateTimestampMs: value.currentStateTimestamp === -1 ? null : value.currentStateTimestamp,
  };
  for (const member of value.members) addMember(group, loadMember(value, member));
  group.subscribedTopics = computeSubscribedTopics(group);
  return group;
}

const loadMember = (value: GroupMetadataValue, member: GroupMetadataMember) => ({
  memberId: member.memberId,
  groupInstanceId: member.groupInstanceId,
  clientId: member.clientId,
  clientHost: member.clientHost,
  protocolType: value.protocolType,
  rebalanceTimeoutMs: member.rebalanceTimeout === -1 ? member.sessionTimeout : member.rebalanceTimeout,
  sessionTimeoutMs: member.sessionTimeout,
  protocols: [{ name: value.protocol ?? '', metadata: member.subscription }],
  assignment: member.assignment,
  joinToken: null,
  syncToken: null,
  isNew: false,
});
