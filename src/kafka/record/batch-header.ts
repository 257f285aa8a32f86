import { getUint32 } from '../../base/bytes.ts';
import type { Int64 } from '../../base/int64.ts';
import { toInt64 } from '../../base/int64.ts';
import {
  ATTRIBUTES_AT,
  BASE_OFFSET_AT,
  BASE_SEQUENCE_AT,
  BASE_TIMESTAMP_AT,
  CRC_AT,
  LAST_OFFSET_DELTA_AT,
  LENGTH_AT,
  MAGIC_AT,
  MAX_TIMESTAMP_AT,
  PARTITION_LEADER_EPOCH_AT,
  PRODUCER_EPOCH_AT,
  PRODUCER_ID_AT,
  RECORD_BATCH_OVERHEAD,
  RECORDS_COUNT_AT,
} from './batch-format.ts';
import { crc32c } from './crc32c.ts';
import { RecordFailure } from './record-failure.ts';

/** A batch among other bytes, none of which has been checked. */
export interface BatchPlace {
  readonly bytes: Uint8Array;
  readonly position: number;
  /** As its length field says; the bytes are there. */
  readonly sizeInBytes: number;
  readonly magic: number;
}

/** Every field of the header, of any value. */
export interface BatchHeader {
  readonly baseOffset: Int64;
  readonly batchLength: number;
  readonly partitionLeaderEpoch: number;
  readonly magic: number;
  readonly crc: number;
  readonly attributes: number;
  readonly lastOffsetDelta: number;
  readonly baseTimestamp: Int64;
  readonly maxTimestamp: Int64;
  readonly producerId: Int64;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly recordsCount: number;
}

function getInt64(bytes: Uint8Array, at: number): Int64 {
  const high = getUint32(bytes, at) | 0;
  const low = getUint32(bytes, at + 4);
  const fits = high >= -0x200000 && high < 0x200000;
  // −2^53 alone is within these bounds and no safe integer.
  if (fits && !(high === -0x200000 && low === 0)) return high * 4294967296 + low;
  return toInt64((BigInt(high) << 32n) | BigInt(low));
}

function getInt32(bytes: Uint8Array, at: number): number {
  return getUint32(bytes, at) | 0;
}

function getInt16(bytes: Uint8Array, at: number): number {
  return (((bytes[at] as number) << 24) >> 16) | (bytes[at + 1] as number);
}

/** Throws RecordFailure when the batch is too small to have these fields. */
export function readBatchHeader({ bytes, position, sizeInBytes, magic }: BatchPlace): BatchHeader {
  if (sizeInBytes < RECORD_BATCH_OVERHEAD) {
    throw new RecordFailure('IndexOutOfBoundsException', `a batch of ${sizeInBytes} bytes has no whole header`);
  }
  return {
    baseOffset: getInt64(bytes, position + BASE_OFFSET_AT),
    batchLength: getInt32(bytes, position + LENGTH_AT),
    partitionLeaderEpoch: getInt32(bytes, position + PARTITION_LEADER_EPOCH_AT),
    magic,
    crc: getUint32(bytes, position + CRC_AT),
    attributes: getInt16(bytes, position + ATTRIBUTES_AT),
    lastOffsetDelta: getInt32(bytes, position + LAST_OFFSET_DELTA_AT),
    baseTimestamp: getInt64(bytes, position + BASE_TIMESTAMP_AT),
    maxTimestamp: getInt64(bytes, position + MAX_TIMESTAMP_AT),
    producerId: getInt64(bytes, position + PRODUCER_ID_AT),
    producerEpoch: getInt16(bytes, position + PRODUCER_EPOCH_AT),
    baseSequence: getInt32(bytes, position + BASE_SEQUENCE_AT),
    recordsCount: getInt32(bytes, position + RECORDS_COUNT_AT),
  };
}

/** The sum of two 64-bit integers, as Java wraps it. */
export function plusInt64(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return toInt64(BigInt.asIntN(64, BigInt(a) + BigInt(b)));
}

export function lastOffsetOf(header: BatchHeader): Int64 {
  return plusInt64(header.baseOffset, header.lastOffsetDelta);
}

/** DefaultRecordBatch.ensureValid: what is wrong with the size or the checksum, or null. */
export function batchFault({ bytes, position, sizeInBytes }: BatchPlace): RecordFailure | null {
  if (sizeInBytes < RECORD_BATCH_OVERHEAD) {
    const limit = `is smaller than the minimum allowed overhead ${RECORD_BATCH_OVERHEAD})`;
    return new RecordFailure('CorruptRecordException', `Record batch is corrupt (the size ${sizeInBytes} ${limit}`);
  }
  const stored = getUint32(bytes, position + CRC_AT);
  const computed = crc32c(bytes, position + ATTRIBUTES_AT, position + sizeInBytes);
  if (stored === computed) return null;
  const sums = `(stored crc = ${stored}, computed crc = ${computed})`;
  return new RecordFailure('CorruptRecordException', `Record is corrupt ${sums}`);
}

/** The signed byte that says which format the entry at `position` has. */
export function magicAt(bytes: Uint8Array, position: number): number {
  return ((bytes[position + MAGIC_AT] as number) << 24) >> 24;
}

/** The length field of the entry at `position`, which counts the bytes after itself. */
export function lengthAt(bytes: Uint8Array, position: number): number {
  return getInt32(bytes, position + LENGTH_AT);
}

/** Bytes up to and with the magic byte. */
export const HEADER_SIZE_UP_TO_MAGIC = MAGIC_AT + 1;
