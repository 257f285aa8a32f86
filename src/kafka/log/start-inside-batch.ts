import type { RecordBatch } from '../record/batch-format.ts';
import type { LogConfig } from './log-config.ts';
import type { PartitionLog } from './log-state.ts';
import { truncateFullyAndStartAt } from './truncate-log.ts';

/**
 * A follower whose log is empty got batches that begin before its end: its leader's log start lies inside of a batch,
 * because records were deleted up to there. The log starts again with that batch; true when it did. Any other batch
 * before the end is a mistake. Source: Partition.appendRecordsToFollowerOrFutureReplica, its answer to
 * UnexpectedAppendOffsetException (4.3.1).
 */
export function startInsideBatch(
  log: PartitionLog,
  batches: readonly RecordBatch[],
  nowMs: number,
  config: LogConfig,
): boolean {
  const [first] = batches;
  const last = batches[batches.length - 1];
  if (first === undefined || last === undefined) return false;
  const { logStartOffset, logEndOffset } = log;
  if (logStartOffset !== logEndOffset || first.baseOffset >= logEndOffset || last.lastOffset < logEndOffset)
    return false;
  truncateFullyAndStartAt(log, first.baseOffset, nowMs, first.baseOffset, config);
  return true;
}
