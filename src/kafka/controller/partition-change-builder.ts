import { hashSetOrder } from './java-hash-set.ts';
import type { MetadataImage, PartitionRegistration } from './metadata-image.ts';
import type { LeaderRecoveryState, PartitionChangeRecord } from './metadata-records.ts';
import { migratingDirectory } from './metadata-records.ts';
import { noLeader } from './partition-registration.ts';
import { completedReassignment } from './reassignment.ts';

/**
 * ONLINE: keep a leader out of the ISR (or the ELR while the ISR is empty). PREFERRED: the first replica if it may lead.
 * UNCLEAN: rather a leader from outside the ISR than none.
 */
export type Election = 'ONLINE' | 'PREFERRED' | 'UNCLEAN';

/** A change that is asked for. Absent targets: as the partition has them. */
export interface PartitionChange {
  readonly partition: PartitionRegistration;
  readonly topicId: string;
  readonly partitionId: number;
  readonly isAcceptableLeader: (brokerId: number) => boolean;
  /** The topic's effective min.insync.replicas. */
  readonly minIsr: number;
  readonly elrEnabled: boolean;
  readonly election?: Election;
  readonly targetIsr?: readonly number[];
  readonly targetReplicas?: readonly number[];
  readonly targetRemoving?: readonly number[];
  readonly targetAdding?: readonly number[];
  readonly targetLeaderRecoveryState?: LeaderRecoveryState;
  /** Brokers that came back from an unclean shutdown: they do not enter the ELR and leave it. */
  readonly uncleanShutdownReplicas?: readonly number[];
  /** Directory of a replica that is new to the list. */
  readonly defaultDirectory?: (brokerId: number) => string;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Targets {
  isr: readonly number[];
  replicas: readonly number[];
  removing: readonly number[];
  adding: readonly number[];
  elr: readonly number[];
}

/**
 * The record that brings the partition to the targets with the election that they call for, or null when nothing
 * changes (org.apache.kafka.controller.PartitionChangeBuilder.build at metadata.version 3.6 or newer: an ISR shrink alone
 * does not raise the leader epoch; the last known leader is what lastKnownElr stores).
 */
export function buildPartitionChange(change: PartitionChange): PartitionChangeRecord | null {
  const { partition } = change;
  const targets: Targets = {
    isr: change.targetIsr ?? partition.isr,
    replicas: change.targetReplicas ?? partition.replicas,
    removing: change.targetRemoving ?? partition.removingReplicas,
    adding: change.targetAdding ?? partition.addingReplicas,
    elr: partition.elr,
  };
  const record: Writable<PartitionChangeRecord> = {
    type: 'PartitionChangeRecord',
    partitionId: change.partitionId,
    topicId: change.topicId,
  };
  completeReassignment(targets);
  if (change.elrEnabled) targets.elr = targetElr(change, targets);
  elect(change, targets, record);
  bumpEpochForDroppedReplica(partition, targets, record);
  setElr(change, targets, record);
  setIsr(change, targets, record);
  setLastKnownLeader(change, record);
  setAssignment(change, targets, record);
  const recoveryState = change.targetLeaderRecoveryState ?? partition.leaderRecoveryState;
  if (recoveryState !== partition.leaderRecoveryState) record.leaderRecoveryState = recoveryState;
  return changesNothing(record) ? null : record;
}

/** A broker that may lead: registered, unfenced and not in controlled shutdown (ClusterControlManager.isActive). */
export function isActive(image: MetadataImage, brokerId: number): boolean {
  const registration = image.brokers.get(brokerId);
  return registration !== undefined && !registration.fenced && !registration.inControlledShutdown;
}

function completeReassignment(targets: Targets): void {
  const completed = completedReassignment(targets, targets.isr);
  if (completed === null) return;
  targets.isr = completed.isr;
  targets.replicas = completed.replicas;
  targets.removing = [];
  targets.adding = [];
}

/** Empty once the ISR is large enough; else who was in ELR or ISR and is not in the new ISR (maybePopulateTargetElr). */
function targetElr(change: PartitionChange, targets: Targets): readonly number[] {
  if (targets.isr.length >= change.minIsr) return [];
  return hashSetOrder(change.partition.elr, change.partition.isr).filter(
    (replica) => !targets.isr.includes(replica) && !change.uncleanShutdownReplicas?.includes(replica),
  );
}

interface ElectionResult {
  readonly leader: number;
  readonly unclean: boolean;
}

/** Writes a new leader and, where the election demands it, the ISR that goes with it (tryElection). */
function elect(change: PartitionChange, targets: Targets, record: Writable<PartitionChangeRecord>): void {
  const { partition } = change;
  const { leader, unclean } = electLeader(change, targets);
  if (leader === partition.leader) return;
  if (targets.elr.includes(leader)) {
    targets.isr = [leader];
    targets.elr = targets.elr.filter((replica) => replica !== leader);
  }
  record.leader = leader;
  if (!unclean) return;
  record.isr = [leader];
  if (partition.leaderRecoveryState !== 'RECOVERING') record.leaderRecoveryState = 'RECOVERING';
}

function electLeader(change: PartitionChange, targets: Targets): ElectionResult {
  const { partition, isAcceptableLeader } = change;
  const valid = (replica: number): boolean =>
    (targets.isr.includes(replica) || (targets.isr.length === 0 && targets.elr.includes(replica))) &&
    isAcceptableLeader(replica);
  const preferred = targets.replicas[0] ?? noLeader;
  if (change.election === 'PREFERRED' && valid(preferred)) return { leader: preferred, unclean: false };
  if (valid(partition.leader)) return { leader: partition.leader, unclean: false };
  const online = targets.replicas.find(valid);
  if (online !== undefined) return { leader: online, unclean: false };
  const lastKnown = lastKnownLeader(change, targets);
  if (lastKnown !== null) return { leader: lastKnown, unclean: true };
  if (change.election === 'UNCLEAN') {
    const any = targets.replicas.find(isAcceptableLeader);
    if (any !== undefined) return { leader: any, unclean: true };
  }
  return { leader: noLeader, unclean: false };
}

/** KIP-966: with ISR and ELR both empty the last known leader may lead again, if it alone is remembered and alive. */
function lastKnownLeader(change: PartitionChange, targets: Targets): number | null {
  if (!change.elrEnabled || targets.isr.length > 0 || targets.elr.length > 0) return null;
  const [leader, second] = change.partition.lastKnownElr;
  if (leader === undefined || second !== undefined) return null;
  return change.isAcceptableLeader(leader) ? leader : null;
}

/** A replica that leaves the list must learn of it by a new leader epoch. */
function bumpEpochForDroppedReplica(
  partition: PartitionRegistration,
  targets: Targets,
  record: Writable<PartitionChangeRecord>,
): void {
  if (record.leader !== undefined) return;
  if (!partition.replicas.every((replica) => targets.replicas.includes(replica))) record.leader = partition.leader;
}

/** An unclean election (it has set the ISR by now) empties the ELR, and so does the feature being off. */
function setElr(change: PartitionChange, targets: Targets, record: Writable<PartitionChangeRecord>): void {
  if (record.isr !== undefined || !change.elrEnabled) targets.elr = [];
  if (!sameList(targets.elr, change.partition.elr)) record.eligibleLeaderReplicas = targets.elr;
}

/** Without ELR the last member stays in the ISR, even when it is gone. */
function setIsr(change: PartitionChange, targets: Targets, record: Writable<PartitionChangeRecord>): void {
  if (record.isr !== undefined || (targets.isr.length === 0 && !change.elrEnabled)) return;
  if (!sameList(targets.isr, change.partition.isr)) record.isr = targets.isr;
}

/** Remembered when the partition first loses its leader, forgotten when it has one again. */
function setLastKnownLeader(change: PartitionChange, record: Writable<PartitionChangeRecord>): void {
  const { partition, elrEnabled } = change;
  const leader = record.leader ?? null;
  if (!elrEnabled || leader === null) return;
  if (leader === noLeader && partition.lastKnownElr.length === 0) record.lastKnownElr = [partition.leader];
  else if (leader >= 0 && partition.lastKnownElr.length > 0) record.lastKnownElr = [];
}

function setAssignment(change: PartitionChange, targets: Targets, record: Writable<PartitionChangeRecord>): void {
  const { partition } = change;
  if (targets.replicas.length > 0 && partition.directories !== undefined) {
    const directories = directoriesOf(change, targets.replicas, partition.directories);
    if (!sameList(directories, partition.directories)) record.directories = directories;
  }
  if (targets.replicas.length > 0 && !sameList(targets.replicas, partition.replicas)) {
    record.replicas = targets.replicas;
  }
  if (!sameList(targets.removing, partition.removingReplicas)) record.removingReplicas = targets.removing;
  if (!sameList(targets.adding, partition.addingReplicas)) record.addingReplicas = targets.adding;
}

function directoriesOf(
  change: PartitionChange,
  replicas: readonly number[],
  directories: readonly string[],
): readonly string[] {
  return replicas.map((replica) => {
    const at = change.partition.replicas.indexOf(replica);
    return directories[at] ?? change.defaultDirectory?.(replica) ?? migratingDirectory;
  });
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

function changesNothing(record: PartitionChangeRecord): boolean {
  return Object.values(record).filter((value) => value !== undefined && value !== null).length === 3;
}
