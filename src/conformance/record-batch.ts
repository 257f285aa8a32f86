import { assert } from '../base/assert.ts';
import { hex } from '../base/bytes.ts';
import { LOG_OVERHEAD, MAGIC_V2 } from '../kafka/record/batch-format.ts';
import {
  batchToBytes,
  deleteHorizonMs,
  isControlBatch,
  isTransactional,
  type KafkaRecord,
  lastSequence,
  type RecordBatch,
  readBatches,
  readRecords,
  recordSizeInBytes,
  timestampType,
} from '../kafka/record/record-batch.ts';
import { type BatchSpec, encodeSpec } from './batch-spec.ts';
import { defineSuite } from './suite.ts';

function hexOrNull(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : hex(bytes);
}

/** A 64-bit integer as the vectors write it. */
function json64(v: number): number | string {
  return Number.isSafeInteger(v) ? v : String(BigInt(v));
}

function fields(batch: RecordBatch): object {
  return {
    baseOffset: batch.baseOffset,
    batchLength: batch.sizeInBytes - LOG_OVERHEAD,
    partitionLeaderEpoch: batch.partitionLeaderEpoch,
    magic: MAGIC_V2,
    crc: batch.crc,
    attributes: batch.attributes,
    lastOffsetDelta: batch.lastOffset - batch.baseOffset,
    baseTimestamp: batch.firstTimestamp,
    maxTimestamp: batch.maxTimestamp,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    recordCount: batch.count,
    sizeInBytes: batch.sizeInBytes,
    lastOffset: batch.lastOffset,
    nextOffset: json64(batch.lastOffset + 1),
    lastSequence: lastSequence(batch),
    compression: 'none',
    timestampType: timestampType(batch),
    isTransactional: isTransactional(batch),
    isControlBatch: isControlBatch(batch),
    deleteHorizonMs: deleteHorizonMs(batch),
  };
}

function recordFields(record: KafkaRecord, batch: RecordBatch, ownTimestamp: number): object {
  const delta = record.offset - batch.baseOffset;
  const timestampDelta = ownTimestamp - batch.firstTimestamp;
  return {
    offset: record.offset,
    timestamp: record.timestamp,
    sequence: record.sequence,
    sizeInBytes: recordSizeInBytes(delta, timestampDelta, record.key, record.value, record.headers),
    key: hexOrNull(record.key),
    value: hexOrNull(record.value),
    headers: record.headers.map((header) => [header.key, hexOrNull(header.value)]),
  };
}

/** Encodes the batch and reads back what it wrote. Compressed batches cannot be played. */
export const recordBatchSuite = defineSuite<BatchSpec>('record-batch', (input) => {
  const bytes = batchToBytes(encodeSpec(input));
  const read = readBatches(bytes);
  const batch = read.batches[0];
  assert(batch !== undefined && read.error === null, 'what was written can be read');
  const records = readRecords(batch).map((record, i) =>
    // The size depends on the record's own time, which a batch with LogAppendTime does not show.
    recordFields(record, batch, Number(input.records[i]?.timestamp)),
  );
  return { bytes: hex(bytes), fields: fields(batch), records, decodeOnly: false };
});
