import { ByteReader, MalformedBytes } from '../../../base/bytes.ts';
import { type Int64, readInt64 } from '../../../base/int64.ts';
import { compressionCodec } from '../../record/batch-format.ts';
import type { BatchPlace } from '../../record/batch-header.ts';
import type { ExactRecord } from '../../record/batch-records.ts';
import { illegalArgument, ToolFailure } from './tool-output.ts';

/** A message of format 0 or 1 (LegacyRecord): crc, magic, attributes, in format 1 a timestamp, then key and value. */
export interface LegacyHeader {
  readonly crc: number;
  readonly attributes: number;
  /** −1 in format 0. */
  readonly timestamp: Int64;
  readonly timestampTypeName: string;
}

/** The offset before the message, which is the last one of those inside. */
export function legacyOffset({ bytes, position }: BatchPlace): Int64 {
  return readInt64(new ByteReader(bytes, position));
}

function readHeader(reader: ByteReader, magic: number): LegacyHeader {
  reader.skip(12);
  const crc = reader.u32();
  reader.skip(1);
  const attributes = reader.i8();
  const timestamp = magic === 0 ? -1 : readInt64(reader);
  const ownType = (attributes & 0x08) === 0 ? 'CreateTime' : 'LogAppendTime';
  return { crc, attributes, timestamp, timestampTypeName: magic === 0 ? 'NoTimestampType' : ownType };
}

function readNullable(reader: ByteReader): Uint8Array | null {
  const size = reader.i32();
  return size < 0 ? null : reader.bytes(size);
}

/** @throws ToolFailure when the message is cut off, or of a format that never was. */
function readPart<T>(place: BatchPlace, read: (reader: ByteReader) => T): T {
  if (place.magic < 0) throw illegalArgument(`Invalid magic used in LegacyRecord: ${place.magic}`);
  try {
    return read(new ByteReader(place.bytes, place.position, place.position + place.sizeInBytes));
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    throw new ToolFailure('java.lang.IndexOutOfBoundsException', error.message);
  }
}

/** @throws ToolFailure */
export function legacyHeader(place: BatchPlace): LegacyHeader {
  return readPart(place, (reader) => readHeader(reader, place.magic));
}

/** An uncompressed message is its own record. Those inside a compressed one are not unfolded here. @throws ToolFailure */
export function legacyRecord(place: BatchPlace): ExactRecord {
  return readPart(place, (reader) => {
    const header = readHeader(reader, place.magic);
    if (compressionCodec(header) !== 0) {
      const message = 'compressed messages of formats 0 and 1 are not unfolded';
      throw new ToolFailure('java.lang.UnsupportedOperationException', message);
    }
    const { timestamp } = header;
    const [key, value] = [readNullable(reader), readNullable(reader)];
    const { sizeInBytes } = place;
    return { offset: legacyOffset(place), timestamp, sequence: -1, sizeInBytes, key, value, headers: [] };
  });
}
