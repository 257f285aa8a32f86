import { putInt32, putInt64 } from '../../base/bytes.ts';
import type { CompressionType } from './compression.ts';
import { compressionTypes } from './compression.ts';

/** Layout of a record batch, magic 2 (org.apache.kafka.common.record.internal.DefaultRecordBatch). Big-endian. */
export const BASE_OFFSET_AT = 0;
export const LENGTH_AT = 8;
export const PARTITION_LEADER_EPOCH_AT = 12;
export const MAGIC_AT = 16;
export const CRC_AT = 17;
export const ATTRIBUTES_AT = 21;
export const LAST_OFFSET_DELTA_AT = 23;
export const BASE_TIMESTAMP_AT = 27;
export const MAX_TIMESTAMP_AT = 35;
export const PRODUCER_ID_AT = 43;
export const PRODUCER_EPOCH_AT = 51;
export const BASE_SEQUENCE_AT = 53;
export const RECORDS_COUNT_AT = 57;
/** Bytes before the first record. */
export const RECORD_BATCH_OVERHEAD = 61;
/** Base offset and length, which the length field does not count. */
export const LOG_OVERHEAD = 12;
export const MAGIC_V2 = 2;

const COMPRESSION_CODEC_MASK = 0x07;
const TIMESTAMP_TYPE_MASK = 0x08;
const TRANSACTIONAL_MASK = 0x10;
const CONTROL_MASK = 0x20;
const DELETE_HORIZON_MASK = 0x40;

export const NO_PRODUCER_ID = -1;
export const NO_PRODUCER_EPOCH = -1;
export const NO_SEQUENCE = -1;
export const NO_PARTITION_LEADER_EPOCH = -1;
export const NO_TIMESTAMP = -1;

export type TimestampType = 'CreateTime' | 'LogAppendTime';

export interface RecordHeader {
  readonly key: string;
  readonly value: Uint8Array | null;
}

/** One record as a reader gets it. `timestamp` is the batch's when the batch has LogAppendTime. */
export interface KafkaRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly sequence: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly RecordHeader[];
}

/** One record as a writer gives it. `timestamp` in milliseconds since 1970, or −1 for none. */
export interface RecordInput {
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers?: readonly RecordHeader[];
}

/**
 * Immutable and shared by producer, network, leader and follower logs. `bytes` is the whole encoded batch, but bytes
 * 0–7 (baseOffset) and 12–15 (partitionLeaderEpoch), which the CRC does not cover, are given by the fields (and stand
 * in `bytes` as in a client's request, 0 and −1): the leader stamps a batch without copying it. `crc` has been computed or checked when the batch was made.
 */
export interface RecordBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly partitionLeaderEpoch: number;
  readonly bytes: Uint8Array;
  readonly sizeInBytes: number;
  /** Records in the batch; compaction may leave fewer than lastOffset − baseOffset + 1. */
  readonly count: number;
  readonly maxTimestamp: number;
  /** The header's base timestamp: the first record's, or the delete horizon when there is one, or −1 in an empty batch. */
  readonly firstTimestamp: number;
  readonly crc: number;
  readonly attributes: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
}

export interface AttributeFlags {
  readonly compression?: CompressionType;
  readonly timestampType?: TimestampType;
  readonly transactional?: boolean;
  readonly controlBatch?: boolean;
  readonly deleteHorizon?: boolean;
}

/** Writes the base offset and leader epoch of a batch that has no place in a log yet. */
export function clearPlace(bytes: Uint8Array): void {
  putInt64(bytes, BASE_OFFSET_AT, 0);
  putInt32(bytes, PARTITION_LEADER_EPOCH_AT, NO_PARTITION_LEADER_EPOCH);
}

export function toAttributes(flags: AttributeFlags): number {
  return (
    compressionTypes.indexOf(flags.compression ?? 'none') |
    (flags.timestampType === 'LogAppendTime' ? TIMESTAMP_TYPE_MASK : 0) |
    (flags.transactional === true ? TRANSACTIONAL_MASK : 0) |
    (flags.controlBatch === true ? CONTROL_MASK : 0) |
    (flags.deleteHorizon === true ? DELETE_HORIZON_MASK : 0)
  );
}

/** 0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
export function compressionCodec(batch: { readonly attributes: number }): number {
  return batch.attributes & COMPRESSION_CODEC_MASK;
}

export function timestampType(batch: { readonly attributes: number }): TimestampType {
  return (batch.attributes & TIMESTAMP_TYPE_MASK) === 0 ? 'CreateTime' : 'LogAppendTime';
}

export function isTransactional(batch: { readonly attributes: number }): boolean {
  return (batch.attributes & TRANSACTIONAL_MASK) !== 0;
}

export function isControlBatch(batch: { readonly attributes: number }): boolean {
  return (batch.attributes & CONTROL_MASK) !== 0;
}

/** When tombstones or markers of this batch may go (cleaner), or null. */
export function deleteHorizonMs<Long>(batch: {
  readonly attributes: number;
  readonly firstTimestamp: Long;
}): Long | null {
  return (batch.attributes & DELETE_HORIZON_MASK) === 0 ? null : batch.firstTimestamp;
}

/**
 * The sequence `n` after `sequence`; after 2147483647 comes 0 (DefaultRecordBatch.incrementSequence). Java's int
 * arithmetic, also where only a damaged batch gets: for a negative `n`.
 */
export function incrementSequence(sequence: number, n: number): number {
  return sequence > ((0x7fffffff - n) | 0) ? (n - (0x7fffffff - sequence) - 1) | 0 : (sequence + n) | 0;
}

/** The sequence of the batch's last record, −1 when it has no producer's sequence. */
export function lastSequence(batch: RecordBatch): number {
  return batch.baseSequence === NO_SEQUENCE
    ? NO_SEQUENCE
    : incrementSequence(batch.baseSequence, batch.lastOffset - batch.baseOffset);
}
