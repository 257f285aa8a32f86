import { assert } from '../../base/assert.ts';
import type { EpochEntry } from './leader-epoch-cache.ts';
import type { Segment } from './segment.ts';
import { createSegment } from './segment.ts';

/**
 * A replica's log in one directory (UnifiedLog, LocalLog). Plain data. The last segment belongs to this object alone
 * and is written in place; the ones before it never change and are shared with checkpoints.
 */
export interface PartitionLog {
  /** The checkpoint generation in which this object was last copied. */
  cow: number;
  readonly topic: string;
  readonly partition: number;
  /** 22 characters; '' for a log without partition.metadata. */
  readonly topicId: string;
  segments: Segment[];
  logStartOffset: number;
  logEndOffset: number;
  /** Everything below has been flushed: recovery after a crash reads from here on. */
  recoveryPoint: number;
  leaderEpochs: readonly EpochEntry[];
}

export function createLog(topic: string, partition: number, topicId: string, cow: number, nowMs: number): PartitionLog {
  return {
    cow,
    topic,
    partition,
    topicId,
    segments: [createSegment(0, nowMs)],
    logStartOffset: 0,
    logEndOffset: 0,
    recoveryPoint: 0,
    leaderEpochs: [],
  };
}

/** A copy that can be written without the original seeing it, and the other way round. O(segments). */
export function copyLog(log: PartitionLog, cow: number): PartitionLog {
  const segments = log.segments.slice();
  segments[segments.length - 1] = { ...activeSegment(log) };
  return { ...log, cow, segments };
}

/** The segment that appends go to. */
export function activeSegment(log: PartitionLog): Segment {
  const active = log.segments[log.segments.length - 1];
  assert(active !== undefined, 'a log has at least one segment');
  return active;
}

/** Index of the segment with the largest base offset ≤ `offset`, −1 when all begin later. */
export function floorSegmentIndex(log: PartitionLog, offset: number): number {
  let low = 0;
  let high = log.segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((log.segments[middle] as Segment).baseOffset <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Bytes of all segments' .log files. */
export function logSizeInBytes(log: PartitionLog): number {
  let size = 0;
  for (const segment of log.segments) size += segment.sizeInBytes;
  return size;
}

/** Marks everything below `upTo` as flushed (UnifiedLog.flush moves the recovery point). */
export function flushLog(log: PartitionLog, upTo: number = log.logEndOffset): void {
  if (upTo > log.recoveryPoint) log.recoveryPoint = upTo;
}
