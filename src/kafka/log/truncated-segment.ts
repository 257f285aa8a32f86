import type { RecordBatch } from '../record/batch-format.ts';
import { lookupOffset } from './offset-index.ts';
import { findBatch, hashBatches, positionOfBatch, type Segment } from './segment.ts';
import { lookupTimestamp } from './time-index.ts';

/** LogSegment.readLargestTimestamp: the last time index entry, or a later time in the batches from there on. */
function resetMaxTimestamp(segment: Segment): void {
  const { timeIndex, timeIndexLength, baseOffset } = segment;
  const last = lookupTimestamp(timeIndex, timeIndexLength, baseOffset, Number.MAX_SAFE_INTEGER);
  segment.maxTimestamp = last.timestamp;
  segment.offsetOfMaxTimestamp = last.offset;
  const from = lookupOffset(segment.offsetIndex, segment.offsetIndexLength, baseOffset, last.offset);
  for (let i = from.position === 0 ? 0 : findBatch(segment, from.offset); i < segment.length; i++) {
    const batch = segment.batches[i] as RecordBatch;
    if (batch.maxTimestamp > segment.maxTimestamp) {
      segment.maxTimestamp = batch.maxTimestamp;
      segment.offsetOfMaxTimestamp = batch.lastOffset;
    }
  }
}

function entriesBelow(offsets: readonly number[], first: number, count: number, offset: number): number {
  let kept = count;
  while (kept > 0 && (offsets[2 * kept - 2 + first] as number) >= offset) kept--;
  return kept;
}

/** TransactionIndex.truncateTo: what ended at or after `offset` goes. */
function truncatedTxns(txns: Segment['abortedTxns'], offset: number): Segment['abortedTxns'] {
  if (txns === null) return null;
  const first = txns.findIndex((txn) => txn.lastOffset >= offset);
  return first < 0 ? txns : txns.slice(0, first);
}

/**
 * LogSegment.truncateTo, as a new segment: batches that reach `offset` go whole, and so do index entries from there on.
 * `nowMs` becomes the creation time when nothing is left.
 */
export function truncatedSegment(
  segment: Segment,
  offset: number,
  nowMs: number,
): { segment: Segment; removed: RecordBatch[] } {
  const length = findBatch(segment, offset);
  const offsetIndexLength = entriesBelow(segment.offsetIndex, 0, segment.offsetIndexLength, offset);
  const timeIndexLength = entriesBelow(segment.timeIndex, 1, segment.timeIndexLength, offset);
  const batches = segment.batches.slice(0, length);
  const createdAtMs = length === 0 ? nowMs : segment.createdAtMs;
  const kept: Segment = {
    ...segment,
    batches,
    length,
    sizeInBytes: length === segment.length ? segment.sizeInBytes : positionOfBatch(segment, length),
    firstBatchTimestamp: length === 0 ? -1 : segment.firstBatchTimestamp,
    createdAtMs,
    lastModifiedMs: length === segment.length ? segment.lastModifiedMs : nowMs,
    bytesSinceLastIndexEntry: 0,
    offsetIndex: segment.offsetIndex.slice(0, 2 * offsetIndexLength),
    offsetIndexLength,
    timeIndex: segment.timeIndex.slice(0, 2 * timeIndexLength),
    timeIndexLength,
    hasOffsetIndexFile: true,
    abortedTxns: truncatedTxns(segment.abortedTxns, offset),
    trailingBytes: length === segment.length ? segment.trailingBytes : null,
    contentHash: hashBatches(segment.baseOffset, createdAtMs, batches),
  };
  if (kept.maxTimestamp >= 0) resetMaxTimestamp(kept);
  return { segment: kept, removed: segment.batches.slice(length, segment.length) };
}
