import { getUint32 } from '../../base/bytes.ts';
import { LOG_OVERHEAD } from './batch-format.ts';
import { type BatchPlace, lengthAt } from './batch-header.ts';
import { batchCompression, openRecords } from './batch-records.ts';
import { RecordFailure } from './record-failure.ts';
import { invalidRecord } from './record-parser.ts';

/**
 * Messages of the formats 0 and 1 (LegacyRecord, AbstractLegacyRecordBatch), which nothing writes any more: one is
 * itself, or holds compressed ones. crc, magic, attributes, in format 1 a timestamp, key, value.
 */
const CRC_AT = LOG_OVERHEAD;
const MAGIC_AT = 16;
const ATTRIBUTES_AT = 17;
const KEY_SIZE_AT_V0 = 18;
const KEY_SIZE_AT_V1 = 26;
const SMALLEST_LENGTH = 14;

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

/** CRC-32 as in java.util.zip. */
function crc32(bytes: Uint8Array, from: number, to: number): number {
  let crc = -1;
  for (let at = from; at < to; at++) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ (bytes[at] as number)) & 0xff] as number);
  return ~crc >>> 0;
}

/** LegacyRecord.ensureValid. */
export function messageFault({ bytes, position, sizeInBytes }: BatchPlace): RecordFailure | null {
  const stored = getUint32(bytes, position + CRC_AT);
  const computed = crc32(bytes, position + MAGIC_AT, position + sizeInBytes);
  if (stored === computed) return null;
  const message = `Record is corrupt (stored crc = ${stored}, computed crc = ${computed})`;
  return new RecordFailure('CorruptRecordException', message);
}

function sizeAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 4 > end || at < 0) throw new RecordFailure('IndexOutOfBoundsException', 'the message ends too early');
  return getUint32(bytes, at) | 0;
}

/** Messages inside a compressed one, up to a torn end (DeepRecordsIterator). */
function countInner(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; bytes.length - at >= LOG_OVERHEAD; count++) {
    const length = lengthAt(bytes, at);
    if (length < SMALLEST_LENGTH) {
      const message = `Record size is less than the minimum record overhead (${SMALLEST_LENGTH})`;
      throw new RecordFailure('CorruptRecordException', message);
    }
    if (length > bytes.length - at - LOG_OVERHEAD) break;
    if (batchCompression({ attributes: bytes[at + ATTRIBUTES_AT] as number }) !== 'none') {
      throw invalidRecord('Inner messages must not be compressed');
    }
    at += LOG_OVERHEAD + length;
  }
  if (count === 0) throw invalidRecord('Found invalid compressed record set with no inner records');
  return count;
}

/** How many records the message stands for. Throws RecordFailure. */
export function countMessages({ bytes, position, sizeInBytes, magic }: BatchPlace): number {
  const type = batchCompression({ attributes: bytes[position + ATTRIBUTES_AT] as number });
  if (type === 'none') return 1;
  if (type === 'zstd') {
    throw invalidRecord(`Invalid wrapper compressionType found in legacy deep record iterator ${magic}`);
  }
  const end = position + sizeInBytes;
  const keySizeAt = position + (magic === 0 ? KEY_SIZE_AT_V0 : KEY_SIZE_AT_V1);
  const valueSizeAt = keySizeAt + 4 + Math.max(0, sizeAt(bytes, keySizeAt, end));
  const valueSize = sizeAt(bytes, valueSizeAt, end);
  if (valueSize < 0) {
    throw invalidRecord(`Found invalid compressed record set with null value (magic = ${magic})`);
  }
  const from = valueSizeAt + 4;
  if (valueSize > end - from)
    throw new RecordFailure('IllegalArgumentException', 'the value is longer than its message');
  const { cursor } = openRecords(type, bytes, from, from + valueSize);
  return countInner(cursor.bytes);
}
