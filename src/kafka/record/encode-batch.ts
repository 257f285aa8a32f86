import { assert } from '../../base/assert.ts';
import { putInt16, putInt32, putInt64 } from '../../base/bytes.ts';
import type { Int64 } from '../../base/int64.ts';
import { toInt64 } from '../../base/int64.ts';
import { utf8Length, writeUtf8 } from '../../base/utf8.ts';
import { writeVarint, writeVarlong, writeVarlongBig } from '../../base/varint.ts';
import type { RecordBatch, RecordHeader, RecordInput, TimestampType } from './batch-format.ts';
import {
  ATTRIBUTES_AT,
  BASE_OFFSET_AT,
  BASE_SEQUENCE_AT,
  BASE_TIMESTAMP_AT,
  CRC_AT,
  clearPlace,
  LAST_OFFSET_DELTA_AT,
  LENGTH_AT,
  LOG_OVERHEAD,
  MAGIC_AT,
  MAGIC_V2,
  MAX_TIMESTAMP_AT,
  NO_PARTITION_LEADER_EPOCH,
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  NO_TIMESTAMP,
  PARTITION_LEADER_EPOCH_AT,
  PRODUCER_EPOCH_AT,
  PRODUCER_ID_AT,
  RECORD_BATCH_OVERHEAD,
  RECORDS_COUNT_AT,
  toAttributes,
} from './batch-format.ts';
import { type CompressionType, compress } from './compression.ts';
import { crc32c } from './crc32c.ts';
import { recordBodySize } from './record-size.ts';

/** `Long` is what a 64-bit field may be: a number in the engine, anything that a batch can hold in its tools. */
export interface EncodeOptions<Long extends Int64 = number> {
  /** Its codec must have been loaded. A batch without records is never compressed. */
  readonly compression?: CompressionType;
  /** Default: the codec's own. */
  readonly compressionLevel?: number;
  readonly producerId?: Long;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly transactional?: boolean;
  readonly controlBatch?: boolean;
  readonly timestampType?: TimestampType;
  /** With LogAppendTime: the broker's time, which becomes the batch's maxTimestamp. */
  readonly logAppendTime?: Long;
  /** Takes the place of the base timestamp, as the cleaner writes it. */
  readonly deleteHorizonMs?: Long;
  readonly baseOffset?: Long;
  readonly partitionLeaderEpoch?: number;
  /** Default: the last record's offset delta. Larger in a batch that compaction has thinned out. */
  readonly lastOffsetDelta?: number;
  /** Offset of each record above the base offset, growing. Default 0, 1, 2 … */
  readonly offsetDeltas?: readonly number[];
  /** Of an empty batch, which has no records to take it from. */
  readonly maxTimestamp?: Long;
}

/** A record whose time may be any 64-bit integer. */
export interface WideRecordInput extends Omit<RecordInput, 'timestamp'> {
  readonly timestamp: Int64;
}

const NO_OPTIONS: EncodeOptions = {};
const NO_HEADERS: readonly RecordHeader[] = [];
/** Below this length a loop copies faster than TypedArray.set. */
const LOOP_COPY = 48;

// Shared by all calls: encoding is synchronous, and what leaves is always a copy of exact size.
let scratch = new Uint8Array(64 * 1024);

function reserve(bytes: number, keep: number): void {
  if (bytes <= scratch.length) return;
  const grown = new Uint8Array(Math.max(bytes, scratch.length * 2));
  grown.set(scratch.subarray(0, keep));
  scratch = grown;
}

function putBytes(into: Uint8Array, at: number, bytes: Uint8Array | null): number {
  if (bytes === null) {
    into[at] = 1; // zig-zag of −1
    return at + 1;
  }
  const length = bytes.length;
  const start = writeVarint(into, at, length);
  if (length > LOOP_COPY) into.set(bytes, start);
  else for (let i = 0; i < length; i++) into[start + i] = bytes[i] as number;
  return start + length;
}

