import { assert } from '../base/assert.ts';
import { fromHex, hex } from '../base/bytes.ts';
import { compressionCodec } from '../kafka/record/batch-format.ts';
import {
  type BatchHeader,
  type BatchPlace,
  batchFault,
  lastOffsetOf,
  plusInt64,
  readBatchHeader,
} from '../kafka/record/batch-header.ts';
import { batchesInMemory } from '../kafka/record/batch-input.ts';
import { batchRecords, type ExactRecord } from '../kafka/record/batch-records.ts';
import { compressionTypeOfId } from '../kafka/record/compression.ts';
import {
  batchToBytes,
  deleteHorizonMs,
  incrementSequence,
  isControlBatch,
  isTransactional,
  type RecordBatch,
  readBatches,
  readRecords,
  timestampType,
} from '../kafka/record/record-batch.ts';
import { type BatchSpec, encodeSpec, encodeSpecBytes } from './batch-spec.ts';
import { toJson64 } from './json64.ts';
import { defineSuite } from './suite.ts';

interface Output {
  readonly bytes: string;
  readonly decodeOnly: boolean;
}

export function hexOrNull(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : hex(bytes);
}

function fields(header: BatchHeader, { sizeInBytes }: BatchPlace): object {
  const lastOffset = lastOffsetOf(header);
  const { baseSequence, lastOffsetDelta } = header;
  const horizon = deleteHorizonMs({ ...header, firstTimestamp: header.baseTimestamp });
  return {
    baseOffset: toJson64(header.baseOffset),
    batchLength: header.batchLength,
    partitionLeaderEpoch: header.partitionLeaderEpoch,
    magic: header.magic,
    crc: header.crc,
    attributes: header.attributes,
    lastOffsetDelta,
    baseTimestamp: toJson64(header.baseTimestamp),
    maxTimestamp: toJson64(header.maxTimestamp),
    producerId: toJson64(header.producerId),
    producerEpoch: header.producerEpoch,
    baseSequence,
    recordCount: header.recordsCount,
    sizeInBytes,
    lastOffset: toJson64(lastOffset),
    nextOffset: toJson64(plusInt64(lastOffset, 1)),
    lastSequence: baseSequence === -1 ? -1 : incrementSequence(baseSequence, lastOffsetDelta),
    compression: compressionTypeOfId(compressionCodec(header)),
    timestampType: timestampType(header),
    isTransactional: isTransactional(header),
    isControlBatch: isControlBatch(header),
    deleteHorizonMs: horizon === null ? null : toJson64(horizon),
  };
}

function recordFields(record: ExactRecord): object {
  return {
    offset: toJson64(record.offset),
    timestamp: toJson64(record.timestamp),
    sequence: record.sequence,
    sizeInBytes: record.sizeInBytes,
    key: hexOrNull(record.key),
    value: hexOrNull(record.value),
    headers: record.headers.map((header) => [header.key, hexOrNull(header.value)]),
  };
}

function decode(bytes: Uint8Array): { fields: object; records: readonly ExactRecord[] } {
  const found = batchesInMemory(bytes);
  const place = found.batches[0];
  assert(place !== undefined && found.error === null && found.batches.length === 1, 'the bytes are one batch');
  assert(batchFault(place) === null, 'the batch is sound');
  return { fields: fields(readBatchHeader(place), place), records: [...batchRecords(place)] };
}

function show(records: readonly ExactRecord[]): string {
  return JSON.stringify(records.map(recordFields));
}

/** The engine's own batch object must say the same as the exact reader, wherever its numbers suffice. */
function checkEngine(spec: BatchSpec, bytes: Uint8Array, records: readonly ExactRecord[], isCompressed: boolean): void {
  const numbers = [spec.baseOffset, spec.producerId, ...spec.records.map((record) => record.timestamp)];
  const read = readBatches(bytes);
  if (numbers.some((v) => typeof v === 'string')) {
    assert(read.error?.message.includes('beyond 2^53') === true, 'numbers beyond 2^53 are refused, not rounded');
    return;
  }
  const batch = read.batches[0];
  assert(batch !== undefined && read.error === null, 'the engine reads the batch');
  assert(hex(batchToBytes(batch)) === hex(bytes), 'the engine keeps the bytes');
  const own = readRecords(batch).map((record, i) => ({ ...record, sizeInBytes: records[i]?.sizeInBytes ?? -1 }));
  assert(show(own) === show(records), 'the engine reads the records');
  const written = encodeSpec(spec);
  if (!isCompressed) assert(hex(batchToBytes(written)) === hex(bytes), 'the engine writes the bytes');
  else assert(JSON.stringify(readRecords(written)) === JSON.stringify(readRecords(batch)), 'the engine compresses');
}

/** `appendedBatches` of the suite log-validator. */
export function batchFacts(batch: RecordBatch): object {
  const place = batchesInMemory(batchToBytes(batch)).batches[0];
  assert(place !== undefined, 'a batch of the log is whole');
  return {
    compression: compressionTypeOfId(compressionCodec(batch)),
    baseOffset: batch.baseOffset,
    lastOffset: batch.lastOffset,
    timestampType: timestampType(batch),
    maxTimestamp: batch.maxTimestamp,
    records: [...batchRecords(place)].map(recordFields),
  };
}

/** Encodes the batch and compares the bytes; decodes the recorded bytes. Compressed bytes need not be the same. */
export const recordBatchSuite = defineSuite<BatchSpec, Output>('record-batch', (input, expected) => {
  const recorded = fromHex(expected.bytes);
  const bytes = expected.decodeOnly ? recorded : encodeSpecBytes(input);
  const decoded = decode(recorded);
  checkEngine(input, recorded, decoded.records, expected.decodeOnly);
  return {
    bytes: hex(bytes),
    fields: decoded.fields,
    records: decoded.records.map(recordFields),
    decodeOnly: expected.decodeOnly,
  };
});
