import { isControlBatch, type RecordBatch, readRecords } from '../../record/record-batch.ts';
import type { PartitionLog } from '../log-state.ts';
import { lookupOffset } from '../offset-index.ts';
import { findBatch, type Segment } from '../segment.ts';
import { collectAbortedTransactions } from './aborted-transactions.ts';
import {
  addAbortedTransactions,
  type CleanedTransactions,
  createCleanedTransactions,
  onControlBatch,
  onDataBatch,
} from './cleaned-transactions.ts';
import { createOffsetMap, type OffsetMap, putOffset } from './offset-map.ts';
import { segmentsBetween } from './segment-range.ts';

/** Where reading begins: at the batch of the index entry at or below `offset`. */
function firstBatchFrom(segment: Segment, offset: number): number {
  const { offsetIndex, offsetIndexLength, baseOffset } = segment;
  const entry = lookupOffset(offsetIndex, offsetIndexLength, baseOffset, offset);
  return entry.position === 0 ? 0 : findBatch(segment, entry.offset);
}

/** False when the map is full. Batches of aborted transactions do not count. */
function mapBatch(batch: RecordBatch, from: number, map: OffsetMap, transactions: CleanedTransactions): boolean {
  if (isControlBatch(batch)) onControlBatch(transactions, batch);
  else if (!onDataBatch(transactions, batch)) {
    for (const record of readRecords(batch)) {
      if (record.key === null || record.offset < from) continue;
      if (!putOffset(map, record.key, record.offset)) return false;
    }
  }
  if (batch.lastOffset >= from) map.latestOffset = batch.lastOffset;
  return true;
}

/** Cleaner.buildOffsetMapForSegment: false when the map is full. `nextBase`: where the next segment (or `to`) begins. */
function mapSegment(
  segment: Segment,
  from: number,
  nextBase: number,
  map: OffsetMap,
  transactions: CleanedTransactions,
): boolean {
  for (let i = firstBatchFrom(segment, from); i < segment.length; i++) {
    if (!mapBatch(segment.batches[i] as RecordBatch, from, map, transactions)) return false;
  }
  // Offsets may be missing at the segment's end.
  map.latestOffset = nextBase - 1;
  return true;
}

/** Cleaner.buildOffsetMap: the latest offset of each key in [from, to), as far as `slots` go. */
export function buildOffsetMap(log: PartitionLog, from: number, to: number, slots: number): OffsetMap {
  const map = createOffsetMap(slots);
  const transactions = createCleanedTransactions();
  addAbortedTransactions(transactions, collectAbortedTransactions(log, from, to));
  const dirty = segmentsBetween(log, from, to);
  for (const [i, segment] of dirty.entries()) {
    if (!mapSegment(segment, from, dirty[i + 1]?.baseOffset ?? to, map, transactions)) break;
  }
  return map;
}
