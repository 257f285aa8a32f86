import { fromHex } from '../base/bytes.ts';
import type { Int64 } from '../base/int64.ts';
import { isSafeInt64 } from '../base/int64.ts';
import { type CompressionType, isCompressionType } from '../kafka/record/compression.ts';
import type { EncodeOptions, RecordBatch } from '../kafka/record/record-batch.ts';
import { encodeBatch, encodeWideBatch } from '../kafka/record/record-batch.ts';
import { fromJson64, type Json64 } from './json64.ts';

/** A batch as the vectors' README writes it. A 64-bit integer beyond 2^53 is a decimal string. */
export interface BatchSpec {
  readonly magic: number;
  readonly compression: string;
  readonly level?: number | null;
  readonly timestampType: 'create' | 'logAppend';
  readonly logAppendTime: Json64;
  readonly baseOffset: Json64;
  readonly producerId: Json64;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly transactional: boolean;
  readonly controlBatch: boolean;
  readonly partitionLeaderEpoch: number;
  readonly deleteHorizonMs: Json64 | null;
  readonly lastOffsetDelta: number | null;
  readonly maxTimestamp?: Json64;
  readonly records: readonly {
    readonly offsetDelta: number;
    readonly timestamp: Json64;
    readonly key: string | null;
    readonly value: string | null;
    readonly headers: readonly (readonly [string, string | null])[];
  }[];
}

export function bytesOrNull(text: string | null): Uint8Array | null {
  return text === null ? null : fromHex(text);
}

function compressionOf(name: string): CompressionType {
  if (!isCompressionType(name)) throw new Error(`there is no compression ${name}`);
  return name;
}

/** Reads the spec, each of its 64-bit integers as `long` gives it. */
function read<Long extends Int64>(
  spec: BatchSpec,
  long: (v: Json64) => Long,
): {
  records: { timestamp: Long; key: Uint8Array | null; value: Uint8Array | null; headers: SpecHeader[] }[];
  options: EncodeOptions<Long>;
} {
  if (spec.magic !== 2) throw new Error(`magic ${spec.magic} is not written`);
  const records = spec.records.map((record) => ({
    timestamp: long(record.timestamp),
    key: bytesOrNull(record.key),
    value: bytesOrNull(record.value),
    headers: record.headers.map(([key, value]) => ({ key, value: bytesOrNull(value) })),
  }));
  const options = {
    compression: compressionOf(spec.compression),
    ...(spec.level === null || spec.level === undefined ? {} : { compressionLevel: spec.level }),
    baseOffset: long(spec.baseOffset),
    producerId: long(spec.producerId),
    producerEpoch: spec.producerEpoch,
    baseSequence: spec.baseSequence,
    transactional: spec.transactional,
    controlBatch: spec.controlBatch,
    partitionLeaderEpoch: spec.partitionLeaderEpoch,
    timestampType: spec.timestampType === 'create' ? 'CreateTime' : 'LogAppendTime',
    logAppendTime: long(spec.logAppendTime),
    offsetDeltas: spec.records.map((record) => record.offsetDelta),
    ...(spec.deleteHorizonMs === null ? {} : { deleteHorizonMs: long(spec.deleteHorizonMs) }),
    ...(spec.lastOffsetDelta === null ? {} : { lastOffsetDelta: spec.lastOffsetDelta }),
    ...(spec.maxTimestamp === undefined ? {} : { maxTimestamp: long(spec.maxTimestamp) }),
  } as const;
  return { records, options };
}

interface SpecHeader {
  readonly key: string;
  readonly value: Uint8Array | null;
}

function safe(v: Json64): number {
  const number = fromJson64(v);
  if (!isSafeInt64(number)) throw new Error(`${v} is beyond 2^53`);
  return number;
}

/** The batch as the engine holds it; throws for numbers that it does not hold. */
export function encodeSpec(spec: BatchSpec): RecordBatch {
  const { records, options } = read(spec, safe);
  return encodeBatch(records, options);
}

/** The batch's bytes, whatever its numbers. */
export function encodeSpecBytes(spec: BatchSpec): Uint8Array {
  const { records, options } = read(spec, fromJson64);
  return encodeWideBatch(records, options);
}
