import { assert } from '../../base/assert.ts';
import { putInt16, putInt32, putInt64 } from '../../base/bytes.ts';
import { utf8Length, writeUtf8 } from '../../base/utf8.ts';
import { writeVarint, writeVarlong } from '../../base/varint.ts';
import type { RecordBatch, RecordHeader, RecordInput, TimestampType } from './batch-format.ts';
import {
  ATTRIBUTES_AT,
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
  PRODUCER_EPOCH_AT,
  PRODUCER_ID_AT,
  RECORD_BATCH_OVERHEAD,
  RECORDS_COUNT_AT,
  toAttributes,
} from './batch-format.ts';
import { crc32c } from './crc32c.ts';
import { recordBodySize } from './record-size.ts';

export interface EncodeOptions {
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly transactional?: boolean;
  readonly controlBatch?: boolean;
  readonly timestampType?: TimestampType;
  /** With LogAppendTime: the broker's time, which becomes the batch's maxTimestamp. */
  readonly logAppendTime?: number;
  /** Takes the place of the base timestamp, as the cleaner writes it. */
  readonly deleteHorizonMs?: number;
  readonly baseOffset?: number;
  readonly partitionLeaderEpoch?: number;
  /** Default: the last record's offset delta. Larger in a batch that compaction has thinned out. */
  readonly lastOffsetDelta?: number;
  /** Offset of each record above the base offset, growing. Default 0, 1, 2 … */
  readonly offsetDeltas?: readonly number[];
  /** Of an empty batch, which has no records to take it from. */
  readonly maxTimestamp?: number;
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

/** Writes one record into the scratch buffer and gives the position after it (DefaultRecord.writeTo). */
function putRecord(at: number, record: RecordInput, offsetDelta: number, timestampDelta: number): number {
  const headers = record.headers ?? NO_HEADERS;
  const body = recordBodySize(offsetDelta, timestampDelta, record.key, record.value, headers);
  reserve(at + 5 + body, at);
  const into = scratch;
  let to = writeVarint(into, at, body);
  into[to++] = 0; // attributes: no bit is in use
  to = writeVarlong(into, to, timestampDelta);
  to = writeVarint(into, to, offsetDelta);
  to = putBytes(into, to, record.key);
  to = putBytes(into, to, record.value);
  return putHeaders(into, to, headers);
}

/** Attributes as toAttributes gives them, without making an object for each batch. */
function attributesOf(options: EncodeOptions): number {
  if (options === NO_OPTIONS) return 0;
  return toAttributes({
    timestampType: options.timestampType ?? 'CreateTime',
    transactional: options.transactional ?? false,
    controlBatch: options.controlBatch ?? false,
    deleteHorizon: options.deleteHorizonMs !== undefined,
  });
}

/** Writes the header of the batch whose records stand in the scratch buffer, and takes the whole out of it. */
function finish(
  options: EncodeOptions,
  size: number,
  count: number,
  lastOffsetDelta: number,
  firstTimestamp: number,
  maxTimestamp: number,
): RecordBatch {
  const into = scratch;
  const attributes = attributesOf(options);
  const producerId = options.producerId ?? NO_PRODUCER_ID;
  const producerEpoch = options.producerEpoch ?? NO_PRODUCER_EPOCH;
  const baseSequence = options.baseSequence ?? NO_SEQUENCE;
  const baseOffset = options.baseOffset ?? 0;
  clearPlace(into);
  putInt32(into, LENGTH_AT, size - LOG_OVERHEAD);
  into[MAGIC_AT] = MAGIC_V2;
  putInt16(into, ATTRIBUTES_AT, attributes);
  putInt32(into, LAST_OFFSET_DELTA_AT, lastOffsetDelta);
  putInt64(into, BASE_TIMESTAMP_AT, firstTimestamp);
  putInt64(into, MAX_TIMESTAMP_AT, maxTimestamp);
  putInt64(into, PRODUCER_ID_AT, producerId);
  putInt16(into, PRODUCER_EPOCH_AT, producerEpoch);
  putInt32(into, BASE_SEQUENCE_AT, baseSequence);
  putInt32(into, RECORDS_COUNT_AT, count);
  const crc = crc32c(into, ATTRIBUTES_AT, size);
  putInt32(into, CRC_AT, crc);
  return {
    baseOffset,
    lastOffset: baseOffset + lastOffsetDelta,
    partitionLeaderEpoch: options.partitionLeaderEpoch ?? NO_PARTITION_LEADER_EPOCH,
    bytes: into.slice(0, size),
    sizeInBytes: size,
    count,
    maxTimestamp,
    firstTimestamp,
    crc,
    attributes,
    producerId,
    producerEpoch,
    baseSequence,
  };
}

/**
 * Encodes an uncompressed batch, magic 2 (MemoryRecordsBuilder, DefaultRecordBatch.writeHeader). A client's batch has
 * base offset 0 and leader epoch −1; the leader stamps both. No records: the 61 bytes that compaction leaves behind.
 */
export function encodeBatch(records: readonly RecordInput[], options: EncodeOptions = NO_OPTIONS): RecordBatch {
  const count = records.length;
  const first = records[0];
  const deltas = options.offsetDeltas;
  assert(deltas === undefined || deltas.length === count, 'each record has its offset delta');
  const baseTimestamp = options.deleteHorizonMs ?? (first === undefined ? NO_TIMESTAMP : first.timestamp);
  let at = RECORD_BATCH_OVERHEAD;
  let maxTimestamp = options.maxTimestamp ?? NO_TIMESTAMP;
  let lastDelta = -1;
  for (let i = 0; i < count; i++) {
    const record = records[i] as RecordInput;
    const delta = deltas === undefined ? i : (deltas[i] as number);
    assert(delta > lastDelta, 'offset deltas grow');
    lastDelta = delta;
    at = putRecord(at, record, delta, record.timestamp - baseTimestamp);
    if (record.timestamp > maxTimestamp) maxTimestamp = record.timestamp;
  }
  if (count > 0 && options.timestampType === 'LogAppendTime') maxTimestamp = options.logAppendTime ?? NO_TIMESTAMP;
  const lastOffsetDelta = options.lastOffsetDelta ?? Math.max(lastDelta, 0);
  return finish(options, at, count, lastOffsetDelta, baseTimestamp, maxTimestamp);
}
