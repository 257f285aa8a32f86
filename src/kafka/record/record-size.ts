import type { Int64 } from '../../base/int64.ts';
import { utf8Length } from '../../base/utf8.ts';
import { sizeOfVarint, sizeOfVarlong, sizeOfVarlongBig } from '../../base/varint.ts';
import type { RecordHeader } from './batch-format.ts';
import { RECORD_BATCH_OVERHEAD } from './batch-format.ts';

/** Longest length, attributes, timestamp delta and offset delta of a record (DefaultRecord.MAX_RECORD_OVERHEAD). */
const MAX_RECORD_OVERHEAD = 21;
const NO_HEADERS: readonly RecordHeader[] = [];

/** Bytes of a key or value with its length. */
function sizeOfBytes(bytes: Uint8Array | null): number {
  return bytes === null ? 1 : sizeOfVarint(bytes.length) + bytes.length;
}

export function sizeOfHeaders(headers: readonly RecordHeader[]): number {
  let size = sizeOfVarint(headers.length);
  for (const header of headers) {
    const keyLength = utf8Length(header.key);
    size += sizeOfVarint(keyLength) + keyLength + sizeOfBytes(header.value);
  }
  return size;
}

function sizeOfDelta(delta: Int64): number {
  return typeof delta === 'number' ? sizeOfVarlong(delta) : sizeOfVarlongBig(delta);
}

/** Bytes of a record after its length field (DefaultRecord.sizeOfBodyInBytes). */
export function recordBodySize(
  offsetDelta: number,
  timestampDelta: Int64,
  key: Uint8Array | null,
  value: Uint8Array | null,
  headers: readonly RecordHeader[] = NO_HEADERS,
): number {
  const attributes = 1;
  const deltas = sizeOfVarint(offsetDelta) + sizeOfDelta(timestampDelta);
  const headersSize = headers.length === 0 ? 1 : sizeOfHeaders(headers);
  return attributes + deltas + sizeOfBytes(key) + sizeOfBytes(value) + headersSize;
}

/** Bytes of a record with its length field (DefaultRecord.sizeInBytes): what the accumulator asks "is there room" with. */
export function recordSizeInBytes(
  offsetDelta: number,
  timestampDelta: number,
  key: Uint8Array | null,
  value: Uint8Array | null,
  headers: readonly RecordHeader[] = NO_HEADERS,
): number {
  const body = recordBodySize(offsetDelta, timestampDelta, key, value, headers);
  return sizeOfVarint(body) + body;
}

/** Most bytes that this record can take in a batch (DefaultRecord.recordSizeUpperBound). */
function recordSizeUpperBound(
  key: Uint8Array | null,
  value: Uint8Array | null,
  headers: readonly RecordHeader[] = NO_HEADERS,
): number {
  return MAX_RECORD_OVERHEAD + sizeOfBytes(key) + sizeOfBytes(value) + sizeOfHeaders(headers);
}

/**
 * Most bytes of a batch that holds this record alone (DefaultRecordBatch.estimateBatchSizeUpperBound): what the
 * producer compares with max.request.size and takes from its buffer when it is more than batch.size.
 */
export function estimateBatchUpperBound(
  key: Uint8Array | null,
  value: Uint8Array | null,
  headers: readonly RecordHeader[] = NO_HEADERS,
): number {
  return RECORD_BATCH_OVERHEAD + recordSizeUpperBound(key, value, headers);
}
