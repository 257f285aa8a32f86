import type { Int64 } from '../../base/int64.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { sizeOfVarint } from '../../base/varint.ts';
import type { RecordHeader } from './batch-format.ts';
import { CursorError, RecordCursor } from './record-cursor.ts';
import { RecordFailure } from './record-failure.ts';

/** A record as it stands in its batch: what counts from the batch's base is still relative. */
export interface ParsedRecord {
  /** With its length field. */
  readonly sizeInBytes: number;
  readonly attributes: number;
  readonly timestampDelta: Int64;
  readonly offsetDelta: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly RecordHeader[];
}

/** What the leader's validator sees of a record in a compressed batch. */
export interface SkippedRecord {
  readonly sizeInBytes: number;
  readonly timestampDelta: Int64;
  readonly offsetDelta: number;
  /** −1: null. */
  readonly keySize: number;
  readonly valueSize: number;
}

const NO_HEADERS: readonly RecordHeader[] = [];
const STRUCTURE = 'Found invalid record structure';
export const PREMATURE_EOF = 'Incorrect declared batch size, premature EOF reached';

export function invalidRecord(message: string): RecordFailure {
  return new RecordFailure('InvalidRecordException', message);
}

/** Turns the cursor's errors into Kafka's; any other error goes on as it is. */
function failureOf(error: unknown, message: string): unknown {
  return error instanceof CursorError ? invalidRecord(message) : error;
}

function headerCount(cursor: RecordCursor): number {
  const count = cursor.varint();
  if (count < 0) throw invalidRecord(`Found invalid number of record headers ${count}`);
  return count;
}

function headerKeyLength(cursor: RecordCursor): number {
  const length = cursor.varint();
  if (length < 0) throw invalidRecord(`Invalid negative header key size ${length}`);
  return length;
}

function readHeaders(cursor: RecordCursor): readonly RecordHeader[] {
  const count = headerCount(cursor);
  if (count === 0) return NO_HEADERS;
  if (count > cursor.remaining) {
    const limit = 'is larger than the remaining size of the buffer';
    throw invalidRecord(`Found invalid number of record headers. ${count} ${limit}`);
  }
  const headers: RecordHeader[] = [];
  for (let i = 0; i < count; i++) {
    const length = headerKeyLength(cursor);
    cursor.skip(length);
    const key = decodeUtf8(cursor.bytes, cursor.at - length, cursor.at);
    headers.push({ key, value: cursor.nullable(cursor.varint()) });
  }
  return headers;
}

/** The length field. In a plain batch a varint that does not end is no InvalidRecordException in Kafka. */
function bodyLength(cursor: RecordCursor, compressed: boolean): number {
  try {
    return cursor.varint();
  } catch (error) {
    if (!compressed && error instanceof CursorError && error.fault === 'varint') {
      throw new RecordFailure('IllegalArgumentException', error.message);
    }
    throw failureOf(error, PREMATURE_EOF);
  }
}

/** DefaultRecord.readFrom. Throws RecordFailure. */
export function parseRecord(cursor: RecordCursor, compressed: boolean): ParsedRecord {
  const length = bodyLength(cursor, compressed);
  if (compressed && length < 0) throw invalidRecord(PREMATURE_EOF);
  if (length > cursor.remaining) {
    const rest = `but instead the buffer has only ${cursor.remaining} remaining bytes.`;
    throw invalidRecord(`Invalid record size: expected ${length} bytes in record payload, ${rest}`);
  }
  const start = cursor.at;
  // A record in a compressed batch is copied out before it is read, so that it cannot reach into the next one.
  const body = compressed ? new RecordCursor(cursor.bytes, start, start + length) : cursor;
  try {
    const attributes = body.byte();
    const timestampDelta = body.varlong();
    const offsetDelta = body.varint();
    const key = body.nullable(body.varint());
    const value = body.nullable(body.varint());
    const headers = readHeaders(body);
    const read = body.at - start;
    if (read !== length) {
      const expected = `Invalid record size: expected to read ${length} bytes in record payload`;
      throw invalidRecord(`${expected}, but instead read ${read}`);
    }
    cursor.at = body.at;
    return { sizeInBytes: sizeOfVarint(length) + length, attributes, timestampDelta, offsetDelta, key, value, headers };
  } catch (error) {
    throw failureOf(error, STRUCTURE);
  }
}

/** DefaultRecord.readPartiallyFrom: passes over key, value and headers, and believes the length field. Throws RecordFailure. */
export function skipRecord(cursor: RecordCursor): SkippedRecord {
  const length = bodyLength(cursor, true);
  try {
    cursor.byte();
    const timestampDelta = cursor.varlong();
    const offsetDelta = cursor.varint();
    const keySize = cursor.varint();
    cursor.skip(keySize);
    const valueSize = cursor.varint();
    cursor.skip(valueSize);
    for (let left = headerCount(cursor); left > 0; left--) {
      cursor.skip(headerKeyLength(cursor));
      cursor.skip(cursor.varint());
    }
    return { sizeInBytes: sizeOfVarint(length) + length, timestampDelta, offsetDelta, keySize, valueSize };
  } catch (error) {
    throw failureOf(error, STRUCTURE);
  }
}
