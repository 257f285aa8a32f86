import { assert } from '../../../base/assert.ts';
import { activeSegment, floorSegmentIndex, type PartitionLog } from '../log-state.ts';
import type { Segment } from '../segment.ts';

/** LogSegments.values: from the segment that holds `from` to the one that holds `to` − 1. */
export function segmentsBetween(log: PartitionLog, from: number, to: number): Segment[] {
  if (from === to) return [];
  assert(from < to, `segments from offset ${from}, which is greater than ${to}`);
  const first = Math.max(floorSegmentIndex(log, from), 0);
  // The first segment whose base is not below `to` no longer counts.
  return log.segments.slice(first, floorSegmentIndex(log, to - 1) + 1);
}

/** LogSegments.nonActiveLogSegmentsFrom. */
export function nonActiveSegmentsFrom(log: PartitionLog, from: number): Segment[] {
  const active = activeSegment(log).baseOffset;
  return from > active ? [] : segmentsBetween(log, from, active);
}

export function totalSize(segments: readonly Segment[]): number {
  return segments.reduce((size, segment) => size + segment.sizeInBytes, 0);
}
