import { assert } from '../../base/assert.ts';
import { ByteReader, getUint32, MalformedBytes } from '../../base/bytes.ts';
import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { KafkaRecord, RecordBatch, RecordHeader } from './batch-format.ts';
import {
  ATTRIBUTES_AT,
  CRC_AT,
  clearPlace,
  compressionCodec,
  incrementSequence,
  LAST_OFFSET_DELTA_AT,
  LENGTH_AT,
  LOG_OVERHEAD,
  MAGIC_AT,
  MAGIC_V2,
  NO_SEQUENCE,
  RECORD_BATCH_OVERHEAD,
  timestampType,
} from './batch-format.ts';
import { crc32c } from './crc32c.ts';

/** Why reading stopped before the end. INCOMPLETE: the bytes end inside a batch, as after a crash. */
export interface BatchError {
  readonly kind: 'INCOMPLETE' | 'CORRUPT_MESSAGE' | 'UNSUPPORTED_MAGIC' | 'UNSUPPORTED_COMPRESSION_TYPE';
  /** Where the batch starts that could not be read. */
  readonly position: number;
  readonly message: string;
}

export interface ReadBatches {
  readonly batches: RecordBatch[];
  /** Bytes from `from` up to the end of the last good batch. */
  readonly validBytes: number;
  readonly error: BatchError | null;
}

function fail(kind: BatchError['kind'], position: number, message: string): Result<RecordBatch, BatchError> {
  return err({ kind, position, message });
}

function readHeader(bytes: Uint8Array, position: number, size: number, crc: number): RecordBatch {
  const reader = new ByteReader(bytes, position, position + size);
  const baseOffset = reader.i64();
  reader.skip(LENGTH_AT + 4 - reader.position + position);
  const partitionLeaderEpoch = reader.i32();
  reader.skip(ATTRIBUTES_AT - MAGIC_AT);
  const attributes = reader.i16();
  const lastOffset = baseOffset + reader.i32();
  const firstTimestamp = reader.i64();
  const maxTimestamp = reader.i64();
  const producerId = reader.i64();
  const producerEpoch = reader.i16();
  const baseSequence = reader.i32();
  const count = reader.i32();
  const own = bytes.slice(position, position + size);
  clearPlace(own);
  return {
    baseOffset,
    lastOffset,
    partitionLeaderEpoch,
    bytes: own,
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

/** One batch at `position` (DefaultRecordBatch.ensureValid, FileLogInputStream.nextBatch). */
function readBatch(bytes: Uint8Array, position: number): Result<RecordBatch, BatchError> {
  const remaining = bytes.length - position;
  if (remaining < LOG_OVERHEAD) return fail('INCOMPLETE', position, `only ${remaining} bytes remain`);
  const size = LOG_OVERHEAD + (getUint32(bytes, position + LENGTH_AT) | 0);
  if (size < RECORD_BATCH_OVERHEAD) {
    const message = `Record batch is corrupted (the size ${size} is smaller than the minimum allowed overhead ${RECORD_BATCH_OVERHEAD})`;
    return fail('CORRUPT_MESSAGE', position, message);
  }
  if (size > remaining) return fail('INCOMPLETE', position, `the batch has ${size} bytes, only ${remaining} remain`);
  const magic = bytes[position + MAGIC_AT];
  if (magic !== MAGIC_V2) return fail('UNSUPPORTED_MAGIC', position, `Invalid magic found in record: ${magic}`);
  const crc = getUint32(bytes, position + CRC_AT);
  const computed = crc32c(bytes, position + ATTRIBUTES_AT, position + size);
  if (crc !== computed) {
    const message = `Record is corrupt (stored crc = ${crc}, computed crc = ${computed})`;
    return fail('CORRUPT_MESSAGE', position, message);
  }
  if ((getUint32(bytes, position + LAST_OFFSET_DELTA_AT) | 0) < 0) {
    return fail('CORRUPT_MESSAGE', position, 'the last offset lies before the base offset');
  }
  try {
    const batch = readHeader(bytes, position, size, crc);
    if (compressionCodec(batch) === 0) return ok(batch);
    return fail('UNSUPPORTED_COMPRESSION_TYPE', position, `compression codec ${compressionCodec(batch)}`);
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return fail('CORRUPT_MESSAGE', position, error.message);
  }
}

/**
 * The batches that stand one after another in `bytes` (a .log file, the records of a request), each a copy, each with
 * its CRC checked. Ends at the first that cannot be read. Compressed batches are refused so far.
 */
export function readBatches(bytes: Uint8Array, from = 0): ReadBatches {
  const batches: RecordBatch[] = [];
  let at = from;
  while (at < bytes.length) {
    const read = readBatch(bytes, at);
    if (!read.ok) return { batches, validBytes: at - from, error: read.error };
    batches.push(read.value);
    at += read.value.sizeInBytes;
  }
  return { batches, validBytes: at - from, error: null };
}

function readNullable(reader: ByteReader): Uint8Array | null {
  const length = reader.varint();
  return length < 0 ? null : reader.bytes(length);
}

function readHeaders(reader: ByteReader): RecordHeader[] {
  const count = reader.varint();
  if (count < 0) throw new MalformedBytes(`Found invalid number of record headers ${count}`);
  const headers: RecordHeader[] = [];
  for (let i = 0; i < count; i++) {
    const keyLength = reader.varint();
    if (keyLength < 0) throw new MalformedBytes(`Invalid negative header key size ${keyLength}`);
    const key = reader.utf8(keyLength);
    headers.push({ key, value: readNullable(reader) });
  }
  return headers;
}

function readRecord(reader: ByteReader, batch: RecordBatch, logAppendTime: boolean): KafkaRecord {
  const length = reader.varint();
  const end = reader.position + length;
  if (length < 0) throw new MalformedBytes(`Invalid record size: ${length}`);
  reader.skip(1);
  const timestamp = batch.firstTimestamp + reader.varlong();
  const delta = reader.varint();
  const key = readNullable(reader);
  const value = readNullable(reader);
  const headers = readHeaders(reader);
  if (reader.position !== end) {
    throw new MalformedBytes(`Invalid record size: expected to read ${length} bytes in record payload`);
  }
  return {
    offset: batch.baseOffset + delta,
    timestamp: logAppendTime ? batch.maxTimestamp : timestamp,
    sequence: batch.baseSequence === NO_SEQUENCE ? NO_SEQUENCE : incrementSequence(batch.baseSequence, delta),
    key,
    value,
    headers,
  };
}

/** The records of a batch whose inside may be malformed although its CRC is right (DefaultRecord.readFrom). */
export function tryReadRecords(batch: RecordBatch): Result<KafkaRecord[], string> {
  const reader = new ByteReader(batch.bytes, RECORD_BATCH_OVERHEAD);
  const logAppendTime = timestampType(batch) === 'LogAppendTime';
  const records: KafkaRecord[] = [];
  try {
    for (let i = 0; i < batch.count; i++) records.push(readRecord(reader, batch, logAppendTime));
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return err(error.message);
  }
  if (reader.remaining > 0) return err('Incorrect declared batch size, records still remaining in file');
  return ok(records);
}

/** The records of a batch that we encoded or that the log has accepted. Keys and values are copies. */
export function readRecords(batch: RecordBatch): KafkaRecord[] {
  const records = tryReadRecords(batch);
  assert(records.ok, 'the records of an accepted batch can be read');
  return records.value;
}
