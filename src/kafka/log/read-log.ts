import { ok } from '../../base/result.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import type { PartitionLog } from './log-state.ts';
import { floorSegmentIndex } from './log-state.ts';
import type { Segment } from './segment.ts';
import { findBatch } from './segment.ts';

export interface LogRead {
  /** The whole batches among the bytes; the first may begin before the offset that was asked for. */
  readonly batches: RecordBatch[];
  /** Bytes that a fetch response carries: the limit may cut the last batch, and the reader drops what is cut. */
  readonly sizeInBytes: number;
}

/** LogSegment.read from the batch at index `from` on, which must exist. */
export function readSegment(
  segment: Segment,
  from: number,
  maxBytes: number,
  upperBound: number,
  atLeastOne: boolean,
): LogRead {
  const batches: RecordBatch[] = [];
  const first = segment.batches[from] as RecordBatch;
  const limit = atLeastOne ? Math.max(maxBytes, first.sizeInBytes) : maxBytes;
  let size = 0;
  for (let i = from; i < segment.length; i++) {
    const batch = segment.batches[i] as RecordBatch;
    if (size >= limit || batch.lastOffset >= upperBound) break;
    size += batch.sizeInBytes;
    if (size <= limit) batches.push(batch);
  }
  return { batches, sizeInBytes: Math.min(size, Math.max(limit, 0)) };
}

/**
 * UnifiedLog.read: whole batches from the one that holds `fromOffset`, of one segment only, up to `maxBytes`, and none
 * that reaches `upperBoundOffset` (high watermark, last stable offset or log end). `minOneMessage`: the first batch
 * comes even when it is larger than the limit. At or above the bound the answer is empty.
 */
export function readLog(
  log: PartitionLog,
  fromOffset: number,
  maxBytes: number,
  upperBoundOffset: number,
  minOneMessage: boolean,
): LogRead | 'OFFSET_OUT_OF_RANGE' {
  const floor = floorSegmentIndex(log, fromOffset);
  if (fromOffset < log.logStartOffset || fromOffset > log.logEndOffset || floor < 0) return 'OFFSET_OUT_OF_RANGE';
  if (fromOffset >= upperBoundOffset) return { batches: [], sizeInBytes: 0 };
  for (let i = floor; i < log.segments.length; i++) {
    const segment = log.segments[i] as Segment;
    const first = findBatch(segment, fromOffset);
    if (first < segment.length) return readSegment(segment, first, maxBytes, upperBoundOffset, minOneMessage);
  }
  return { batches: [], sizeInBytes: 0 };
}

/**
 * UnifiedLog.maybeConvertToOffsetMetadata: where the batch begins that a read at `offset` would start with (so that an
 * offset inside a batch goes back to its first); the log end behind the last one; `offset` itself outside of the log.
 */
export function batchStart(log: PartitionLog, offset: number): number {
  const floor = floorSegmentIndex(log, offset);
  if (offset >= log.logEndOffset || floor < 0) return offset;
  for (let i = floor; i < log.segments.length; i++) {
    const segment = log.segments[i] as Segment;
    const first = findBatch(segment, offset);
    if (first < segment.length) return (segment.batches[first] as RecordBatch).baseOffset;
  }
  return log.logEndOffset;
}

/** What is read from the batch that holds `from` on, up to the one that holds `to` (null: to the segment's end). */
export function batchesBetween(
  segment: Segment,
  from: number,
  to: number | null,
): { readonly ok: true; readonly value: RecordBatch[] } {
  const end = to === null ? segment.length : findBatch(segment, to);
  return ok(segment.batches.slice(findBatch(segment, from), end));
}

/** The batch that holds `offset`, or undefined when it is not (any more) in the log. */
export function batchAt(log: PartitionLog, offset: number): RecordBatch | undefined {
  const segment = log.segments[floorSegmentIndex(log, offset)];
  if (segment === undefined) return undefined;
  const index = findBatch(segment, offset);
  const batch = index < segment.length ? segment.batches[index] : undefined;
  return batch !== undefined && batch.baseOffset <= offset ? batch : undefined;
}
