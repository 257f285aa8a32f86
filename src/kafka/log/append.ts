import { assert } from '../../base/assert.ts';
import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import { stampBatch } from '../record/record-batch.ts';
import type { AppendError, AppendOrigin } from './append-errors.ts';
import { applyCheckedProducers, type CheckedProducers, checkProducers } from './append-producers.ts';
import { assignEntry } from './leader-epoch-cache.ts';
import type { LogConfig } from './log-config.ts';
import { type LogException, logException } from './log-exception.ts';
import type { PartitionLog } from './log-state.ts';
import { activeSegment, setLeaderEpochs } from './log-state.ts';
import { flushLog, noteWrite } from './page-cache.ts';
import type { ProducerOrigin } from './producer-append.ts';
import { type ProducerError, producerError } from './producer-errors.ts';
import type { BatchMetadata } from './producer-state-entry.ts';
import { rollJitterMs, rollLog, shouldRoll } from './roll.ts';
import { appendToSegment } from './segment.ts';
import { type Validation, validateAppend } from './validate-append.ts';

export interface LeaderAppend {
  /** The batch as it stands in the log, with its offsets and leader epoch; a duplicate as it came. */
  readonly batch: RecordBatch;
  readonly firstOffset: number;
  readonly lastOffset: number;
  /** Milliseconds; −1 when the topic keeps the producers' times. Of a duplicate: the time of the batch it repeats. */
  readonly logAppendTime: number;
  /** Of the records that came, as the topic keeps times. */
  readonly maxTimestamp: number;
  /** The log holds this batch already: nothing was written, the offsets are those of the first time. */
  readonly isDuplicate: boolean;
}

type Appended = Result<BatchMetadata | null, LogException>;
const APPENDED: Appended = ok(null);

function assignEpochs(log: PartitionLog, batches: readonly RecordBatch[]): void {
  for (const batch of batches) {
    if (batch.partitionLeaderEpoch < 0) continue;
    setLeaderEpochs(log, assignEntry(log.leaderEpochs, batch.partitionLeaderEpoch, batch.baseOffset));
  }
}

/** One roll decision for all that is appended at once, so that a follower's segments may begin elsewhere than its leader's. */
function rollIfDue(log: PartitionLog, batches: readonly RecordBatch[], nowMs: number, config: LogConfig): void {
  let sizeInBytes = 0;
  let maxTimestamp = -1;
  for (const batch of batches) {
    sizeInBytes += batch.sizeInBytes;
    maxTimestamp = Math.max(maxTimestamp, batch.maxTimestamp);
  }
  const { baseOffset } = batches[0] as RecordBatch;
  const { lastOffset } = batches[batches.length - 1] as RecordBatch;
  const active = activeSegment(log);
  const jitterMs = config.segmentJitterMs === 0 ? 0 : rollJitterMs(log, active, config);
  active.hasOffsetIndexFile = true;
  if (shouldRoll(active, { sizeInBytes, maxTimestamp, lastOffset }, config, nowMs, jitterMs)) {
    rollLog(log, nowMs, baseOffset, config.fileDeleteDelayMs);
  }
}

/**
 * UnifiedLog.append after validation. The epoch is noted and the segment may roll before the producers are checked, so
 * that a refused batch or a duplicate (which is the answer, if there is one) can still do both.
 */
function append(
  log: PartitionLog,
  batches: readonly RecordBatch[],
  nowMs: number,
  config: LogConfig,
  origin: ProducerOrigin,
  transactionVersion: number,
): Appended {
  const last = batches[batches.length - 1];
  if (last === undefined) return APPENDED;
  assignEpochs(log, batches);
  rollIfDue(log, batches, nowMs, config);
  let checked: CheckedProducers | null = null;
  if (batches.some((batch) => batch.producerId >= 0)) {
    const name = `${log.topic}-${log.partition}`;
    const result = checkProducers(log.producerState, batches, origin, name, transactionVersion);
    if (!result.ok) return result;
    if (result.value.duplicate !== null) return ok(result.value.duplicate);
    checked = result.value;
  }
  noteWrite(log, nowMs);
  const segment = activeSegment(log);
  segment.hasOffsetIndexFile = true;
  for (const batch of batches) appendToSegment(segment, batch, nowMs, config.indexIntervalBytes);
  log.logEndOffset = last.lastOffset + 1;
  if (checked !== null) applyCheckedProducers(log.producerState, segment, checked);
  log.producerState.lastMapOffset = log.logEndOffset;
  log.heldUnstableOffset = null;
  if (log.logEndOffset - log.recoveryPoint >= config.flushMessages) flushLog(log, log.logEndOffset, nowMs);
  return APPENDED;
}

