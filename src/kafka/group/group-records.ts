import type { ClassicGroup } from './classic-group.ts';
import type { GroupRecord } from './effects.ts';
import { encodeGroupMetadataKey, encodeGroupMetadataValue } from './group-metadata-record.ts';
import { protocolMetadata } from './group-protocol.ts';
import { encodeOffsetCommitKey, encodeOffsetCommitValue } from './offset-commit-record.ts';
import type { CommittedOffset } from './shard.ts';

const noBytes = new Uint8Array(0);

/** The group with these assignments by member id. Source: GroupCoordinatorRecordHelpers.newGroupMetadataRecord. */
export function groupMetadataRecord(group: ClassicGroup, assignments: ReadonlyMap<string, Uint8Array>): GroupRecord {
  const members = [...group.members.values()].map((member) => ({
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    rebalanceTimeout: member.rebalanceTimeoutMs,
    sessionTimeout: member.sessionTimeoutMs,
    subscription: protocolMetadata(member, group.protocolName),
    assignment: assignments.get(member.memberId) ?? noBytes,
  }));
  const value = {
    protocolType: group.protocolType ?? '',
    generation: group.generationId,
    protocol: group.protocolName,
    leader: group.leaderId,
    currentStateTimestamp: group.currentStateTimestampMs ?? -1,
    members,
  };
  return { key: encodeGroupMetadataKey(group.groupId), value: encodeGroupMetadataValue(value) };
}

/** A group that has just come to be. Source: GroupCoordinatorRecordHelpers.newEmptyGroupMetadataRecord. */
export function emptyGroupMetadataRecord(group: ClassicGroup): GroupRecord {
  const value = {
    protocolType: '',
    generation: 0,
    protocol: null,
    leader: null,
    currentStateTimestamp: group.currentStateTimestampMs ?? -1,
    members: [],
  };
  return { key: encodeGroupMetadataKey(group.groupId), value: encodeGroupMetadataValue(value) };
}

export const groupTombstoneRecord = (groupId: string): GroupRecord => ({
  key: encodeGroupMetadataKey(groupId),
  value: null,
});

const offsetKey = (group: string, topic: string, partition: number): Uint8Array =>
  encodeOffsetCommitKey({ keyType: 1, group, topic, partition });

/** Source: GroupCoordinatorRecordHelpers.newOffsetCommitRecord. */
export const offsetCommitRecord = (groupId: string, commit: CommittedOffset): GroupRecord => ({
  key: offsetKey(groupId, commit.topic, commit.partition),
  value: encodeOffsetCommitValue({
    offset: commit.offset,
    leaderEpoch: commit.leaderEpoch,
    metadata: commit.metadata,
    commitTimestamp: commit.commitTimestampMs,
    expireTimestamp: -1,
    topicId: null,
  }),
});

export const offsetTombstoneRecord = (groupId: string, topic: string, partition: number): GroupRecord => ({
  key: offsetKey(groupId, topic, partition),
  value: null,
});
