import { decodeUtf8 } from '../../../base/utf8.ts';
import { MAGIC_AT, MAGIC_V2 } from '../../../kafka/record/batch-format.ts';
import { batchLayout } from '../../../kafka/record/batch-layout.ts';
import type { ByteRange } from '../../../kafka/record/byte-range.ts';
import type { NamedRange, RangeName } from '../../protocol/disk.ts';
import { batchRow, int32At, int64Text, lastOffsetAt } from './batch-header.ts';
import { batchBefore, type LogScan, sizeAt } from './scan-log.ts';

const unknownPlaces = { highWatermark: null, durableOffset: null };

/** The named bytes of every batch that touches [from, to), and of what stands behind the last one. */
export function logRanges(bytes: Uint8Array, scan: LogScan, from: number, to: number): NamedRange[] {
  const ranges: NamedRange[] = [];
  const first = Math.max(0, batchBefore(scan.positions, from));
  for (let i = first; i < scan.positions.length; i++) {
    const position = scan.positions[i] ?? 0;
    if (position >= to) break;
    ranges.push(...batchRanges(bytes, position));
  }
  if (scan.tail !== null && to > scan.end) {
    const { position, bytes: left } = scan.tail;
    ranges.push({ start: position, end: position + left, name: 'tail', value: '', part: null, wrong: true });
  }
  return ranges.filter((range) => range.end > from && range.start < to);
}

function batchRanges(bytes: Uint8Array, position: number): NamedRange[] {
  const row = batchRow(bytes, position, 0, unknownPlaces);
  const end = position + sizeAt(bytes, position);
  if (row.magic !== MAGIC_V2) return olderRanges(bytes, position, end, row.baseOffset);
  const layout = batchLayout(bytes, position);
  const offsets = new Map(layout.filter(({ name }) => name === 'offsetDelta').map((it) => [it.entry, it.absolute]));
  const batch = { kind: 'batch', offset: row.baseOffset } as const;
  return layout.map((range): NamedRange => {
    const { start, end: to, entry } = range;
    const record = { kind: 'record', offset: Number(offsets.get(entry) ?? row.baseOffset + (entry ?? 0)) } as const;
    const named = {
      start,
      end: to,
      name: nameOf(range),
      value: textOfValue(range, bytes),
      part: entry === null ? batch : record,
    };
    if (range.reason !== null) return { ...named, wrong: true };
    if (range.name !== 'crc') return named;
    const covered = { ...named, covers: [to, end] as const };
    return row.crc === row.computedCrc ? covered : { ...covered, wrong: true };
  });
}

const recordNames: ReadonlyMap<string, RangeName> = new Map<string, RangeName>([
  ['length', 'recordLength'],
  ['attributes', 'recordAttributes'],
]);

/** Other fields are called by Kafka's names on both sides. */
const sameNames: readonly RangeName[] = [
  'baseOffset',
  'batchLength',
  'partitionLeaderEpoch',
  'magic',
  'crc',
  'attributes',
  'lastOffsetDelta',
  'baseTimestamp',
  'maxTimestamp',
  'producerId',
  'producerEpoch',
  'baseSequence',
  'recordsCount',
  'timestampDelta',
  'offsetDelta',
  'keyLength',
  'key',
  'valueLength',
  'value',
  'headersCount',
  'headerKeyLength',
  'headerKey',
  'headerValueLength',
  'headerValue',
  'compressedRecords',
];

function nameOf({ name, entry }: ByteRange): RangeName {
  const ofRecord = entry === null ? undefined : recordNames.get(name);
  return ofRecord ?? sameNames.find((same) => same === name) ?? 'malformed';
}

function textOfValue(range: ByteRange, bytes: Uint8Array): string {
  const { name, value, absolute, start, end, entry } = range;
  if (name === 'crc') return crcText(Number(value));
  if (name === 'attributes' && entry === null) return attributesText(Number(value));
  if (name === 'compressedRecords' || range.reason !== null) return '';
  if (value === null) return textOf(bytes.subarray(start, end));
  return absolute === null ? String(value) : `${value} → ${absolute}`;
}

/** As hex dumps have it, and as kafka-dump-log prints it. */
export function crcText(crc: number): string {
  return `0x${crc.toString(16).padStart(8, '0')} = ${crc}`;
}

const longestText = 256;

/** Text when it is some, else nothing: the bytes themselves are in sight. */
function textOf(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes.subarray(0, longestText));
  const readable = !/[\p{Cc}\ufffd]/u.test(text);
  return readable ? text + (bytes.length > longestText ? '…' : '') : '';
}

/** Magic 0 and 1: named as far as they share the frame with magic 2. */
function olderRanges(bytes: Uint8Array, position: number, end: number, offset: number): NamedRange[] {
  const part = { kind: 'batch', offset } as const;
  const magicAt = position + MAGIC_AT;
  const length = String(int32At(bytes, position + 8));
  return [
    { start: position, end: position + 8, name: 'baseOffset', value: int64Text(bytes, position), part },
    { start: position + 8, end: position + 12, name: 'batchLength', value: length, part },
    { start: position + 12, end: magicAt, name: 'olderFormat', value: '', part },
    { start: magicAt, end: magicAt + 1, name: 'magic', value: String(bytes[magicAt]), part },
    { start: magicAt + 1, end, name: 'olderFormat', value: '', part },
  ];
}

const codecWords = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

function attributesText(attributes: number): string {
  const flags = [
    codecWords[attributes & 7] ?? `codec ${attributes & 7}`,
    (attributes & 8) === 0 ? 'CreateTime' : 'LogAppendTime',
    (attributes & 16) === 0 ? '' : 'transactional',
    (attributes & 32) === 0 ? '' : 'control',
    (attributes & 64) === 0 ? '' : 'delete horizon',
  ];
  return flags.filter((flag) => flag !== '').join(', ');
}

/** The byte at which the first batch begins that does not end below `offset`; the end of the batches when all do. */
export function positionOfOffset(bytes: Uint8Array, scan: LogScan, offset: number | null): number | null {
  if (offset === null) return null;
  // Offsets grow from batch to batch, unless the file is damaged: then the answer is one of several.
  let low = 0;
  let high = scan.positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lastOffsetAt(bytes, scan.positions[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return scan.positions[low] ?? bytes.length;
}
