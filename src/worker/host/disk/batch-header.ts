import { getUint32 } from '../../../base/bytes.ts';
import {
  ATTRIBUTES_AT,
  BASE_SEQUENCE_AT,
  BASE_TIMESTAMP_AT,
  CRC_AT,
  compressionCodec,
  isControlBatch,
  isTransactional,
  LAST_OFFSET_DELTA_AT,
  MAGIC_AT,
  MAGIC_V2,
  MAX_TIMESTAMP_AT,
  PARTITION_LEADER_EPOCH_AT,
  PRODUCER_EPOCH_AT,
  PRODUCER_ID_AT,
  RECORDS_COUNT_AT,
  timestampType,
} from '../../../kafka/record/batch-format.ts';
import { crc32c } from '../../../kafka/record/crc32c.ts';
import type { BatchRow, CodecName } from '../../protocol/disk.ts';
import { sizeAt } from './scan-log.ts';

const codecs: readonly CodecName[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const deleteHorizonMask = 0x40;

/** A signed 64-bit integer; beyond 2^53, which only damage brings about, the nearest number. */
export function int64At(bytes: Uint8Array, at: number): number {
  return (getUint32(bytes, at) | 0) * 4294967296 + getUint32(bytes, at + 4);
}

/** The same, exact, in decimal digits. */
export function int64Text(bytes: Uint8Array, at: number): string {
  return String((BigInt(getUint32(bytes, at) | 0) << 32n) | BigInt(getUint32(bytes, at + 4)));
}

export function int32At(bytes: Uint8Array, at: number): number {
  return getUint32(bytes, at) | 0;
}

export function int16At(bytes: Uint8Array, at: number): number {
  return (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16)) >> 16;
}

export interface Places {
  readonly highWatermark: number | null;
  readonly durableOffset: number | null;
}

/** The header of a whole batch that begins at `position`, as it stands there, right or wrong. */
export function batchRow(bytes: Uint8Array, position: number, index: number, places: Places): BatchRow {
  const sizeInBytes = sizeAt(bytes, position);
  const magic = bytes[position + MAGIC_AT] ?? 0;
  const baseOffset = int64At(bytes, position);
  if (magic !== MAGIC_V2) return olderRow({ index, position, sizeInBytes, magic, baseOffset }, places);
  const attributes = int16At(bytes, position + ATTRIBUTES_AT);
  const lastOffset = baseOffset + int32At(bytes, position + LAST_OFFSET_DELTA_AT);
  const baseTimestamp = int64At(bytes, position + BASE_TIMESTAMP_AT);
  return {
    index,
    position,
    sizeInBytes,
    magic,
    baseOffset,
    lastOffset,
    count: int32At(bytes, position + RECORDS_COUNT_AT),
    partitionLeaderEpoch: int32At(bytes, position + PARTITION_LEADER_EPOCH_AT),
    crc: getUint32(bytes, position + CRC_AT),
    computedCrc: crc32c(bytes, position + ATTRIBUTES_AT, position + sizeInBytes),
    codec: codecs[compressionCodec({ attributes })] ?? 'unknown',
    timestampType: timestampType({ attributes }),
    transactional: isTransactional({ attributes }),
    control: isControlBatch({ attributes }),
    deleteHorizonMs: (attributes & deleteHorizonMask) === 0 ? null : baseTimestamp,
    baseTimestamp,
    maxTimestamp: int64At(bytes, position + MAX_TIMESTAMP_AT),
    producerId: int64At(bytes, position + PRODUCER_ID_AT),
    producerEpoch: int16At(bytes, position + PRODUCER_EPOCH_AT),
    baseSequence: int32At(bytes, position + BASE_SEQUENCE_AT),
    ...standing(lastOffset, places),
  };
}

/** Last offset of the batch, for walks over many. */
export function lastOffsetAt(bytes: Uint8Array, position: number): number {
  const base = int64At(bytes, position);
  return bytes[position + MAGIC_AT] === MAGIC_V2 ? base + int32At(bytes, position + LAST_OFFSET_DELTA_AT) : base;
}

/** −1 in the older formats. */
export function maxTimestampAt(bytes: Uint8Array, position: number): number {
  return bytes[position + MAGIC_AT] === MAGIC_V2 ? int64At(bytes, position + MAX_TIMESTAMP_AT) : -1;
}

function standing(lastOffset: number, { highWatermark, durableOffset }: Places) {
  return {
    committed: highWatermark === null ? null : lastOffset < highWatermark,
    flushed: durableOffset === null ? null : lastOffset < durableOffset,
  };
}

type OlderBatch = Pick<BatchRow, 'index' | 'position' | 'sizeInBytes' | 'magic' | 'baseOffset'>;

function olderRow(batch: OlderBatch, places: Places): BatchRow {
  return {
    ...batch,
    lastOffset: batch.baseOffset,
    count: -1,
    partitionLeaderEpoch: -1,
    crc: 0,
    computedCrc: null,
    codec: 'unknown',
    timestampType: 'CreateTime',
    transactional: false,
    control: false,
    deleteHorizonMs: null,
    baseTimestamp: -1,
    maxTimestamp: -1,
    producerId: -1,
    producerEpoch: -1,
    baseSequence: -1,
    ...standing(batch.baseOffset, places),
  };
}
