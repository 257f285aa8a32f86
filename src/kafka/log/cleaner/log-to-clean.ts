import type { LogConfig } from '../log-config.ts';
import { activeSegment, type PartitionLog } from '../log-state.ts';
import type { OffsetsToClean } from './cleanable-offsets.ts';
import { nonActiveSegmentsFrom, segmentsBetween, totalSize } from './segment-range.ts';

/** How dirty a log is (LogToClean). Sizes in bytes, of whole segments. */
export interface LogToClean {
  readonly firstDirtyOffset: number;
  /** Rounded down to a segment's base offset. */
  readonly firstUncleanableOffset: number;
  readonly cleanBytes: number;
  readonly cleanableBytes: number;
  /** cleanable / (clean + cleanable); not a number when both are 0. */
  readonly cleanableRatio: number;
  /** Its oldest dirty record waits longer than max.compaction.lag.ms. */
  readonly needCompactionNow: boolean;
}

/** LogCleanerManager.maxCompactionDelay: milliseconds by which the oldest dirty segment is too late. */
function maxCompactionDelay(log: PartitionLog, firstDirtyOffset: number, nowMs: number, config: LogConfig): number {
  let earliest = Number.MAX_SAFE_INTEGER;
  for (const segment of nonActiveSegmentsFrom(log, firstDirtyOffset)) {
    if (segment.firstBatchTimestamp > 0) earliest = Math.min(earliest, segment.firstBatchTimestamp);
  }
  return Math.max(nowMs - Math.max(config.maxCompactionLagMs, 0) - earliest, 0);
}

export function logToClean(log: PartitionLog, offsets: OffsetsToClean, nowMs: number, config: LogConfig): LogToClean {
  const { firstDirtyOffset } = offsets;
  const uncleanable = nonActiveSegmentsFrom(log, offsets.firstUncleanableOffset)[0] ?? activeSegment(log);
  const firstUncleanableOffset = uncleanable.baseOffset;
  const cleanBytes = totalSize(segmentsBetween(log, -1, firstDirtyOffset));
  const dirtyFrom = Math.min(firstDirtyOffset, firstUncleanableOffset);
  const cleanableBytes = totalSize(segmentsBetween(log, dirtyFrom, firstUncleanableOffset));
  return {
    firstDirtyOffset,
    firstUncleanableOffset,
    cleanBytes,
    cleanableBytes,
    cleanableRatio: cleanableBytes / (cleanBytes + cleanableBytes),
    needCompactionNow: maxCompactionDelay(log, firstDirtyOffset, nowMs, config) > 0,
  };
}

/** LogCleanerManager.grabFilthiestCompactedLog: dirty enough, or it waits too long and has something to clean. */
export function isDirtyEnough(log: LogToClean, config: LogConfig): boolean {
  if (log.cleanBytes + log.cleanableBytes === 0) return false;
  return (log.needCompactionNow && log.cleanableBytes > 0) || log.cleanableRatio > config.minCleanableDirtyRatio;
}
