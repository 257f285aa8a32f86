import { assert } from '../../base/assert.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import { truncateEntriesFromEnd } from './leader-epoch-cache.ts';
import type { PartitionLog } from './log-state.ts';
import { activeSegment, floorSegmentIndex } from './log-state.ts';
import type { Segment } from './segment.ts';
import { createSegment } from './segment.ts';
import { truncatedSegment } from './truncated-segment.ts';

export interface Truncation {
  readonly truncated: boolean;
  /** What went, oldest first. */
  readonly removed: RecordBatch[];
}

function batchesOf(segments: readonly Segment[]): RecordBatch[] {
  return segments.flatMap((segment) => segment.batches.slice(0, segment.length));
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
): Truncation {
  assert(offset >= 0, `cannot truncate to ${offset}`);
  if (offset >= log.logEndOffset) {
    log.leaderEpochs = truncateEntriesFromEnd(log.leaderEpochs, log.logEndOffset);
    return { truncated: false, removed: [] };
  }
  const index = floorSegmentIndex(log, offset);
  if (index < 0) return { truncated: true, removed: truncateFullyAndStartAt(log, offset, nowMs) };
  const cut = truncatedSegment(log.segments[index] as Segment, offset, nowMs);
  const removed = [...cut.removed, ...batchesOf(log.segments.slice(index + 1))];
  log.segments = [...log.segments.slice(0, index), cut.segment];
  log.logEndOffset = offset;
  log.recoveryPoint = Math.min(log.recoveryPoint, offset);
  log.logStartOffset = Math.min(log.logStartOffset, offset);
  log.leaderEpochs = truncateEntriesFromEnd(log.leaderEpochs, offset);
  return { truncated: true, removed };
}

/** UnifiedLog.truncateFullyAndStartAt: an empty log from `offset` on. Gives the batches that went, oldest first. */
export function truncateFullyAndStartAt(
  log: PartitionLog,
  offset: number,
  nowMs: number,
  logStartOffset: number = offset,
): RecordBatch[] {
  const removed = batchesOf(log.segments);
  log.segments = [createSegment(offset, nowMs)];
  log.logEndOffset = offset;
  log.logStartOffset = logStartOffset;
  log.recoveryPoint = Math.min(log.recoveryPoint, offset);
  log.leaderEpochs = [];
  return removed;
}
