import type { EpochEntry, PartitionLog, Segment } from '../../../kafka/log/partition-log.ts';
import type { RecordBatch } from '../../../kafka/record/record-batch.ts';
import type { Broker } from '../../broker/broker-state.ts';
import type { PendingIsr, Replica } from '../../broker/replica-state.ts';
import type { WatchedPartition } from './watched-partition.ts';

/** A replica and its log as they were at the last look: entities are written in place, so their fields are noted. */
export interface ReplicaSeen {
  readonly partition: WatchedPartition;
  /** Another number for each process, and once its logs are open. */
  readonly life: number;
  /** Its process has not been in service yet: it answers nobody. */
  readonly isStarting: boolean;
  /** null: no process hosts it. */
  readonly role: Replica['role'] | null;
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly highWatermark: number;
  readonly isr: readonly number[];
  readonly pendingIsr: PendingIsr | null;
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  readonly recoveryPoint: number;
  readonly leaderEpochs: readonly EpochEntry[];
  readonly list: readonly Segment[];
  readonly segments: readonly Segment[];
  /** Batches of the last segment. */
  readonly length: number;
}

/** What became of a replica in a step. */
export interface ReplicaChange {
  readonly key: number;
  readonly broker: number;
  readonly partition: WatchedPartition;
  /** null: it is new to the watch. */
  readonly before: ReplicaSeen | null;
  /** null: its log is gone. */
  readonly now: ReplicaSeen | null;
  readonly replica: Replica | null;
  readonly log: PartitionLog | null;
  readonly isStarting: boolean;
  /** Another process than before opened the log. */
  readonly isReopened: boolean;
  /** Batches that the log did not have before, oldest first. */
  readonly fresh: readonly RecordBatch[];
}

const lifeOf = (broker: Broker | undefined): number =>
  broker === undefined ? 0 : broker.incarnation * 2 + (broker.logsOpen ? 1 : 0);

/** Spares a new note of what is as it was noted. */
export function isAsSeen(
  seen: ReplicaSeen,
  log: PartitionLog,
  replica: Replica | undefined,
  broker: Broker | undefined,
): boolean {
  if (seen.logEndOffset !== log.logEndOffset || seen.logStartOffset !== log.logStartOffset) return false;
  if (seen.recoveryPoint !== log.recoveryPoint || seen.life !== lifeOf(broker)) return false;
  if (seen.leaderEpochs !== log.leaderEpochs || seen.list !== log.segments) return false;
  if (seen.segments.length !== log.segments.length) return false;
  if (seen.isStarting !== (broker?.state === 'starting')) return false;
  if (replica === undefined) return seen.role === null;
  return (
    seen.role === replica.role &&
    seen.highWatermark === replica.highWatermark &&
    seen.leaderEpoch === replica.leaderEpoch &&
    seen.partitionEpoch === replica.partitionEpoch &&
    seen.isr === replica.isr &&
    seen.pendingIsr === replica.pendingIsr &&
    seen.leaderId === replica.leaderId
  );
}

export function noteReplica(
  partition: WatchedPartition,
  log: PartitionLog,
  replica: Replica | undefined,
  broker: Broker | undefined,
  before: ReplicaSeen | null,
): ReplicaSeen {
  const kept = before !== null && before.list === log.segments && before.segments.length === log.segments.length;
  return {
    partition,
    life: lifeOf(broker),
    isStarting: broker?.state === 'starting',
    role: replica?.role ?? null,
    leaderId: replica?.leaderId ?? -1,
    leaderEpoch: replica?.leaderEpoch ?? -1,
    partitionEpoch: replica?.partitionEpoch ?? -1,
    highWatermark: replica?.highWatermark ?? -1,
    isr: replica?.isr ?? [],
    pendingIsr: replica?.pendingIsr ?? null,
    logStartOffset: log.logStartOffset,
    logEndOffset: log.logEndOffset,
    recoveryPoint: log.recoveryPoint,
    leaderEpochs: log.leaderEpochs,
    list: log.segments,
    segments: kept ? before.segments : log.segments.slice(),
    length: log.segments[log.segments.length - 1]?.length ?? 0,
  };
}
