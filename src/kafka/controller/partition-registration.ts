import type { PartitionRegistration } from './metadata-image.ts';
import type { PartitionChangeRecord, PartitionRecord } from './metadata-records.ts';
import { migratingDirectory } from './metadata-records.ts';

/** A partition as a controller or broker keeps it (org.apache.kafka.metadata.PartitionRegistration). */
export const noLeader = -1;

export function hasLeader(partition: PartitionRegistration): boolean {
  return partition.leader !== noLeader;
}

/** True when the first replica leads. */
export function hasPreferredLeader(partition: PartitionRegistration): boolean {
  return partition.leader === (partition.replicas[0] ?? noLeader);
}

/** PartitionReassignmentReplicas.isReassignmentInProgress. */
export const isReassigning = (partition: PartitionRegistration): boolean =>
  partition.addingReplicas.length > 0 || partition.removingReplicas.length > 0;

/** A partition at its birth: epochs 0, led by the first of `isr` (ReplicationControlManager.buildPartitionRegistration). */
export function newPartition(
  replicas: readonly number[],
  isr: readonly number[],
  directories: readonly string[],
): PartitionRegistration {
  return {
    replicas,
    isr,
    elr: [],
    lastKnownElr: [],
    addingReplicas: [],
    removingReplicas: [],
    leader: isr[0] ?? noLeader,
    leaderEpoch: 0,
    partitionEpoch: 0,
    leaderRecoveryState: 'RECOVERED',
    directories,
  };
}

export function fromPartitionRecord(record: PartitionRecord): PartitionRegistration {
  return {
    replicas: record.replicas,
    isr: record.isr,
    elr: record.eligibleLeaderReplicas ?? [],
    lastKnownElr: record.lastKnownElr ?? [],
    addingReplicas: record.addingReplicas,
    removingReplicas: record.removingReplicas,
    leader: record.leader,
    leaderEpoch: record.leaderEpoch,
    partitionEpoch: record.partitionEpoch,
    leaderRecoveryState: record.leaderRecoveryState,
    directories: record.directories,
  };
}

/** The ELR fields are written only when they hold something (PartitionRegistration.toRecord). */
export function toPartitionRecord(
  partition: PartitionRegistration,
  topicId: string,
  partitionId: number,
): PartitionRecord {
  return {
    type: 'PartitionRecord',
    partitionId,
    topicId,
    replicas: partition.replicas,
    isr: partition.isr,
    removingReplicas: partition.removingReplicas,
    addingReplicas: partition.addingReplicas,
    leader: partition.leader,
    leaderRecoveryState: partition.leaderRecoveryState,
    leaderEpoch: partition.leaderEpoch,
    partitionEpoch: partition.partitionEpoch,
    directories: partition.directories ?? partition.replicas.map(() => migratingDirectory),
    ...(partition.elr.length > 0 && { eligibleLeaderReplicas: partition.elr }),
    ...(partition.lastKnownElr.length > 0 && { lastKnownElr: partition.lastKnownElr }),
  };
}

/**
 * The partition after the change. Every change raises the partition epoch by 1; a given leader, even the same one,
 * raises the leader epoch by 1 (PartitionRegistration.merge).
 */
export function mergePartitionChange(
  partition: PartitionRegistration,
  change: PartitionChangeRecord,
): PartitionRegistration {
  const leader = change.leader ?? null;
  const directories = change.directories ?? partition.directories;
  return {
    replicas: change.replicas ?? partition.replicas,
    isr: change.isr ?? partition.isr,
    elr: change.eligibleLeaderReplicas ?? partition.elr,
    lastKnownElr: change.lastKnownElr ?? partition.lastKnownElr,
    addingReplicas: change.addingReplicas ?? partition.addingReplicas,
    removingReplicas: change.removingReplicas ?? partition.removingReplicas,
    leader: leader ?? partition.leader,
    leaderEpoch: leader === null ? partition.leaderEpoch : partition.leaderEpoch + 1,
    partitionEpoch: partition.partitionEpoch + 1,
    leaderRecoveryState: change.leaderRecoveryState ?? partition.leaderRecoveryState,
    ...(directories !== undefined && { directories }),
  };
}
