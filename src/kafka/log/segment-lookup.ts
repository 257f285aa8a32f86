import type { RecordBatch } from '../record/batch-format.ts';
import { type FileBatches, scanBatches } from './file-batches.ts';
import type { LogException } from './log-exception.ts';
import { segmentBytes } from './log-files.ts';
import { OFFSET_INDEX_ENTRY_BYTES } from './offset-index.ts';
import type { Segment } from './segment.ts';

/**
 * Look-ups as Kafka makes them in files that nobody has checked yet: an index may be wrong, the .log may end in bytes
 * that are no batch. (Elsewhere a segment's batches and indexes are known to be right, and findBatch tells the same.)
 */
export class LogLoadError extends Error {
  readonly exception: LogException;

  constructor(exception: LogException) {
    super(`${exception.class}: ${exception.message}`);
    this.exception = exception;
  }
}

/** AbstractIndex.warmEntries. */
const WARM_ENTRIES = 8192 / OFFSET_INDEX_ENTRY_BYTES;

interface Placed {
  readonly batch: RecordBatch;
  readonly position: number;
}

function batchesFrom(segment: Segment, position: number): FileBatches {
  let at = 0;
  for (let i = 0; i < segment.length && at <= position; i++) {
    if (at === position) {
      const batches = segment.batches.slice(i, segment.length);
      const behind = segment.trailingBytes === null ? null : scanBatches(segment.trailingBytes);
      const end = segment.sizeInBytes - (segment.trailingBytes?.length ?? 0);
      return { batches, endPosition: end, error: behind?.error ?? null };
    }
    at += (segment.batches[i] as RecordBatch).sizeInBytes;
  }
  return scanBatches(segmentBytes(segment), position);
}

/**
 * AbstractIndex.indexSlotRangeFor, LARGEST_LOWER_BOUND: the position of the last entry at or below `target`. In an index
 * that is not sorted the very search decides what is found: the last 1024 entries come first.
 */
function lookUp(segment: Segment, target: number): number {
  const { offsetIndex, offsetIndexLength: entries } = segment;
  const offsetAt = (slot: number): number => offsetIndex[2 * slot] as number;
  if (entries === 0) return 0;
  const firstHot = Math.max(0, entries - 1 - WARM_ENTRIES);
  const isHot = offsetAt(firstHot) < target;
  if (!isHot && offsetAt(0) > target) return 0;
  let low = isHot ? firstHot : 0;
  let high = isHot ? entries - 1 : firstHot;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    const offset = offsetAt(middle);
    if (offset === target) return offsetIndex[2 * middle + 1] as number;
    if (offset > target) high = middle - 1;
    else low = middle;
  }
  return offsetIndex[2 * low + 1] as number;
}

/** FileRecords.searchForOffsetFromPosition from where the offset index points. @throws LogLoadError */
function translateOffset(segment: Segment, target: number): Placed | null {
  let position = Math.max(lookUp(segment, target), 0);
  const { batches, error } = batchesFrom(segment, position);
  let previous: Placed | null = null;
  for (const batch of batches) {
    if (batch.baseOffset === target) return { batch, position };
    if (batch.baseOffset > target) {
      return previous !== null && previous.batch.lastOffset >= target ? previous : { batch, position };
    }
    previous = { batch, position };
    position += batch.sizeInBytes;
  }
  if (error !== null) throw new LogLoadError(error);
  return previous !== null && previous.batch.lastOffset >= target ? previous : null;
}

/** LogSegment.readNextOffset. @throws LogLoadError */
export function readNextOffset(segment: Segment): number {
  const { offsetIndex, offsetIndexLength, baseOffset } = segment;
  const lastIndexed = offsetIndexLength === 0 ? baseOffset : (offsetIndex[2 * offsetIndexLength - 2] as number);
  const found = translateOffset(segment, lastIndexed);
  if (found === null) return baseOffset;
  const { batches, error } = batchesFrom(segment, found.position);
  if (error !== null) throw new LogLoadError(error);
  return (batches[batches.length - 1] ?? found.batch).lastOffset + 1;
}

/** LogSegment.read from `from` up to the position of `to` (null: the end of the file). @throws LogLoadError */
export function readBetween(segment: Segment, from: number, to: number | null): readonly RecordBatch[] {
  const end = (to === null ? null : translateOffset(segment, to))?.position ?? segment.sizeInBytes;
  const start = translateOffset(segment, from);
  if (start === null) return [];
  const { batches, endPosition, error } = batchesFrom(segment, start.position);
  if (end > endPosition && error !== null) throw new LogLoadError(error);
  const read: RecordBatch[] = [];
  let position = start.position;
  for (const batch of batches) {
    position += batch.sizeInBytes;
    if (position > end) break;
    read.push(batch);
  }
  return read;
}
