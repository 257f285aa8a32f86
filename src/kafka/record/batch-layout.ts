import { ByteReader } from '../../base/bytes.ts';
import type { Int64 } from '../../base/int64.ts';
import { readInt64 } from '../../base/int64.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { compressionCodec, LENGTH_AT, LOG_OVERHEAD, MAGIC_V2, RECORD_BATCH_OVERHEAD } from './batch-format.ts';
import { lengthAt, plusInt64 } from './batch-header.ts';
import { type ByteRange, RangeList } from './byte-range.ts';
import { compressionTypeOfId } from './compression.ts';
import { CursorError, RecordCursor } from './record-cursor.ts';

type Read = (reader: ByteReader) => Int64;

const i8: Read = (reader) => reader.i8();
const i16: Read = (reader) => reader.i16();
const i32: Read = (reader) => reader.i32();

/** Source: DefaultRecordBatch's schema, Kafka's documentation "Record Batch". */
const HEADER_FIELDS: readonly (readonly [name: string, bytes: number, read: Read])[] = [
  ['baseOffset', 8, readInt64],
  ['batchLength', 4, i32],
  ['partitionLeaderEpoch', 4, i32],
  ['magic', 1, i8],
  ['crc', 4, (reader) => reader.u32()],
  ['attributes', 2, i16],
  ['lastOffsetDelta', 4, i32],
  ['baseTimestamp', 8, readInt64],
  ['maxTimestamp', 8, readInt64],
  ['producerId', 8, readInt64],
  ['producerEpoch', 2, i16],
  ['baseSequence', 4, i32],
  ['recordsCount', 4, i32],
];

/** What the records' deltas and the rest of the layout need of the header. */
interface Base {
  readonly offset: Int64;
  readonly timestamp: Int64;
  readonly attributes: number;
  readonly recordsCount: number;
}

/** Names the header's fields; null when the bytes end, or the magic is another, before the records begin. */
function layHeader(list: RangeList, bytes: Uint8Array, position: number, end: number): Base | null {
  const reader = new ByteReader(bytes, position, end);
  const values = new Map<string, Int64>();
  for (const [name, size, read] of HEADER_FIELDS) {
    if (reader.remaining < size) {
      list.unreadable(end, 'INCOMPLETE');
      return null;
    }
    const value = read(reader);
    values.set(name, value);
    const base = name === 'lastOffsetDelta' ? (values.get('baseOffset') ?? 0) : null;
    list.add(name, reader.position, value, base === null ? null : plusInt64(base, value));
    if (name === 'magic' && value !== MAGIC_V2) {
      list.unreadable(end, 'MAGIC');
      return null;
    }
  }
  return {
    offset: values.get('baseOffset') ?? 0,
    timestamp: values.get('baseTimestamp') ?? 0,
    attributes: Number(values.get('attributes')),
    recordsCount: Number(values.get('recordsCount')),
  };
}

/** A length as a varint, and so many bytes; none when it is negative, which stands for null. */
function layBytes(list: RangeList, cursor: RecordCursor, name: string, isText = false): void {
  const length = cursor.varint();
  list.add(`${name}Length`, cursor.at, length);
  const from = cursor.at;
  cursor.skip(length);
  list.add(name, cursor.at, isText ? decodeUtf8(cursor.bytes, from, cursor.at) : null);
}

/** DefaultRecord.readFrom, from behind the record's length to its end. Throws CursorError where it ends too early. */
function layBody(list: RangeList, cursor: RecordCursor, base: Base): void {
  list.add('attributes', cursor.at + 1, cursor.byte());
  const timestampDelta = cursor.varlong();
  list.add('timestampDelta', cursor.at, timestampDelta, plusInt64(base.timestamp, timestampDelta));
  const offsetDelta = cursor.varint();
  list.add('offsetDelta', cursor.at, offsetDelta, plusInt64(base.offset, offsetDelta));
  layBytes(list, cursor, 'key');
  layBytes(list, cursor, 'value');
  const headersCount = cursor.varint();
  list.add('headersCount', cursor.at, headersCount);
  for (let i = 0; i < headersCount; i++) {
    list.header = i;
    layBytes(list, cursor, 'headerKey', true);
    layBytes(list, cursor, 'headerValue');
  }
}

/** One record within [cursor.at, cursor.end); false when its length cannot be, so that the next cannot be found. */
function layRecord(list: RangeList, cursor: RecordCursor, base: Base): boolean {
  let length: number;
  try {
    length = cursor.varint();
  } catch (error) {
    if (!(error instanceof CursorError)) throw error;
    list.unreadable(cursor.end, error.fault === 'underflow' ? 'INCOMPLETE' : 'RECORD');
    return false;
  }
  list.add('length', cursor.at, length);
  const end = cursor.at + length;
  if (length < 0 || end > cursor.end) {
    list.unreadable(cursor.end, length < 0 ? 'LENGTH' : 'INCOMPLETE');
    return false;
  }
  try {
    layBody(list, new RecordCursor(cursor.bytes, cursor.at, end), base);
  } catch (error) {
    if (!(error instanceof CursorError)) throw error;
  }
  // What is left of the record contradicts its fields.
  list.unreadable(end, 'RECORD');
  list.header = null;
  cursor.at = end;
  return true;
}

function layRecords(list: RangeList, bytes: Uint8Array, from: number, end: number, base: Base): void {
  const cursor = new RecordCursor(bytes, from, end);
  for (let i = 0; i < base.recordsCount && cursor.remaining > 0; i++) {
    list.entry = i;
    if (!layRecord(list, cursor, base)) break;
  }
  list.entry = null;
  list.unreadable(end, 'SURPLUS');
}

/**
 * Names every byte of the batch of format 2 at `position`, up to its end, or to the end of the bytes where it is cut off
 * or no end can be found. A damaged part is named as far as it can be read. The records of a compressed batch are one
 * range; unfolded, `recordsLayout` names them.
 */
export function batchLayout(bytes: Uint8Array, position = 0): ByteRange[] {
  const list = new RangeList(position);
  const whole = bytes.length - position >= LENGTH_AT + 4;
  const size = whole ? LOG_OVERHEAD + lengthAt(bytes, position) : bytes.length - position;
  const sound = size >= RECORD_BATCH_OVERHEAD;
  const end = sound ? Math.min(position + size, bytes.length) : bytes.length;
  if (whole && !sound) {
    layHeader(list, bytes, position, position + LOG_OVERHEAD);
    list.unreadable(end, 'LENGTH');
    return list.ranges;
  }
  const base = layHeader(list, bytes, position, end);
  if (base === null) return list.ranges;
  const codec = compressionCodec(base);
  if (codec === 0) layRecords(list, bytes, position + RECORD_BATCH_OVERHEAD, end, base);
  else if (compressionTypeOfId(codec) === undefined) list.unreadable(end, 'COMPRESSION');
  else list.add('compressedRecords', end);
  return list.ranges;
}

/** Names the unfolded records of a compressed batch: positions are those in `records`. */
export function recordsLayout(
  records: Uint8Array,
  header: { readonly baseOffset: Int64; readonly baseTimestamp: Int64; readonly recordsCount: number },
): ByteRange[] {
  const list = new RangeList(0);
  const { baseOffset, baseTimestamp, recordsCount } = header;
  const base = { offset: baseOffset, timestamp: baseTimestamp, attributes: 0, recordsCount };
  layRecords(list, records, 0, records.length, base);
  return list.ranges;
}
