import { assert } from '../../base/assert.ts';
import type { EpochEntries } from './leader-epoch-cache.ts';
import { copyProducerState, createProducerState, type ProducerState } from './producer-state.ts';
import type { Segment } from './segment.ts';
import { createSegment } from './segment.ts';

/** A file that was given up: its name ends in `.deleted`, and it goes at `deleteAtMs` (file.delete.delay.ms). */
export interface DeletedFile {
  readonly name: string;
  readonly sizeInBytes: number;
  readonly deleteAtMs: number;
}

/** When appends began that the disk may not hold yet: what lies before `startOffset` was written before `atMs`. */
export interface WriteMark {
  readonly atMs: number;
  readonly startOffset: number;
}

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
  /** When the recovery point last moved by a flush (LocalLog.lastFlushedTime): from here flush.ms counts. */
  lastFlushedMs: number;
  /** Everything below has reached the platter: by a flush, or because the system wrote its pages back (page-cache.ts). */
  durableOffset: number;
  /** Appends above `durableOffset`, oldest first; few, as they stand for some seconds each. */
  writeMarks: readonly WriteMark[];
  leaderEpochs: EpochEntries;
  /** Whether leader-epoch-checkpoint has ever been written: Kafka makes the file empty. */
  epochsWritten: boolean;
  readonly producerState: ProducerState;
  /**
   * A truncation does not look anew where undecided data begins: this is where it began before, until the next append or
   * move of the high watermark or log start. MAX_SAFE_INTEGER: nowhere. null: nothing is held.
   */
  heldUnstableOffset: number | null;
  /** Oldest first. */
  deletedFiles: readonly DeletedFile[];
}

export function createLog(topic: string, partition: number, topicId: string, cow: number, nowMs: number): PartitionLog {
  return {
    cow,
    topic,
    partition,
    topicId,
    segments: [{ ...createSegment(0, nowMs), hasOffsetIndexFile: true }],
    logStartOffset: 0,
    logEndOffset: 0,
    recoveryPoint: 0,
    lastFlushedMs: nowMs,
    durableOffset: 0,
    writeMarks: [],
    leaderEpochs: [],
    epochsWritten: false,
    producerState: createProducerState(),
    heldUnstableOffset: null,
    deletedFiles: [],
  };
}

/** A copy that can be written without the original seeing it, and the other way round. O(segments). */
export function copyLog(log: PartitionLog, cow: number): PartitionLog {
  const segments = log.segments.slice();
  segments[segments.length - 1] = { ...activeSegment(log) };
  return { ...log, cow, segments, producerState: copyProducerState(log.producerState) };
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

/** The epochs as they are after a change; the checkpoint file is written with every change. */
export function setLeaderEpochs(log: PartitionLog, entries: EpochEntries): void {
  if (entries === log.leaderEpochs) return;
  log.leaderEpochs = entries;
  log.epochsWritten = true;
}