function putHeaders(into: Uint8Array, at: number, headers: readonly RecordHeader[]): number {
  let to = writeVarint(into, at, headers.length);
  for (const header of headers) {
    to = writeVarint(into, to, utf8Length(header.key));
    to = writeUtf8(into, to, header.key);
    to = putBytes(into, to, header.value);
  }
  return to;
}

function putInt64Of(into: Uint8Array, at: number, v: Int64): void {
  if (typeof v === 'number') putInt64(into, at, v);
  else {
    putInt32(into, at, Number(v >> 32n));
    putInt32(into, at + 4, Number(v & 0xffffffffn));
  }
}

function minus(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return toInt64(BigInt.asIntN(64, BigInt(a) - BigInt(b)));
}

/** Writes one record into the scratch buffer and gives the position after it (DefaultRecord.writeTo). */
function putRecord(at: number, record: WideRecordInput, offsetDelta: number, timestampDelta: Int64): number {
  const headers = record.headers ?? NO_HEADERS;
  const body = recordBodySize(offsetDelta, timestampDelta, record.key, record.value, headers);
  reserve(at + 5 + body, at);
  const into = scratch;
  let to = writeVarint(into, at, body);
  into[to++] = 0; // attributes: no bit is in use
  to =
    typeof timestampDelta === 'number'
      ? writeVarlong(into, to, timestampDelta)
      : writeVarlongBig(into, to, timestampDelta);
  to = writeVarint(into, to, offsetDelta);
  to = putBytes(into, to, record.key);
  to = putBytes(into, to, record.value);
  return putHeaders(into, to, headers);
}

/** Attributes as toAttributes gives them, without making an object for each batch. */
function attributesOf(options: EncodeOptions<Int64>, compression: CompressionType): number {
  if (options === NO_OPTIONS) return 0;
  return toAttributes({
    compression,
    timestampType: options.timestampType ?? 'CreateTime',
    transactional: options.transactional ?? false,
    controlBatch: options.controlBatch ?? false,
    deleteHorizon: options.deleteHorizonMs !== undefined,
  });
}

/** What the records say for the header. */
interface Summary {
  sizeInBytes: number;
  lastOffsetDelta: number;
  baseTimestamp: Int64;
  maxTimestamp: Int64;
  attributes: number;
  crc: number;
}

/** Writes the records into the scratch buffer, behind the room for a header. */
function putRecords(records: readonly WideRecordInput[], options: EncodeOptions<Int64>): Summary {
  const count = records.length;
  const first = records[0];
  const deltas = options.offsetDeltas;
  assert(deltas === undefined || deltas.length === count, 'each record has its offset delta');
  const baseTimestamp = options.deleteHorizonMs ?? (first === undefined ? NO_TIMESTAMP : first.timestamp);
  let at = RECORD_BATCH_OVERHEAD;
  let maxTimestamp = options.maxTimestamp ?? NO_TIMESTAMP;
  let lastDelta = -1;
  for (let i = 0; i < count; i++) {
    const record = records[i] as WideRecordInput;
    const delta = deltas === undefined ? i : (deltas[i] as number);
    assert(delta > lastDelta, 'offset deltas grow');
    lastDelta = delta;
    at = putRecord(at, record, delta, minus(record.timestamp, baseTimestamp));
    if (record.timestamp > maxTimestamp) maxTimestamp = record.timestamp;
  }
  if (count > 0 && options.timestampType === 'LogAppendTime') maxTimestamp = options.logAppendTime ?? NO_TIMESTAMP;
  const lastOffsetDelta = options.lastOffsetDelta ?? Math.max(lastDelta, 0);
  return { sizeInBytes: at, lastOffsetDelta, baseTimestamp, maxTimestamp, attributes: 0, crc: 0 };
}

