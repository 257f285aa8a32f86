import { putInt16, putInt32, putInt64 } from '../../base/bytes.ts';
import type { RecordBatch } from './batch-format.ts';
import {
  ATTRIBUTES_AT,
  BASE_OFFSET_AT,
  BASE_SEQUENCE_AT,
  CRC_AT,
  MAX_TIMESTAMP_AT,
  PARTITION_LEADER_EPOCH_AT,
  PRODUCER_EPOCH_AT,
  PRODUCER_ID_AT,
  timestampType,
  toAttributes,
} from './batch-format.ts';
import { crc32c } from './crc32c.ts';

export type { KafkaRecord, RecordBatch, RecordHeader, RecordInput, TimestampType } from './batch-format.ts';
export {
  deleteHorizonMs,
  incrementSequence,
  isControlBatch,
  isTransactional,
  RECORD_BATCH_OVERHEAD,
  timestampType,
} from './batch-format.ts';
export { type EncodeOptions, encodeBatch, encodeWideBatch } from './encode-batch.ts';
export { type BatchError, type ReadBatches, readBatches, readRecords } from './read-batch.ts';
export {
  estimateBatchUpperBound,
  recordSizeInBytes,
} from './record-size.ts';

/** The batch at its place in the log. Shares the bytes: neither field is covered by the CRC. */
export function stampBatch(batch: RecordBatch, baseOffset: number, partitionLeaderEpoch: number): RecordBatch {
  return {
    baseOffset,
    lastOffset: baseOffset + (batch.lastOffset - batch.baseOffset),
    partitionLeaderEpoch,
    bytes: batch.bytes,
    sizeInBytes: batch.sizeInBytes,
    count: batch.count,
    maxTimestamp: batch.maxTimestamp,
    firstTimestamp: batch.firstTimestamp,
    crc: batch.crc,
    attributes: batch.attributes,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
  };
}

/** What stays of the attributes when Kafka writes them anew: the bits that stand for something. */
const ATTRIBUTES_IN_USE = 0x7f;

/**
 * The batch with another timestamp type and largest timestamp, which the CRC covers: a copy with a new CRC
 * (DefaultRecordBatch.setMaxTimestamp). The leader does so on a topic with LogAppendTime.
 */
export function withMaxTimestamp(
  batch: RecordBatch,
  type: 'CreateTime' | 'LogAppendTime',
  maxTimestamp: number,
): RecordBatch {
  if (timestampType(batch) === type && maxTimestamp === batch.maxTimestamp) return batch;
  const logAppendTime = toAttributes({ timestampType: 'LogAppendTime' });
  const used = batch.attributes & ATTRIBUTES_IN_USE;
  const attributes = type === 'LogAppendTime' ? used | logAppendTime : used & ~logAppendTime;
  const bytes = batch.bytes.slice();
  putInt16(bytes, ATTRIBUTES_AT, attributes);
  putInt64(bytes, MAX_TIMESTAMP_AT, maxTimestamp);
  const crc = crc32c(bytes, ATTRIBUTES_AT);
  putInt32(bytes, CRC_AT, crc);
  return { ...batch, bytes, attributes, maxTimestamp, crc };
}

/**
 * The batch of another producer id, epoch or sequence, which the CRC covers: a copy with a new CRC
 * (MemoryRecordsBuilder.reopenAndRewriteProducerState).
 */
export function withProducerState(
  batch: RecordBatch,
  producerId: number,
  producerEpoch: number,
  baseSequence: number,
): RecordBatch {
  const isSame = producerId === batch.producerId && producerEpoch === batch.producerEpoch;
  if (isSame && baseSequence === batch.baseSequence) return batch;
  const bytes = batch.bytes.slice();
  putInt64(bytes, PRODUCER_ID_AT, producerId);
  putInt16(bytes, PRODUCER_EPOCH_AT, producerEpoch);
  putInt32(bytes, BASE_SEQUENCE_AT, baseSequence);
  const crc = crc32c(bytes, ATTRIBUTES_AT);
  putInt32(bytes, CRC_AT, crc);
  return { ...batch, bytes, producerId, producerEpoch, baseSequence, crc };
}

/** Writes the batch's bytes exactly as they stand in the .log file; `into` has sizeInBytes of room at `at`. */
export function writeBatch(batch: RecordBatch, into: Uint8Array, at: number): void {
  into.set(batch.bytes, at);
  putInt64(into, at + BASE_OFFSET_AT, batch.baseOffset);
  putInt32(into, at + PARTITION_LEADER_EPOCH_AT, batch.partitionLeaderEpoch);
}

/** The batch's bytes exactly as they stand in the .log file. */
export function batchToBytes(batch: RecordBatch): Uint8Array {
  const bytes = new Uint8Array(batch.sizeInBytes);
  writeBatch(batch, bytes, 0);
  return bytes;
}
