/** A replica's log: everything that the broker does with it, each part in its own file. */
export { appendAsFollower, appendAsLeader, appendBatchesAsFollower, type LeaderAppend } from './append.ts';
export type { AppendError, AppendOrigin, RecordError } from './append-errors.ts';
export type { EpochEntry } from './leader-epoch-cache.ts';
export { type CleanupPolicy, defaultLogConfig, type LogConfig } from './log-config.ts';
export { assignEpoch, endOffsetForEpoch, latestEpoch } from './log-epochs.ts';
export { fileBytes, type LogFile, logFiles } from './log-files.ts';
export { activeSegment, copyLog, createLog, flushLog, logSizeInBytes, type PartitionLog } from './log-state.ts';
export { offsetForTimestamp, type TimestampAndOffset } from './offset-for-timestamp.ts';
export { type LogDirectory, openLog, type RecoveryReport } from './open-log.ts';
export { batchAt, type LogRead, readLog } from './read-log.ts';
export { type OpenOptions, reopenLog } from './reopen-log.ts';
export { deleteOldSegments, incrementLogStartOffset } from './retention.ts';
export { rollLog } from './roll.ts';
export type { Segment } from './segment.ts';
export { type Truncation, truncateFullyAndStartAt, truncateTo } from './truncate-log.ts';