/**
 * UnifiedLog.appendAsLeader: checks the batch, gives it its offsets and the leader's epoch, rolls if due, checks its
 * producer, writes. A refused batch adds nothing to the log. `transactionVersion` counts for markers only.
 */
export function appendAsLeader(
  log: PartitionLog,
  batch: RecordBatch,
  leaderEpoch: number,
  nowMs: number,
  config: LogConfig,
  origin: AppendOrigin = 'CLIENT',
  transactionVersion = 1,
): Result<LeaderAppend, AppendError | ProducerError> {
  const name = `${log.topic}-${log.partition}`;
  return appendChecked(log, batch, leaderEpoch, { name, config, nowMs, origin, trusted: true }, transactionVersion);
}

/** As appendAsLeader; the header of a batch that is not `trusted` is compared with its records. */
export function appendChecked(
  log: PartitionLog,
  batch: RecordBatch,
  leaderEpoch: number,
  validation: Validation,
  transactionVersion: number,
): Result<LeaderAppend, AppendError | ProducerError> {
  const { config, nowMs, origin } = validation;
  const valid = validateAppend(batch, validation);
  if (!valid.ok) {
    // Kafka notes the epoch before it compares the size with the segment's.
    if (valid.error.code === 'RECORD_LIST_TOO_LARGE')
      assignEpochs(log, [stampBatch(batch, log.logEndOffset, leaderEpoch)]);
    return err(valid.error);
  }
  const { maxTimestamp } = valid.value;
  const stamped = stampBatch(valid.value.batch, log.logEndOffset, leaderEpoch);
  const appended = append(log, [stamped], nowMs, config, origin, transactionVersion);
  if (!appended.ok) return err(producerError(appended.error));
  const duplicate = appended.value;
  if (duplicate !== null) {
    const { lastOffset, offsetDelta, timestamp } = duplicate;
    return ok({
      batch,
      firstOffset: lastOffset - offsetDelta,
      lastOffset,
      logAppendTime: timestamp,
      maxTimestamp,
      isDuplicate: true,
    });
  }
  return ok({
    batch: stamped,
    firstOffset: stamped.baseOffset,
    lastOffset: stamped.lastOffset,
    logAppendTime: config.messageTimestampType === 'LogAppendTime' ? nowMs : -1,
    maxTimestamp,
    isDuplicate: false,
  });
}

/** What UnifiedLog.append refuses of a follower's batches. */
function checkFollowerBatches(
  log: PartitionLog,
  batches: readonly RecordBatch[],
  config: LogConfig,
): LogException | null {
  const name = `${log.topic}-${log.partition}`;
  let last = -1;
  for (const batch of batches) {
    if (last >= batch.lastOffset) {
      return logException('OffsetsOutOfOrderException', `Out of order offsets found in append to ${name}`);
    }
    last = batch.lastOffset;
  }
  const first = batches[0]?.baseOffset ?? log.logEndOffset;
  if (first < log.logEndOffset) {
    const less = `First offset ${first} is less than the next offset ${log.logEndOffset}`;
    return logException('UnexpectedAppendOffsetException', `Unexpected offset in append to ${name}. ${less}.`);
  }
  const size = batches.reduce((bytes, batch) => bytes + batch.sizeInBytes, 0);
  if (size <= config.segmentBytes) return null;
  // As at the leader, the epochs have been noted by then.
  assignEpochs(log, batches);
  const message = `Message batch size is ${size} bytes in append to partition ${name}`;
  const limit = `which exceeds the maximum configured segment size of ${config.segmentBytes}.`;
  return logException('RecordBatchTooLargeException', `${message}, ${limit}`);
}

/** UnifiedLog.appendAsFollower with all its checks; `appendBatchesAsFollower` is for batches that a leader has sent. */
export function tryAppendAsFollower(
  log: PartitionLog,
  batches: readonly RecordBatch[],
  nowMs: number,
  config: LogConfig,
): Result<null, LogException> {
  const refused = checkFollowerBatches(log, batches, config);
  if (refused !== null) return err(refused);
  const appended = append(log, batches, nowMs, config, 'REPLICATION', -1);
  return appended.ok ? ok(null) : appended;
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
  const appended = append(log, batches, nowMs, config, 'REPLICATION', -1);
  assert(appended.ok, 'a leader writes no marker without a transaction');
}

/** As appendBatchesAsFollower, for a fetch that brought one batch. */
export function appendAsFollower(log: PartitionLog, batch: RecordBatch, nowMs: number, config: LogConfig): void {
  appendBatchesAsFollower(log, [batch], nowMs, config);
}
