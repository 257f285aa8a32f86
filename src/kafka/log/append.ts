import { assert } from '../../base/assert.ts';
import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import { stampBatch } from '../record/record-batch.ts';
import type { AppendError, AppendOrigin } from './append-errors.ts';
import { assignEntry } from './leader-epoch-cache.ts';
import type { LogConfig } from './log-config.ts';
import type { PartitionLog } from './log-state.ts';
import { activeSegment } from './log-state.ts';
import { rollLog, shouldRoll } from './roll.ts';
import { appendToSegment } from './segment.ts';
import { validateAppend } from './validate-append.ts';

export interface LeaderAppend {
  /** The batch as it stands in the log, with its offsets and leader epoch. */
  readonly batch: RecordBatch;
  readonly firstOffset: number;
  readonly lastOffset: number;
  /** Milliseconds; −1 when the topic keeps the producers' times. */
  readonly logAppendTime: number;
}

/** One roll decision for all that is appended at once, so that a follower's segments may begin elsewhere than its leader's. */
function append(log: PartitionLog, batches: readonly RecordBatch[], nowMs: number, config: LogConfig): void {
  const first = batches[0];
  const last = batches[batches.length - 1];
  if (first === undefined || last === undefined) return;
  let sizeInBytes = 0;
  let maxTimestamp = -1;
  for (const batch of batches) {
    sizeInBytes += batch.sizeInBytes;
    maxTimestamp = Math.max(maxTimestamp, batch.maxTimestamp);
    if (batch.partitionLeaderEpoch < 0) continue;
    log.leaderEpochs = assignEntry(log.leaderEpochs, batch.partitionLeaderEpoch, batch.baseOffset);
  }
  const incoming = { sizeInBytes, maxTimestamp, lastOffset: last.lastOffset };
  if (shouldRoll(activeSegment(log), incoming, config, nowMs)) rollLog(log, nowMs, first.baseOffset);
  const segment = activeSegment(log);
  for (const batch of batches) appendToSegment(segment, batch, nowMs, config.indexIntervalBytes);
  log.logEndOffset = last.lastOffset + 1;
}

/**
 * UnifiedLog.appendAsLeader: checks the batch, gives it its offsets and the leader's epoch, rolls if due, writes.
 * A refused batch leaves the log as it was. (Idempotent producers are not checked here.)
 */
export function appendAsLeader(
  log: PartitionLog,
  batch: RecordBatch,
  leaderEpoch: number,
  nowMs: number,
  config: LogConfig,
  origin: AppendOrigin = 'CLIENT',
): Result<LeaderAppend, AppendError> {
  const name = `${log.topic}-${log.partition}`;
  const valid = validateAppend(batch, { name, config, nowMs, origin, trusted: true });
  if (!valid.ok) return err(valid.error);
  const stamped = stampBatch(valid.value.batch, log.logEndOffset, leaderEpoch);
  append(log, [stamped], nowMs, config);
  return ok({
    batch: stamped,
    firstOffset: stamped.baseOffset,
    lastOffset: stamped.lastOffset,
    logAppendTime: config.messageTimestampType === 'LogAppendTime' ? nowMs : -1,
  });
}

/**
 * UnifiedLog.appendAsFollower: the leader's batches of one fetch as they are. They must not begin below the log end
 * offset, and follow one another.
 */
export function appendBatchesAsFollower(
  log: PartitionLog,
  batches: readonly RecordBatch[],
  nowMs: number,
  config: LogConfig,
): void {
  let next = log.logEndOffset;
  for (const batch of batches) {
    assert(
      batch.baseOffset >= next,
      `Unexpected offset in append to ${log.topic}-${log.partition}: ${batch.baseOffset} is less than the next offset ${next}`,
    );
    next = batch.lastOffset + 1;
  }
  append(log, batches, nowMs, config);
}

/** As appendBatchesAsFollower, for a fetch that brought one batch. */
export function appendAsFollower(log: PartitionLog, batch: RecordBatch, nowMs: number, config: LogConfig): void {
  appendBatchesAsFollower(log, [batch], nowMs, config);
}
