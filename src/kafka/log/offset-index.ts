/**
 * The sparse .index of a segment: entries of 8 bytes, relative offset and position (OffsetIndex). In memory a flat list:
 * absolute last offset of the indexed batch, position of the batch, offset, position, …; append-only and shared.
 */
import { putInt32 } from '../../base/bytes.ts';

export const OFFSET_INDEX_ENTRY_BYTES = 8;

/** How many entries have an offset ≤ `target`; `count` is the number of entries. */
export function offsetEntriesUpTo(index: readonly number[], count: number, target: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index[2 * middle] as number) <= target) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** OffsetIndex.lookup: the last entry at or below `target`, or the segment's start. */
export function lookupOffset(
  index: readonly number[],
  count: number,
  baseOffset: number,
  target: number,
): { offset: number; position: number } {
  const entries = offsetEntriesUpTo(index, count, target);
  if (entries === 0) return { offset: baseOffset, position: 0 };
  return { offset: index[2 * entries - 2] as number, position: index[2 * entries - 1] as number };
}

/** OffsetIndex.isFull: no room for another entry in a file of `maxBytes`. */
export function isOffsetIndexFull(count: number, maxBytes: number): boolean {
  return count >= Math.floor(maxBytes / OFFSET_INDEX_ENTRY_BYTES);
}

export function offsetIndexBytes(index: readonly number[], count: number, baseOffset: number): Uint8Array {
  const bytes = new Uint8Array(count * OFFSET_INDEX_ENTRY_BYTES);
  for (let i = 0; i < count; i++) {
    putInt32(bytes, i * OFFSET_INDEX_ENTRY_BYTES, (index[2 * i] as number) - baseOffset);
    putInt32(bytes, i * OFFSET_INDEX_ENTRY_BYTES + 4, index[2 * i + 1] as number);
  }
  return bytes;
}
