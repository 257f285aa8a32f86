import { assert } from '../../base/assert.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import { deleteSegmentFiles, deleteSnapshotsOf } from './deleted-files.ts';
import { truncateEntriesFromEnd } from './leader-epoch-cache.ts';
import { defaultLogConfig, type LogConfig } from './log-config.ts';
import type { PartitionLog } from './log-state.ts';
import { activeSegment, floorSegmentIndex, setLeaderEpochs } from './log-state.ts';
import { truncateWrites } from './page-cache.ts';
import { clearProducerState } from './producer-snapshots.ts';
import { batchesBetween } from './read-log.ts';
import { rebuildProducerState } from './rebuild-producers.ts';
import type { Segment } from './segment.ts';
import { createSegment } from './segment.ts';
import { holdUnstableOffset } from './stable-offset.ts';
import { truncatedSegment } from './truncated-segment.ts';

export interface Truncation {
  readonly truncated: boolean;
  /** What went, oldest first. */
  readonly removed: RecordBatch[];
}

function batchesOf(segments: readonly Segment[]): RecordBatch[] {
  return segments.flatMap((segment) => segment.batches.slice(0, segment.length));
}

/** The producer state up to the new end: what was known beyond it is read anew (UnifiedLog.rebuildProducerState). */
function rebuildProducers(log: PartitionLog, lastOffset: number, nowMs: number, config: LogConfig): void {
  const { segments, logStartOffset } = log;
  const options = { segments, batchesBetween, logStartOffset, lastOffset, hadCleanShutdown: false, nowMs, config };
  const rebuilt = rebuildProducerState(log.producerState, options);
  assert(rebuilt.ok, 'what was appended can be read again');
}

/**
 * UnifiedLog.truncateTo: `offset` becomes the log end offset. A batch that reaches it goes whole, so that a hole may
 * remain below the new end. At or above the log end nothing goes but epoch entries that start there: a former leader
 * that appended nothing in its epoch would diverge for ever otherwise.
 */
export function truncateTo(
  log: PartitionLog,
  offset: number,
  nowMs: number = activeSegment(log).createdAtMs,
  config: LogConfig = defaultLogConfig,
): Truncation {
  assert(offset >= 0, `cannot truncate to ${offset}`);
  if (offset >= log.logEndOffset) {
    setLeaderEpochs(log, truncateEntriesFromEnd(log.leaderEpochs, log.logEndOffset));
    return { truncated: false, removed: [] };
  }
  const index = floorSegmentIndex(log, offset);
  if (index < 0) return { truncated: true, removed: truncateFullyAndStartAt(log, offset, nowMs, offset, config) };
  const cut = truncatedSegment(log.segments[index] as Segment, offset, nowMs);
  const deleted = log.segments.slice(index + 1);
  holdUnstableOffset(log);
  log.segments = [...log.segments.slice(0, index), cut.segment];
  endAt(log, offset);
  deleteSegmentFiles(log, deleted, nowMs, config.fileDeleteDelayMs);
  deleteSnapshotsOf(log, deleted, nowMs, config.fileDeleteDelayMs);
  setLeaderEpochs(log, truncateEntriesFromEnd(log.leaderEpochs, offset));
  log.logStartOffset = Math.min(log.logStartOffset, offset);
  rebuildProducers(log, offset, nowMs, config);
  return { truncated: true, removed: [...cut.removed, ...batchesOf(deleted)] };
}

function endAt(log: PartitionLog, offset: number): void {
  log.logEndOffset = offset;
  log.recoveryPoint = Math.min(log.recoveryPoint, offset);
  truncateWrites(log, offset);
}

/** UnifiedLog.truncateFullyAndStartAt: an empty log from `offset` on. Gives the batches that went, oldest first. */
export function truncateFullyAndStartAt(
  log: PartitionLog,
  offset: number,
  nowMs: number,
  logStartOffset: number = offset,
  config: LogConfig = defaultLogConfig,
): RecordBatch[] {
  const deleted = log.segments;
  log.segments = [createSegment(offset, nowMs)];
  log.heldUnstableOffset = null;
  endAt(log, offset);
  // There is nothing that the disk could lack.
  log.durableOffset = offset;
  deleteSegmentFiles(log, deleted, nowMs, config.fileDeleteDelayMs);
  setLeaderEpochs(log, []);
  log.epochsWritten = true;
  clearProducerState(log.producerState, offset);
  log.logStartOffset = logStartOffset;
  rebuildProducers(log, offset, nowMs, config);
  return batchesOf(deleted);
}
