import { fromHex } from '../../../base/bytes.ts';
import { encodeBatch, type RecordBatch } from '../../record/record-batch.ts';
import { T0 } from './logs.ts';

export interface ProducerBatch {
  readonly producerId: number;
  readonly producerEpoch?: number;
  readonly baseSequence: number;
  readonly count?: number;
  readonly transactional?: boolean;
  readonly timestamp?: number;
}

/** A batch of an idempotent or transactional producer. */
export function producerBatch(spec: ProducerBatch): RecordBatch {
  const { producerId, producerEpoch = 0, baseSequence, count = 1, transactional = false, timestamp = T0 } = spec;
  const records = Array.from({ length: count }, () => ({ timestamp, key: null, value: new Uint8Array(10) }));
  return encodeBatch(records, { producerId, producerEpoch, baseSequence, transactional });
}

export interface Marker {
  readonly producerId: number;
  readonly producerEpoch?: number;
  readonly coordinatorEpoch?: number;
  readonly abort?: boolean;
  readonly timestamp?: number;
}

/** The control batch that ends a transaction. */
export function markerBatch(marker: Marker): RecordBatch {
  const { producerId, producerEpoch = 0, coordinatorEpoch = 0, abort = false, timestamp = T0 } = marker;
  const key = fromHex(abort ? '00000000' : '00000001');
  const value = fromHex(`0000${coordinatorEpoch.toString(16).padStart(8, '0')}`);
  const control = { producerId, producerEpoch, transactional: true, controlBatch: true };
  return encodeBatch([{ timestamp, key, value }], control);
}
