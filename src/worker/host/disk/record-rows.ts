import { ByteReader, MalformedBytes } from '../../../base/bytes.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { BytesPreview, RecordRow } from '../../protocol/disk.ts';

/** The bytes that hold the records of a batch: of the file, or what came out of compressed ones. */
export interface RecordBytes {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly baseOffset: number;
  readonly baseTimestamp: number;
  /** Of all records, where the broker has stamped them (LogAppendTime); null: each has its own. */
  readonly appendTimestamp: number | null;
  readonly control: boolean;
  /** The bytes are those of the file, so that positions mean something. */
  readonly inFile: boolean;
}

export interface RecordRows {
  readonly rows: readonly RecordRow[];
  /** Where the first byte stands that cannot be a record; null: all `count` were read, and nothing follows. */
  readonly malformedAt: number | null;
}

const previewBytes = 256;
/** ControlRecordType (4.3.1). */
const controlTypes = [
  'ABORT',
  'COMMIT',
  'LEADER_CHANGE',
  'SNAPSHOT_HEADER',
  'SNAPSHOT_FOOTER',
  'KRAFT_VERSION',
  'KRAFT_VOTERS',
];

/** Reads records as far as they can be read (DefaultRecord.readFrom). */
export function readRecordRows(batch: RecordBytes): RecordRows {
  const reader = new ByteReader(batch.bytes, batch.from, batch.to);
  const rows: RecordRow[] = [];
  for (let index = 0; index < batch.count; index++) {
    const at = reader.position;
    try {
      rows.push(readRow(reader, batch, index));
    } catch (error) {
      if (!(error instanceof MalformedBytes)) throw error;
      return { rows, malformedAt: at };
    }
  }
  return { rows, malformedAt: reader.remaining > 0 ? reader.position : null };
}

function readRow(reader: ByteReader, batch: RecordBytes, index: number): RecordRow {
  const start = reader.position;
  const length = reader.varint();
  const end = reader.position + length;
  if (length < 0 || end > batch.to) throw new MalformedBytes('a record does not end in its batch');
  reader.skip(1);
  const timestampDelta = reader.varlong();
  const offset = batch.baseOffset + reader.varint();
  const key = bytesOf(reader);
  const value = bytesOf(reader);
  const headers = headersOf(reader);
  if (reader.position !== end) throw new MalformedBytes('a record is not as long as it says');
  return {
    index,
    position: batch.inFile ? start : null,
    sizeInBytes: end - start,
    offset,
    timestamp: batch.appendTimestamp ?? batch.baseTimestamp + timestampDelta,
    key: key && preview(key),
    value: value && preview(value),
    headers,
    control: batch.control ? controlText(key) : null,
  };
}

function bytesOf(reader: ByteReader): Uint8Array | null {
  const length = reader.varint();
  return length < 0 ? null : reader.bytes(length);
}

function headersOf(reader: ByteReader): RecordRow['headers'] {
  const count = reader.varint();
  if (count < 0) throw new MalformedBytes('a negative number of headers');
  const headers: { key: string; value: BytesPreview | null }[] = [];
  for (let i = 0; i < count; i++) {
    const key = bytesOf(reader);
    if (key === null) throw new MalformedBytes('a header without a key');
    const value = bytesOf(reader);
    headers.push({ key: decodeUtf8(key.subarray(0, previewBytes)), value: value && preview(value) });
  }
  return headers;
}

function preview(bytes: Uint8Array): BytesPreview {
  return { bytes: bytes.slice(0, previewBytes), length: bytes.length };
}

/** Key of a control record: version and type, two bytes each. */
function controlText(key: Uint8Array | null): string {
  if (key === null || key.length < 4) return 'UNKNOWN';
  const type = ((key[2] ?? 0) << 8) | (key[3] ?? 0);
  return controlTypes[type] ?? `UNKNOWN(${type})`;
}