/** Folds the records in the scratch buffer and gives the position after them. */
function compressRecords(type: CompressionType, end: number, level: number | undefined): number {
  const folded = compress(type, scratch.subarray(RECORD_BATCH_OVERHEAD, end), level);
  const size = RECORD_BATCH_OVERHEAD + folded.length;
  reserve(size, 0);
  scratch.set(folded, RECORD_BATCH_OVERHEAD);
  return size;
}

/** Encodes into the scratch buffer. */
function encode(records: readonly WideRecordInput[], options: EncodeOptions<Int64>): Summary {
  const summary = putRecords(records, options);
  const compression = records.length === 0 ? 'none' : (options.compression ?? 'none');
  if (compression !== 'none') {
    summary.sizeInBytes = compressRecords(compression, summary.sizeInBytes, options.compressionLevel);
  }
  const into = scratch;
  const size = summary.sizeInBytes;
  summary.attributes = attributesOf(options, compression);
  clearPlace(into);
  putInt32(into, LENGTH_AT, size - LOG_OVERHEAD);
  into[MAGIC_AT] = MAGIC_V2;
  putInt16(into, ATTRIBUTES_AT, summary.attributes);
  putInt32(into, LAST_OFFSET_DELTA_AT, summary.lastOffsetDelta);
  putInt64Of(into, BASE_TIMESTAMP_AT, summary.baseTimestamp);
  putInt64Of(into, MAX_TIMESTAMP_AT, summary.maxTimestamp);
  putInt64Of(into, PRODUCER_ID_AT, options.producerId ?? NO_PRODUCER_ID);
  putInt16(into, PRODUCER_EPOCH_AT, options.producerEpoch ?? NO_PRODUCER_EPOCH);
  putInt32(into, BASE_SEQUENCE_AT, options.baseSequence ?? NO_SEQUENCE);
  putInt32(into, RECORDS_COUNT_AT, records.length);
  summary.crc = crc32c(into, ATTRIBUTES_AT, size);
  putInt32(into, CRC_AT, summary.crc);
  return summary;
}

/**
 * Encodes a batch, magic 2 (MemoryRecordsBuilder, DefaultRecordBatch.writeHeader). A client's batch has base offset 0
 * and leader epoch −1; the leader stamps both. No records: the 61 bytes that compaction leaves behind.
 */
export function encodeBatch(records: readonly RecordInput[], options: EncodeOptions = NO_OPTIONS): RecordBatch {
  const { sizeInBytes, lastOffsetDelta, baseTimestamp, maxTimestamp, attributes, crc } = encode(records, options);
  const baseOffset = options.baseOffset ?? 0;
  assert(typeof baseTimestamp === 'number' && typeof maxTimestamp === 'number', 'the times came in as numbers');
  return {
    baseOffset,
    lastOffset: baseOffset + lastOffsetDelta,
    partitionLeaderEpoch: options.partitionLeaderEpoch ?? NO_PARTITION_LEADER_EPOCH,
    bytes: scratch.slice(0, sizeInBytes),
    sizeInBytes,
    count: records.length,
    maxTimestamp,
    firstTimestamp: baseTimestamp,
    crc,
    attributes,
    producerId: options.producerId ?? NO_PRODUCER_ID,
    producerEpoch: options.producerEpoch ?? NO_PRODUCER_EPOCH,
    baseSequence: options.baseSequence ?? NO_SEQUENCE,
  };
}

/** As encodeBatch, for numbers of any size that a batch can hold; gives the bytes as they stand in a .log file. */
export function encodeWideBatch(records: readonly WideRecordInput[], options: EncodeOptions<Int64>): Uint8Array {
  const { sizeInBytes } = encode(records, options);
  const bytes = scratch.slice(0, sizeInBytes);
  putInt64Of(bytes, BASE_OFFSET_AT, options.baseOffset ?? 0);
  putInt32(bytes, PARTITION_LEADER_EPOCH_AT, options.partitionLeaderEpoch ?? NO_PARTITION_LEADER_EPOCH);
  return bytes;
}
