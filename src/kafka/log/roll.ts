import { chainHash } from '../../base/state-hash.ts';
import { deleteSegmentFiles } from './deleted-files.ts';
import { defaultLogConfig, type LogConfig } from './log-config.ts';
import type { PartitionLog } from './log-state.ts';
import { activeSegment } from './log-state.ts';
import { isOffsetIndexFull } from './offset-index.ts';
import { flushLog } from './page-cache.ts';
import { takeSnapshot } from './producer-snapshots.ts';
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
 * LogConfig.randomSegmentJitter: below segment.jitter.ms and segment.ms. Kafka throws dice for every segment; here the
 * log's name and the segment's base and creation stand for the throw.
 */
export function rollJitterMs(log: PartitionLog, segment: Segment, config: LogConfig): number {
  const limit = Math.min(config.segmentJitterMs, config.segmentMs);
  if (limit <= 0) return 0;
  let thrown = chainHash(chainHash(0, log.partition), segment.baseOffset | 0);
  for (let i = 0; i < log.topic.length; i++) thrown = chainHash(thrown, log.topic.charCodeAt(i));
  return chainHash(thrown, segment.createdAtMs | 0) % limit;
}

/**
 * LogSegment.shouldRoll. The age counts in the records' own time: from the first batch's timestamp to the incoming
 * one's; only without timestamps from the segment's creation to now. `jitterMs` earlier than segment.ms.
 */
export function shouldRoll(
  segment: Segment,
  incoming: Incoming,
  config: LogConfig,
  nowMs: number,
  jitterMs = 0,
): boolean {
  const waitedMs =
    segment.firstBatchTimestamp >= 0
      ? incoming.maxTimestamp - segment.firstBatchTimestamp
      : nowMs - segment.createdAtMs;
  return (
    segment.sizeInBytes > config.segmentBytes - incoming.sizeInBytes ||
    (segment.sizeInBytes > 0 && waitedMs > maxSegmentMs(config) - jitterMs) ||
    isOffsetIndexFull(segment.offsetIndexLength, config.segmentIndexBytes) ||
    isTimeIndexFull(segment.timeIndexLength, config.segmentIndexBytes) ||
    incoming.lastOffset - segment.baseOffset > 0x7fffffff
  );
}

/**
 * UnifiedLog.roll, LocalLog.roll: closes the active segment, starts a new one at `expectedNextOffset`, at least the log
 * end offset, and takes a producer snapshot there. Kafka flushes what was closed in the background at once, which moves
 * the recovery point. Gives the new segment.
 */
export function rollLog(
  log: PartitionLog,
  nowMs: number,
  expectedNextOffset = 0,
  fileDeleteDelayMs: number = defaultLogConfig.fileDeleteDelayMs,
): Segment {
  const baseOffset = Math.max(expectedNextOffset, log.logEndOffset);
  const active = activeSegment(log);
  const fresh = createSegment(baseOffset, nowMs);
  if (active.baseOffset === baseOffset && active.sizeInBytes === 0) {
    // An empty segment under the same name is thrown away and made anew.
    log.segments[log.segments.length - 1] = fresh;
    deleteSegmentFiles(log, [{ ...active, hasOffsetIndexFile: true }], nowMs, fileDeleteDelayMs);
  } else {
    closeSegment(active);
    log.segments.push(fresh);
  }
  log.producerState.lastMapOffset = baseOffset;
  takeSnapshot(log.producerState);
  flushLog(log, baseOffset, nowMs);
  return fresh;
}
