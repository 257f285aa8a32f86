/** A replica's log: everything that the broker does with it, each part in its own file. */
export {
  appendAsFollower,
  appendAsLeader,
  appendBatchesAsFollower,
  type LeaderAppend,
  tryAppendAsFollower,
} from './append.ts';
export type { AppendError, AppendOrigin, RecordError } from './append-errors.ts';
export { closeLog } from './close-log.ts';
export { deleteDueFiles } from './deleted-files.ts';
export type { AbortedTxn } from './files/transaction-index-file.ts';
export type { EpochEntry } from './leader-epoch-cache.ts';
export { type CleanupPolicy, defaultLogConfig, type LogConfig } from './log-config.ts';
export { assignEpoch, endOffsetForEpoch, latestEpoch } from './log-epochs.ts';
export type { LogException } from './log-exception.ts';
export { fileBytes, type LogFile, logFiles } from './log-files.ts';
export {
  activeSegment,
  copyLog,
  createLog,
  type DeletedFile,
  logSizeInBytes,
  type PartitionLog,
  type WriteMark,
} from './log-state.ts';
export { offsetForTimestamp, type TimestampAndOffset } from './offset-for-timestamp.ts';
export { type LogDirectory, type OpenedLog, type OpenFailure, openLog, tryOpenLog } from './open-log.ts';
export { flushIfDue, flushLog, writeBackPages } from './page-cache.ts';
export { durableBytes } from './power-loss.ts';
export type { ProducerError } from './producer-errors.ts';
export type { CompletedTxn, ProducerState, SnapshotFile, TxnMetadata } from './producer-state.ts';
export { type BatchMetadata, firstOffsetOf, firstSeqOf, type ProducerStateEntry } from './producer-state-entry.ts';
export { type CommittedRead, readCommitted } from './read-committed.ts';
export { batchAt, batchStart, type LogRead, readLog } from './read-log.ts';
export type { LoaderLine, LogCut, RecoveryReport } from './recovery-report.ts';
export { type OpenOptions, reopenLog } from './reopen-log.ts';
export { deleteOldSegments, incrementLogStartOffset } from './retention.ts';
export { rollLog } from './roll.ts';
export type { Segment } from './segment.ts';
export { lastStableOffset, onHighWatermarkUpdated, removeExpiredProducers } from './stable-offset.ts';
export { startInsideBatch } from './start-inside-batch.ts';
export { type Truncation, truncateFullyAndStartAt, truncateTo } from './truncate-log.ts';
