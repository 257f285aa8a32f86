import type { RecordBatch } from '../record/batch-format.ts';
import { readRecords } from '../record/read-batch.ts';
import type { PartitionLog } from './log-state.ts';
import { lookupOffset } from './offset-index.ts';
import type { Segment } from './segment.ts';
import { findBatch, largestTimestamp } from './segment.ts';
import { lookupTimestamp } from './time-index.ts';

/** Special targets of ListOffsets (ListOffsetsRequest). */
export const LATEST_TIMESTAMP = -1;
export const EARLIEST_TIMESTAMP = -2;
export const MAX_TIMESTAMP = -3;
export const EARLIEST_LOCAL_TIMESTAMP = -4;
export const LATEST_TIERED_TIMESTAMP = -5;
export const EARLIEST_PENDING_UPLOAD_TIMESTAMP = -6;

export interface TimestampAndOffset {
  /** −1 for the earliest and latest offset. */
  readonly timestamp: number;
  readonly offset: number;
  readonly leaderEpoch: number | null;
}

function earliest(log: PartitionLog): TimestampAndOffset {
  const entry = log.leaderEpochs[0];
  const leaderEpoch = entry !== undefined && entry.startOffset <= log.logStartOffset ? entry.epoch : null;
  return { timestamp: -1, offset: log.logStartOffset, leaderEpoch };
}

function epochOf(batch: RecordBatch): number | null {
  return batch.partitionLeaderEpoch >= 0 ? batch.partitionLeaderEpoch : null;
}

/** The segment that holds the largest timestamp, the first of them. */
function newestSegment(log: PartitionLog): Segment {
  let segment = log.segments[0] as Segment;
  for (const other of log.segments) if (other.maxTimestamp > segment.maxTimestamp) segment = other;
  return segment;
}

/** The first record with the largest timestamp of the log. */
function newest(log: PartitionLog): TimestampAndOffset | null {
  const segment = newestSegment(log);
  if (segment.maxTimestamp < 0) return null;
  const batch = segment.batches[findBatch(segment, segment.offsetOfMaxTimestamp)] as RecordBatch;
  const record = readRecords(batch).find((r) => r.timestamp === batch.maxTimestamp);
  if (record === undefined) return null;
  return { timestamp: batch.maxTimestamp, offset: record.offset, leaderEpoch: epochOf(batch) };
}

/**
 * The segment that is searched for a timestamp, if any: the first whose largest one is not smaller, even when it lies
 * below the log start (UnifiedLog.searchOffsetInLocalLog).
 */
export function segmentForTimestamp(log: PartitionLog, timestamp: number): Segment | undefined {
  if (timestamp === MAX_TIMESTAMP) return newestSegment(log);
  return timestamp < 0 ? undefined : log.segments.find((segment) => largestTimestamp(segment) >= timestamp);
}

/** LogSegment.findOffsetByTimestamp: both indexes tell where to begin, then record by record. */
export function findOffsetByTimestamp(
  segment: Segment,
  timestamp: number,
  startingOffset: number,
): TimestampAndOffset | null {
  const time = lookupTimestamp(segment.timeIndex, segment.timeIndexLength, segment.baseOffset, timestamp);
  const target = Math.max(time.offset, startingOffset);
  const from = lookupOffset(segment.offsetIndex, segment.offsetIndexLength, segment.baseOffset, target);
  for (let i = from.position === 0 ? 0 : findBatch(segment, from.offset); i < segment.length; i++) {
    const batch = segment.batches[i] as RecordBatch;
    if (batch.maxTimestamp < timestamp) continue;
    for (const record of readRecords(batch)) {
      if (record.timestamp >= timestamp && record.offset >= startingOffset) {
        return { timestamp: record.timestamp, offset: record.offset, leaderEpoch: epochOf(batch) };
      }
    }
  }
  return null;
}

/**
 * UnifiedLog.fetchOffsetByTimestamp: the first record by offset whose time is `timestamp` or later, at or above the log
 * start; or one of the special targets above. null when there is none.
 */
export function offsetForTimestamp(log: PartitionLog, timestamp: number): TimestampAndOffset | null {
  if (timestamp === EARLIEST_TIMESTAMP || timestamp === EARLIEST_LOCAL_TIMESTAMP) return earliest(log);
  if (timestamp === LATEST_TIMESTAMP) {
    return { timestamp: -1, offset: log.logEndOffset, leaderEpoch: log.leaderEpochs.at(-1)?.epoch ?? null };
  }
  if (timestamp === MAX_TIMESTAMP) return newest(log);
  // Without tiered storage there is no such offset.
  if (timestamp === LATEST_TIERED_TIMESTAMP || timestamp === EARLIEST_PENDING_UPLOAD_TIMESTAMP) {
    return { timestamp: -1, offset: -1, leaderEpoch: -1 };
  }
  const segment = segmentForTimestamp(log, timestamp);
  return segment === undefined ? null : findOffsetByTimestamp(segment, timestamp, log.logStartOffset);
}
