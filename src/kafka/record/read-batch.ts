import { assert } from '../../base/assert.ts';
import { MalformedBytes } from '../../base/bytes.ts';
import type { Int64 } from '../../base/int64.ts';
import { isSafeInt64 } from '../../base/int64.ts';
import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { KafkaRecord, RecordBatch } from './batch-format.ts';
import {
  clearPlace,
  compressionCodec,
  incrementSequence,
  LOG_OVERHEAD,
  MAGIC_V2,
  NO_SEQUENCE,
  RECORD_BATCH_OVERHEAD,
  timestampType,
} from './batch-format.ts';
import { type BatchHeader, type BatchPlace, batchFault, lengthAt, magicAt, readBatchHeader } from './batch-header.ts';
import { batchCompression, checkRest, openRecords } from './batch-records.ts';
import { compressionTypeOfId } from './compression.ts';
import { RecordFailure } from './record-failure.ts';
import { parseRecord } from './record-parser.ts';

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

/** A value of the header as the engine's numbers hold it; no simulated log comes near 2^53. */
function safe(v: Int64): number {
  if (isSafeInt64(v)) return v;
  throw new MalformedBytes(`the 64-bit value ${v} is beyond 2^53`);
}

/** The batch as the engine holds it, a copy. Throws MalformedBytes when a number does not fit. */
export function toRecordBatch({ bytes, position, sizeInBytes }: BatchPlace, header: BatchHeader): RecordBatch {
  const own = bytes.slice(position, position + sizeInBytes);
  clearPlace(own);
  const baseOffset = safe(header.baseOffset);
  return {
    baseOffset,
    lastOffset: safe(baseOffset + header.lastOffsetDelta),
    partitionLeaderEpoch: header.partitionLeaderEpoch,
    bytes: own,
    sizeInBytes,
    count: header.recordsCount,
    maxTimestamp: safe(header.maxTimestamp),
    firstTimestamp: safe(header.baseTimestamp),
    crc: header.crc,
    attributes: header.attributes,
    producerId: safe(header.producerId),
    producerEpoch: header.producerEpoch,
    baseSequence: header.baseSequence,
  };
}

/** One batch at `position` (DefaultRecordBatch.ensureValid, FileLogInputStream.nextBatch). */
function readBatch(bytes: Uint8Array, position: number): Result<RecordBatch, BatchError> {
  const remaining = bytes.length - position;
  if (remaining < LOG_OVERHEAD) return fail('INCOMPLETE', position, `only ${remaining} bytes remain`);
  const sizeInBytes = LOG_OVERHEAD + lengthAt(bytes, position);
  if (sizeInBytes < RECORD_BATCH_OVERHEAD) {
    const message = `the size ${sizeInBytes} is smaller than the minimum allowed overhead ${RECORD_BATCH_OVERHEAD}`;
    return fail('CORRUPT_MESSAGE', position, message);
  }
  if (sizeInBytes > remaining) {
    return fail('INCOMPLETE', position, `the batch has ${sizeInBytes} bytes, only ${remaining} remain`);
  }
  const magic = magicAt(bytes, position);
  if (magic !== MAGIC_V2) return fail('UNSUPPORTED_MAGIC', position, `Invalid magic found in record: ${magic}`);
  const place = { bytes, position, sizeInBytes, magic };
  const fault = batchFault(place);
  if (fault !== null) return fail('CORRUPT_MESSAGE', position, fault.message);
  const header = readBatchHeader(place);
  if (header.lastOffsetDelta < 0) {
    return fail('CORRUPT_MESSAGE', position, 'the last offset lies before the base offset');
  }
  const codec = compressionCodec(header);
  if (compressionTypeOfId(codec) === undefined) {
    return fail('UNSUPPORTED_COMPRESSION_TYPE', position, `Unknown compression type id: ${codec}`);
  }
  try {
    return ok(toRecordBatch(place, header));
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return fail('CORRUPT_MESSAGE', position, error.message);
  }
}

/**
 * The batches that stand one after another in `bytes` (a .log file, the records of a request), each a copy, each with
 * its CRC checked. Ends at the first that cannot be read. Compressed ones stay as they are.
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

function parseRecords(batch: RecordBatch): KafkaRecord[] {
  const { baseOffset, firstTimestamp, maxTimestamp, baseSequence, count } = batch;
  const logAppendTime = timestampType(batch) === 'LogAppendTime';
  const type = batchCompression(batch);
  if (count === 0) return [];
  const { cursor, compressed } = openRecords(type, batch.bytes, RECORD_BATCH_OVERHEAD, batch.sizeInBytes);
  const records: KafkaRecord[] = [];
  for (let i = 1; i <= count; i++) {
    const { timestampDelta, offsetDelta, key, value, headers } = parseRecord(cursor, compressed);
    checkRest(cursor, i === count);
    records.push({
      offset: baseOffset + offsetDelta,
      timestamp: logAppendTime ? maxTimestamp : safe(firstTimestamp + safe(timestampDelta)),
      sequence: baseSequence === NO_SEQUENCE ? NO_SEQUENCE : incrementSequence(baseSequence, offsetDelta),
      key,
      value,
      headers,
    });
  }
  return records;
}

/**
 * The records of a batch whose inside may be malformed although its CRC is right (DefaultRecordBatch.iterator), or
 * Kafka's words on why they cannot be read. The codec of a compressed batch must have been loaded.
 */
export function tryReadRecords(batch: RecordBatch): Result<KafkaRecord[], string> {
  try {
    return ok(parseRecords(batch));
  } catch (error) {
    if (error instanceof RecordFailure || error instanceof MalformedBytes) return err(error.message);
    throw error;
  }
}

/** The records of a batch that we encoded or that the log has accepted. Keys and values are copies. */
export function readRecords(batch: RecordBatch): KafkaRecord[] {
  const records = tryReadRecords(batch);
  assert(records.ok, 'the records of an accepted batch can be read');
  return records.value;
}
