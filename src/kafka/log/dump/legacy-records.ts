import { ByteReader, MalformedBytes } from '../../../base/bytes.ts';
import { type Int64, readInt64 } from '../../../base/int64.ts';
import { compressionCodec } from '../../record/batch-format.ts';
import type { BatchPlace } from '../../record/batch-header.ts';
import type { ExactRecord } from '../../record/batch-records.ts';
import { ToolFailure } from './tool-output.ts';

/** A message of format 0 or 1 (LegacyRecord): crc, magic, attributes, in format 1 a timestamp, key, value. */
export interface LegacyFields {
  readonly offset: Int64;
  readonly crc: number;
  readonly attributes: number;
  /** −1 in format 0. */
  readonly timestamp: Int64;
  readonly timestampTypeName: string;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
}

function readNullable(reader: ByteReader): Uint8Array | null {
  const size = reader.i32();
  return size < 0 ? null : reader.bytes(size);
}

function readFields({ bytes, position, sizeInBytes, magic }: BatchPlace): LegacyFields {
  const reader = new ByteReader(bytes, position, position + sizeInBytes);
  const offset = readInt64(reader);
  reader.skip(4);
  const crc = reader.u32();
  reader.skip(1);
  const attributes = reader.i8();
  const timestamp = magic === 0 ? -1 : readInt64(reader);
  const ownType = (attributes & 0x08) === 0 ? 'CreateTime' : 'LogAppendTime';
  const timestampTypeName = magic === 0 ? 'NoTimestampType' : ownType;
  return {
    offset,
    crc,
    attributes,
    timestamp,
    timestampTypeName,
    key: readNullable(reader),
    value: readNullable(reader),
  };
}

/** @throws ToolFailure when the message is cut off. */
export function legacyFields(place: BatchPlace): LegacyFields {
  try {
    return readFields(place);
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    throw new ToolFailure('java.lang.IndexOutOfBoundsException', error.message);
  }
}

/** An uncompressed message is its own record. Those inside a compressed one are not unfolded here. @throws ToolFailure */
export function legacyRecord(place: BatchPlace): ExactRecord {
  const fields = legacyFields(place);
  if (compressionCodec(fields) !== 0) {
    throw new ToolFailure(
      'java.lang.UnsupportedOperationException',
      'compressed messages of formats 0 and 1 are not read',
    );
  }
  const { offset, timestamp, key, value } = fields;
  return { offset, timestamp, sequence: -1, sizeInBytes: place.sizeInBytes, key, value, headers: [] };
}
