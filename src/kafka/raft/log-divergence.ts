import { endOffsetForEpoch, latestEpoch, type PartitionLog } from '../log/partition-log.ts';

export interface EpochEnd {
  readonly epoch: number;
  readonly endOffset: number;
}

/** The epoch of a log's last record; 0 when it is empty. Source: KafkaRaftLog.lastFetchedEpoch. */
export const lastEpochOf = (log: PartitionLog): number => latestEpoch(log) ?? 0;

/** Where the log's records of this epoch, or of the one before it, end. Source: KafkaRaftLog.endOffsetForEpoch. */
function endOf(log: PartitionLog, epoch: number): EpochEnd {
  return endOffsetForEpoch(log, epoch) ?? { epoch: lastEpochOf(log), endOffset: log.logEndOffset };
}

/** Null when a log that ends at this offset and epoch is a part of the leader's. Source: RaftLog.validateOffsetAndEpoch. */
export function divergingEpochOf(log: PartitionLog, fetchOffset: number, lastFetchedEpoch: number): EpochEnd | null {
  if (fetchOffset === 0 && log.logStartOffset === 0) return null;
  const end = endOf(log, lastFetchedEpoch);
  return end.epoch !== lastFetchedEpoch || end.endOffset < fetchOffset ? end : null;
}

/**
 * Where a follower cuts its log when the leader names the end of an epoch: there, or where its own records of that
 * epoch, or of the one before, end. Source: RaftLog.truncateToEndOffset.
 */
export function metadataTruncationOffset(log: PartitionLog, diverging: EpochEnd): number {
  if (diverging.epoch === 0) return Math.min(diverging.endOffset, log.logEndOffset);
  const own = endOf(log, diverging.epoch);
  return own.epoch === diverging.epoch ? Math.min(own.endOffset, diverging.endOffset) : own.endOffset;
}
