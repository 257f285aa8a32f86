import type { LogConfig } from './log-config.ts';
import type { PartitionLog } from './log-state.ts';
import { activeSegment, flushLog } from './log-state.ts';
import { isOffsetIndexFull } from './offset-index.ts';
import type { Segment } from './segment.ts';
import { closeSegment, createSegment } from './segment.ts';
import { isTimeIndexFull } from './time-index.ts';

/** What is about to be appended. */
export interface Incoming {
  readonly sizeInBytes: number;
  readonly maxTimestamp: number;
  readonly lastOffset: number;
}

/** LogConfig.maxSegmentMs. */
function maxSegmentMs(config: LogConfig): number {
  const lagCounts = config.cleanupPolicy.includes('compact') && config.maxCompactionLagMs > 0;
  return lagCounts ? Math.min(config.maxCompactionLagMs, config.segmentMs) : config.segmentMs;
}

/**
 * LogSegment.shouldRoll (segment.jitter.ms is 0). The age counts in the records' own time: from the first batch's
 * timestamp to the incoming one's; only without timestamps from the segment's creation to now.
 */
export function shouldRoll(segment: Segment, incoming: Incoming, config: LogConfig, nowMs: number): boolean {
  const waitedMs =
    segment.firstBatchTimestamp >= 0
      ? incoming.maxTimestamp - segment.firstBatchTimestamp
      : nowMs - segment.createdAtMs;
  return (
    segment.sizeInBytes > config.segmentBytes - incoming.sizeInBytes ||
    (segment.sizeInBytes > 0 && waitedMs > maxSegmentMs(config)) ||
    isOffsetIndexFull(segment.offsetIndexLength, config.segmentIndexBytes) ||
    isTimeIndexFull(segment.timeIndexLength, config.segmentIndexBytes) ||
    incoming.lastOffset - segment.baseOffset > 0x7fffffff
  );
}

/**
 * LocalLog.roll: closes the active segment and starts a new one at `expectedNextOffset`, at least the log end offset.
 * Kafka flushes what was closed in the background at once, which moves the recovery point. Gives the new segment.
 */
export function rollLog(log: PartitionLog, nowMs: number, expectedNextOffset = 0): Segment {
  const baseOffset = Math.max(expectedNextOffset, log.logEndOffset);
  const active = activeSegment(log);
  const fresh = createSegment(baseOffset, nowMs);
  if (active.baseOffset === baseOffset && active.sizeInBytes === 0) {
    // An empty segment under the same name is thrown away and made anew.
    log.segments[log.segments.length - 1] = fresh;
    return fresh;
  }
  closeSegment(active);
  log.segments.push(fresh);
  log.logEndOffset = baseOffset;
  flushLog(log, baseOffset);
  return fresh;
}
