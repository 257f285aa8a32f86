import { chainHash } from '../../base/state-hash.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import { batchToBytes } from '../record/record-batch.ts';
import type { AbortedTxn } from './files/transaction-index-file.ts';
import { lookupOffset } from './offset-index.ts';
import { listToGrow } from './shared-list.ts';

/**
 * One segment of a log (org.apache.kafka.storage.internals.log.LogSegment). Only the last segment of a log is ever
 * changed, and `copyLog` copies that one; the others are shared with checkpoints as they are.
 */
export interface Segment {
  readonly baseOffset: number;
  /** Append-only and shared with checkpoints (see listToGrow): only the first `length` belong to this segment. */
  batches: RecordBatch[];
  length: number;
  sizeInBytes: number;
  /** Largest timestamp of its records, −1 when there is none. */
  maxTimestamp: number;
  /** Last offset of the first batch with that timestamp; the base offset when there is none. */
  offsetOfMaxTimestamp: number;
  /** maxTimestamp of the first batch, from which segment.ms counts; −1 when there is none. */
  firstBatchTimestamp: number;
  createdAtMs: number;
  /** The .log file's modification time: stands for the records' times when they have none. */
  lastModifiedMs: number;
  bytesSinceLastIndexEntry: number;
  /** Entries as offset-index.ts says; the number of entries stands beside it. */
  offsetIndex: number[];
  offsetIndexLength: number;
  /** Entries as time-index.ts says; the number of entries stands beside it. */
  timeIndex: number[];
  timeIndexLength: number;
  /** Whether the .index file is there: Kafka makes it when it first looks into it, not with the segment. */
  hasOffsetIndexFile: boolean;
  /** What the .txnindex holds; replaced, never written. null: the file is only made for the first aborted transaction. */
  abortedTxns: readonly AbortedTxn<number>[] | null;
  /**
   * Bytes of the .log file that are no batch, after the last one: what a damaged disk left when nothing looked at it
   * (a clean shutdown). What is appended behind them cannot be read either. null: there are none.
   */
  trailingBytes: Uint8Array | null;
  /** Runs along with the appends: base offset, creation and every batch. 53 bits. */
  contentHash: number;
}

function hashWord64(chain: number, v: number): number {
  return chainHash(chainHash(chain, v | 0), Math.floor(v / 4294967296) | 0);
}

function emptyHash(baseOffset: number, createdAtMs: number): number {
  return hashWord64(hashWord64(0, baseOffset), createdAtMs);
}

function hashBatch(chain: number, batch: RecordBatch): number {
  // The CRC stands for all that it covers.
  const place = chainHash(hashWord64(chain, batch.baseOffset), batch.partitionLeaderEpoch);
  return chainHash(chainHash(place, batch.sizeInBytes), batch.crc | 0);
}

/** The contentHash of a segment with these batches. */
export function hashBatches(baseOffset: number, createdAtMs: number, batches: readonly RecordBatch[]): number {
  return batches.reduce(hashBatch, emptyHash(baseOffset, createdAtMs));
}

export function createSegment(baseOffset: number, nowMs: number): Segment {
  return {
    baseOffset,
    batches: [],
    length: 0,
    sizeInBytes: 0,
    maxTimestamp: -1,
    offsetOfMaxTimestamp: baseOffset,
    firstBatchTimestamp: -1,
    createdAtMs: nowMs,
    lastModifiedMs: nowMs,
    bytesSinceLastIndexEntry: 0,
    offsetIndex: [],
    offsetIndexLength: 0,
    timeIndex: [],
    timeIndexLength: 0,
    hasOffsetIndexFile: false,
    abortedTxns: null,
    trailingBytes: null,
    contentHash: emptyHash(baseOffset, nowMs),
  };
}

/** TimeIndex.maybeAppend: an entry that brings no later timestamp is left out. */
export function addTimeIndexEntry(segment: Segment): void {
  const last = segment.timeIndexLength === 0 ? -1 : (segment.timeIndex[2 * segment.timeIndexLength - 2] as number);
  if (segment.maxTimestamp <= last) return;
  segment.timeIndex = listToGrow(segment.timeIndex, 2 * segment.timeIndexLength);
  segment.timeIndex.push(segment.maxTimestamp, segment.offsetOfMaxTimestamp);
  segment.timeIndexLength++;
}

/** LogSegment.append since 4.1: the index entry, if due, is made before the batch's own bytes are counted. */
export function appendToSegment(segment: Segment, batch: RecordBatch, nowMs: number, indexIntervalBytes: number): void {
  if (batch.maxTimestamp > segment.maxTimestamp) {
    segment.maxTimestamp = batch.maxTimestamp;
    segment.offsetOfMaxTimestamp = batch.lastOffset;
  }
  if (segment.bytesSinceLastIndexEntry > indexIntervalBytes) {
    segment.offsetIndex = listToGrow(segment.offsetIndex, 2 * segment.offsetIndexLength);
    segment.offsetIndex.push(batch.lastOffset, segment.sizeInBytes);
    segment.offsetIndexLength++;
    addTimeIndexEntry(segment);
    segment.bytesSinceLastIndexEntry = 0;
  }
  if (segment.trailingBytes === null) {
    if (segment.length === 0) segment.firstBatchTimestamp = batch.maxTimestamp;
    segment.batches = listToGrow(segment.batches, segment.length);
    segment.batches.push(batch);
    segment.length++;
  } else {
    segment.trailingBytes = new Uint8Array([...segment.trailingBytes, ...batchToBytes(batch)]);
  }
  segment.sizeInBytes += batch.sizeInBytes;
  segment.bytesSinceLastIndexEntry += batch.sizeInBytes;
  segment.lastModifiedMs = nowMs;
  segment.contentHash = hashBatch(segment.contentHash, batch);
}

/** LogSegment.onBecomeInactiveSegment: the time index gets its last entry. */
export function closeSegment(segment: Segment): void {
  addTimeIndexEntry(segment);
  // Only an open segment needs the count, and it begins at 0 again when a truncation or a restart opens this one.
  segment.bytesSinceLastIndexEntry = 0;
}

/** Index of the first batch that ends at or after `offset`, or `length` (LogSegment.translateOffset). */
export function findBatch(segment: Segment, offset: number): number {
  let low = 0;
  let high = segment.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segment.batches[middle] as RecordBatch).lastOffset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Bytes of the .log file up to the end of the last batch. */
export function bytesOfBatches(segment: Segment): number {
  return segment.sizeInBytes - (segment.trailingBytes?.length ?? 0);
}

/** Position in the .log file of batch `index`: from the offset index on, batch by batch, as Kafka finds it. */
export function positionOfBatch(segment: Segment, index: number): number {
  const batch = segment.batches[index];
  if (batch === undefined || index >= segment.length) return bytesOfBatches(segment);
  const start = lookupOffset(segment.offsetIndex, segment.offsetIndexLength, segment.baseOffset, batch.baseOffset);
  let position = start.position;
  for (let i = position === 0 ? 0 : findBatch(segment, start.offset); i < index; i++) {
    position += (segment.batches[i] as RecordBatch).sizeInBytes;
  }
  return position;
}

/** LogSegment.readNextOffset: after the last batch, or the base offset. */
export function nextOffset(segment: Segment): number {
  const last = segment.batches[segment.length - 1];
  return last === undefined || segment.length === 0 ? segment.baseOffset : last.lastOffset + 1;
}

/** LogSegment.largestTimestamp: of the records, else the file's modification time. */
export function largestTimestamp(segment: Segment): number {
  return segment.maxTimestamp >= 0 ? segment.maxTimestamp : segment.lastModifiedMs;
}
