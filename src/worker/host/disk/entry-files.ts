import { getUint32 } from '../../../base/bytes.ts';
import {
  PRODUCER_SNAPSHOT_ENTRY_BYTES,
  PRODUCER_SNAPSHOT_HEADER_BYTES,
} from '../../../kafka/log/files/producer-snapshot-file.ts';
import { ABORTED_TXN_BYTES } from '../../../kafka/log/files/transaction-index-file.ts';
import { OFFSET_INDEX_ENTRY_BYTES } from '../../../kafka/log/offset-index.ts';
import { TIME_INDEX_ENTRY_BYTES } from '../../../kafka/log/time-index.ts';
import { crc32c } from '../../../kafka/record/crc32c.ts';
import type { EntryWindow, NamedRange, RangeName } from '../../protocol/disk.ts';
import { int16At, int32At, int64Text } from './batch-header.ts';
import { crcText } from './log-ranges.ts';
import { baseOffsetOf, suffixOf } from './paths.ts';

interface Column {
  readonly name: RangeName;
  readonly bytes: 2 | 4 | 8;
  /** The value is counted from the segment's base offset. */
  readonly relative?: boolean;
}

/** A file of entries of one size. Numbers are big-endian. */
export interface EntryFormat {
  readonly headerBytes: number;
  readonly entryBytes: number;
  readonly columns: readonly Column[];
}

const formats: ReadonlyMap<string, EntryFormat> = new Map<string, EntryFormat>([
  [
    '.index',
    {
      headerBytes: 0,
      entryBytes: OFFSET_INDEX_ENTRY_BYTES,
      columns: [
        { name: 'relativeOffset', bytes: 4, relative: true },
        { name: 'physicalPosition', bytes: 4 },
      ],
    },
  ],
  [
    '.timeindex',
    {
      headerBytes: 0,
      entryBytes: TIME_INDEX_ENTRY_BYTES,
      columns: [
        { name: 'indexTimestamp', bytes: 8 },
        { name: 'timeRelativeOffset', bytes: 4, relative: true },
      ],
    },
  ],
  [
    '.txnindex',
    {
      headerBytes: 0,
      entryBytes: ABORTED_TXN_BYTES,
      columns: [
        { name: 'txnVersion', bytes: 2 },
        { name: 'txnProducerId', bytes: 8 },
        { name: 'txnFirstOffset', bytes: 8 },
        { name: 'txnLastOffset', bytes: 8 },
        { name: 'txnLastStableOffset', bytes: 8 },
      ],
    },
  ],
  [
    '.snapshot',
    {
      headerBytes: PRODUCER_SNAPSHOT_HEADER_BYTES,
      entryBytes: PRODUCER_SNAPSHOT_ENTRY_BYTES,
      columns: [
        { name: 'snapshotProducerId', bytes: 8 },
        { name: 'snapshotProducerEpoch', bytes: 2 },
        { name: 'snapshotLastSequence', bytes: 4 },
        { name: 'snapshotLastOffset', bytes: 8 },
        { name: 'snapshotOffsetDelta', bytes: 4 },
        { name: 'snapshotTimestamp', bytes: 8 },
        { name: 'snapshotCoordinatorEpoch', bytes: 4 },
        { name: 'snapshotTxnFirstOffset', bytes: 8 },
      ],
    },
  ],
]);

export function entryFormat(path: string): EntryFormat | undefined {
  return formats.get(suffixOf(path));
}

/** Entries that are written; a broker allots the active segment's indexes beforehand and leaves the rest zero. */
export function usedEntries(bytes: Uint8Array, format: EntryFormat): number {
  let end = bytes.length;
  while (end > format.headerBytes && bytes[end - 1] === 0) end--;
  const whole = Math.floor((bytes.length - format.headerBytes) / format.entryBytes);
  const used = Math.ceil((end - format.headerBytes) / format.entryBytes);
  return Math.max(0, Math.min(whole, used));
}

export function entryWindow(
  path: string,
  format: EntryFormat,
  bytes: Uint8Array,
  from: number,
  count: number,
): EntryWindow {
  const { headerBytes, entryBytes, columns } = format;
  const total = usedEntries(bytes, format);
  const rows: string[][] = [];
  for (let i = from; i < Math.min(total, from + count); i++) {
    rows.push(entryRanges(path, format, bytes, i).map((range) => range.value));
  }
  const room = Math.max(0, Math.floor((bytes.length - headerBytes) / entryBytes));
  return {
    columns: columns.map(({ name }) => name),
    bytes: entryBytes,
    firstAt: headerBytes,
    total,
    unused: room - total,
    rows,
  };
}

/** The named bytes of [from, to). */
export function entryFileRanges(
  path: string,
  format: EntryFormat,
  bytes: Uint8Array,
  from: number,
  to: number,
): NamedRange[] {
  const { headerBytes, entryBytes } = format;
  const total = usedEntries(bytes, format);
  const ranges = headerBytes > 0 && from < headerBytes ? snapshotHeader(bytes) : [];
  const first = Math.max(0, Math.floor((from - headerBytes) / entryBytes));
  for (let i = first; i < total && headerBytes + i * entryBytes < to; i++) {
    ranges.push(...entryRanges(path, format, bytes, i));
  }
  const end = headerBytes + total * entryBytes;
  if (end < bytes.length && end < to) {
    const whole = bytes.length - ((bytes.length - headerBytes) % entryBytes);
    const unused = Math.max(end, whole);
    if (unused > end) ranges.push({ start: end, end: unused, name: 'unusedEntry', value: '', part: null });
    if (unused < bytes.length) {
      ranges.push({ start: unused, end: bytes.length, name: 'malformed', value: '', part: null, wrong: true });
    }
  }
  return ranges.filter((range) => range.end > from && range.start < to);
}

function entryRanges(path: string, format: EntryFormat, bytes: Uint8Array, index: number): NamedRange[] {
  const base = baseOffsetOf(path) ?? 0;
  const part = { kind: 'entry', index } as const;
  let at = format.headerBytes + index * format.entryBytes;
  return format.columns.map((column) => {
    const start = at;
    at += column.bytes;
    return { start, end: at, name: column.name, value: valueText(bytes, start, column, base), part };
  });
}

function valueText(bytes: Uint8Array, at: number, { bytes: width, relative }: Column, base: number): string {
  if (width === 8) return int64Text(bytes, at);
  if (width === 2) return String(int16At(bytes, at));
  return String(int32At(bytes, at) + (relative === true ? base : 0));
}

function snapshotHeader(bytes: Uint8Array): NamedRange[] {
  if (bytes.length < PRODUCER_SNAPSHOT_HEADER_BYTES) {
    return bytes.length === 0
      ? []
      : [{ start: 0, end: bytes.length, name: 'malformed', value: '', part: null, wrong: true }];
  }
  const crc = getUint32(bytes, 2);
  const wrong = crc !== crc32c(bytes, 6, bytes.length);
  return [
    { start: 0, end: 2, name: 'snapshotVersion', value: String(int16At(bytes, 0)), part: null },
    {
      start: 2,
      end: 6,
      name: 'snapshotCrc',
      value: crcText(crc),
      part: null,
      covers: [6, bytes.length],
      ...(wrong ? { wrong } : {}),
    },
    { start: 6, end: 10, name: 'snapshotCount', value: String(int32At(bytes, 6)), part: null },
  ];
}
