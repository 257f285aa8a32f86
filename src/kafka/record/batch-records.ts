import { MalformedBytes } from '../../base/bytes.ts';
import type { Int64 } from '../../base/int64.ts';
import type { RecordHeader } from './batch-format.ts';
import {
  compressionCodec,
  incrementSequence,
  NO_SEQUENCE,
  RECORD_BATCH_OVERHEAD,
  timestampType,
} from './batch-format.ts';
import { type BatchHeader, type BatchPlace, plusInt64, readBatchHeader } from './batch-header.ts';
import { type CompressionType, compressionTypeOfId, decompress } from './compression.ts';
import { RecordCursor } from './record-cursor.ts';
import { RecordFailure } from './record-failure.ts';
import { invalidRecord, parseRecord, skipRecord } from './record-parser.ts';

/** One record of any batch, with its exact offset and time. */
export interface ExactRecord {
  readonly offset: Int64;
  /** The batch's largest when the batch has LogAppendTime. */
  readonly timestamp: Int64;
  readonly sequence: number;
  readonly sizeInBytes: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly RecordHeader[];
}

/** Where the records of a batch stand, unfolded. */
export interface RecordBytes {
  readonly compressed: boolean;
  readonly cursor: RecordCursor;
}

/** Throws RecordFailure for an id that stands for no compression (CompressionType.forId). */
export function batchCompression(batch: { readonly attributes: number }): CompressionType {
  const id = compressionCodec(batch);
  const type = compressionTypeOfId(id);
  if (type === undefined) throw new RecordFailure('IllegalArgumentException', `Unknown compression type id: ${id}`);
  return type;
}

/** Unfolds bytes[from … to−1]; throws RecordFailure when they cannot be. */
export function openRecords(type: CompressionType, bytes: Uint8Array, from: number, to: number): RecordBytes {
  if (type === 'none') return { compressed: false, cursor: new RecordCursor(bytes, from, to) };
  try {
    const plain = decompress(type, bytes.subarray(from, to));
    return { compressed: true, cursor: new RecordCursor(plain, 0, plain.length) };
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    throw new RecordFailure('KafkaException', `Failed to decompress record stream: ${error.message}`);
  }
}

/** What Kafka checks after each record (RecordIterator.next): nothing is left behind the last one. */
export function checkRest(cursor: RecordCursor, isLast: boolean): void {
  if (isLast && cursor.remaining > 0) {
    throw invalidRecord('Incorrect declared batch size, records still remaining in file');
  }
}

function* countedRecords<T>(count: number, cursor: RecordCursor, read: () => T): Generator<T> {
  for (let i = 1; i <= count; i++) {
    const record = read();
    checkRest(cursor, i === count);
    yield record;
  }
}

function recordsOf(place: BatchPlace, header: BatchHeader): RecordBytes {
  const type = batchCompression(header);
  if (header.recordsCount < 0) {
    throw invalidRecord(`Found invalid record count ${header.recordsCount} in magic v${header.magic} batch`);
  }
  const end = place.position + place.sizeInBytes;
  return openRecords(type, place.bytes, place.position + RECORD_BATCH_OVERHEAD, end);
}

function* exactRecords(header: BatchHeader, records: RecordBytes): Generator<ExactRecord> {
  const { baseOffset, baseTimestamp, maxTimestamp, baseSequence } = header;
  const logAppendTime = timestampType(header) === 'LogAppendTime';
  const read = (): ExactRecord => {
    const record = parseRecord(records.cursor, records.compressed);
    return {
      offset: plusInt64(baseOffset, record.offsetDelta),
      timestamp: logAppendTime ? maxTimestamp : plusInt64(baseTimestamp, record.timestampDelta),
      sequence: baseSequence >= 0 ? incrementSequence(baseSequence, record.offsetDelta) : NO_SEQUENCE,
      sizeInBytes: record.sizeInBytes,
      key: record.key,
      value: record.value,
      headers: record.headers,
    };
  };
  yield* countedRecords(header.recordsCount, records.cursor, read);
}

/**
 * The records of a batch of magic 2, one by one; throws RecordFailure at the one that cannot be read
 * (DefaultRecordBatch.iterator). Of a compressed batch Kafka reads all before it gives the first.
 */
export function* batchRecords(place: BatchPlace): Generator<ExactRecord> {
  const header = readBatchHeader(place);
  if (header.recordsCount === 0) return;
  const records = recordsOf(place, header);
  if (records.compressed) yield* [...exactRecords(header, records)];
  else yield* exactRecords(header, records);
}

/** What the leader's validator asks of a record. */
export interface SkimmedRecord {
  readonly offset: Int64;
  /** The batch's largest when the batch has LogAppendTime. */
  readonly timestamp: Int64;
  /** Bytes; −1: null. */
  readonly keySize: number;
  readonly valueSize: number;
}

/** As batchRecords, but of a compressed batch keys and values are passed over (DefaultRecordBatch.skipKeyValueIterator). */
export function* skimRecords(place: BatchPlace): Generator<SkimmedRecord> {
  const header = readBatchHeader(place);
  if (header.recordsCount === 0) return;
  const records = recordsOf(place, header);
  if (!records.compressed) {
    for (const record of exactRecords(header, records)) yield skimmed(record);
    return;
  }
  const logAppendTime = timestampType(header) === 'LogAppendTime';
  const read = (): SkimmedRecord => {
    const record = skipRecord(records.cursor);
    return {
      offset: plusInt64(header.baseOffset, record.offsetDelta),
      timestamp: logAppendTime ? header.maxTimestamp : plusInt64(header.baseTimestamp, record.timestampDelta),
      keySize: record.keySize,
      valueSize: record.valueSize,
    };
  };
  yield* countedRecords(header.recordsCount, records.cursor, read);
}

export function skimmed({ offset, timestamp, key, value }: ExactRecord): SkimmedRecord {
  return { offset, timestamp, keySize: key?.length ?? -1, valueSize: value?.length ?? -1 };
}
