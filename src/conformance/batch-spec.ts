import { fromHex } from '../base/bytes.ts';
import type { RecordBatch } from '../kafka/record/record-batch.ts';
import { encodeBatch } from '../kafka/record/record-batch.ts';

/** A batch as the vectors' README writes it. A 64-bit integer beyond 2^53 is a decimal string. */
export interface BatchSpec {
  readonly magic: number;
  readonly compression: string;
  readonly timestampType: 'create' | 'logAppend';
  readonly logAppendTime: number;
  readonly baseOffset: number | string;
  readonly producerId: number | string;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly transactional: boolean;
  readonly controlBatch: boolean;
  readonly partitionLeaderEpoch: number;
  readonly deleteHorizonMs: number | null;
  readonly lastOffsetDelta: number | null;
  readonly maxTimestamp?: number;
  readonly records: readonly {
    readonly offsetDelta: number;
    readonly timestamp: number | string;
    readonly key: string | null;
    readonly value: string | null;
    readonly headers: readonly (readonly [string, string | null])[];
  }[];
}

export function bytesOrNull(text: string | null): Uint8Array | null {
  return text === null ? null : fromHex(text);
}

function safe(value: number | string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error(`${value} is beyond 2^53`);
  return number;
}

export function encodeSpec(spec: BatchSpec): RecordBatch {
  if (spec.magic !== 2) throw new Error(`magic ${spec.magic} is not written`);
  if (spec.compression !== 'none') throw new Error(`compression ${spec.compression} is not supported`);
  const records = spec.records.map((record) => ({
    timestamp: safe(record.timestamp),
    key: bytesOrNull(record.key),
    value: bytesOrNull(record.value),
    headers: record.headers.map(([key, value]) => ({ key, value: bytesOrNull(value) })),
  }));
  return encodeBatch(records, {
    baseOffset: safe(spec.baseOffset),
    producerId: safe(spec.producerId),
    producerEpoch: spec.producerEpoch,
    baseSequence: spec.baseSequence,
    transactional: spec.transactional,
    controlBatch: spec.controlBatch,
    partitionLeaderEpoch: spec.partitionLeaderEpoch,
    timestampType: spec.timestampType === 'create' ? 'CreateTime' : 'LogAppendTime',
    logAppendTime: spec.logAppendTime,
    offsetDeltas: spec.records.map((record) => record.offsetDelta),
    ...(spec.deleteHorizonMs === null ? {} : { deleteHorizonMs: spec.deleteHorizonMs }),
    ...(spec.lastOffsetDelta === null ? {} : { lastOffsetDelta: spec.lastOffsetDelta }),
    ...(spec.maxTimestamp === undefined ? {} : { maxTimestamp: spec.maxTimestamp }),
  });
}
