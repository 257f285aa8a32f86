import type { ByteWindow, NamedRange } from '../../worker/protocol/disk.ts';

/** The range that holds a byte. */
export function rangeAt(ranges: readonly NamedRange[], position: number): NamedRange | null {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return range !== undefined && range.start <= position ? range : null;
}

/** [start, end) as far as it lies in a row: columns; null: not at all. */
export function inRow(range: readonly [number, number] | null, rowStart: number, columns: number) {
  if (range === null) return null;
  const from = Math.max(0, range[0] - rowStart);
  const to = Math.min(columns, range[1] - rowStart);
  return from < to ? { from, to } : null;
}

export function byteText(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** As a hex dump shows it: what is not printable ASCII is a dot. */
export function charText(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

/** The byte at a position, when it is in the window. */
export function byteAt(window: ByteWindow, position: number): number | null {
  return window.bytes[position - window.from] ?? null;
}
