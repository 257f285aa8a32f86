/**
 * The sparse .timeindex of a segment: entries of 12 bytes, timestamp and relative offset (TimeIndex): the largest
 * timestamp seen up to that offset. In memory a flat list: timestamp, absolute offset, …; append-only and shared.
 */
import { putInt32, putInt64 } from '../../base/bytes.ts';

export const TIME_INDEX_ENTRY_BYTES = 12;

/** How many entries have a timestamp ≤ `target`; `count` is the number of entries. */
export function timeEntriesUpTo(index: readonly number[], count: number, target: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index[2 * middle] as number) <= target) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** TimeIndex.lookup: the last entry at or below `target`, or (−1, the segment's base offset). */
export function lookupTimestamp(
  index: readonly number[],
  count: number,
  baseOffset: number,
  target: number,
): { timestamp: number; offset: number } {
  const entries = timeEntriesUpTo(index, count, target);
  if (entries === 0) return { timestamp: -1, offset: baseOffset };
  return { timestamp: index[2 * entries - 2] as number, offset: index[2 * entries - 1] as number };
}

/** TimeIndex.isFull: one slot stays free for the entry that closes the segment. */
export function isTimeIndexFull(count: number, maxBytes: number): boolean {
  return count >= Math.floor(maxBytes / TIME_INDEX_ENTRY_BYTES) - 1;
}

export function timeIndexBytes(index: readonly number[], count: number, baseOffset: number): Uint8Array {
  const bytes = new Uint8Array(count * TIME_INDEX_ENTRY_BYTES);
  for (let i = 0; i < count; i++) {
    putInt64(bytes, i * TIME_INDEX_ENTRY_BYTES, index[2 * i] as number);
    putInt32(bytes, i * TIME_INDEX_ENTRY_BYTES + 8, (index[2 * i + 1] as number) - baseOffset);
  }
  return bytes;
}
