import { expect, test } from 'vitest';
import { batchToBytes, readBatches } from '../../record/record-batch.ts';
import {
  ms,
  produced,
  ready,
  record,
  respond,
  type Sent,
  sequences,
  settle,
  step,
  theProduce,
  timer,
} from './testing/small-producer.ts';

const on = { 'enable.idempotence': 'true', 'linger.ms': '0' };
const sendEach = (p: ReturnType<typeof ready>, count: number, nowUs: number): Sent[] =>
  Array.from({ length: count }, (_, at) => theProduce(step(p, nowUs + at, record(null, `${at}`, 0))));

test('each partition counts its records from 0 under the producer id of a broker', () => {
  const p = ready(on, [1, 1]);
  const [a, b] = sendEach(p, 2, 0);
  const other = theProduce(step(p, 5, record(null, 'x', 1)));
  expect([a, b, other].map((one) => one && sequences(one))).toEqual([[[0, 0, 1]], [[0, 1, 1]], [[0, 0, 1]]]);
  expect(a?.request.data[0]?.batch.producerId).toBe(4000);
});

test('a batch that nobody answered goes again with its own bytes', () => {
  const p = ready(on, [1]);
  const [first] = sendEach(p, 1, 0);
  if (first === undefined) throw new Error('the batch goes at once');
  settle(p, 10, respond(p, 10, first, 'NETWORK_EXCEPTION'), [1]);
  const again = theProduce(step(p, 200 * ms, timer));
  expect(again.request.data[0]?.batch).toBe(first.request.data[0]?.batch);
});

test('when the first of several is refused, those behind it wait for it and go in order', () => {
  const p = ready(on, [1]);
  const [a, b, c] = sendEach(p, 3, 0) as [Sent, Sent, Sent];
  respond(p, 10, a, 'NOT_ENOUGH_REPLICAS');
  respond(p, 11, b, 'OUT_OF_ORDER_SEQUENCE_NUMBER');
  respond(p, 12, c, 'OUT_OF_ORDER_SEQUENCE_NUMBER');
  const again = theProduce(step(p, 200 * ms, timer));
  expect(sequences(again)).toEqual([[0, 0, 1]]);
  expect(p.idempotence?.producerEpoch).toBe(0);
  const next = theProduce(respond(p, 201 * ms, again));
  expect(sequences(next)).toEqual([[0, 1, 1]]);
  expect(sequences(theProduce(respond(p, 202 * ms, next)))).toEqual([[0, 2, 1]]);
});

test('without idempotence a retry lands behind what was sent after it', () => {
  const p = ready({ 'linger.ms': '0' }, [1]);
  const [a, b] = sendEach(p, 2, 0) as [Sent, Sent];
  respond(p, 10, a, 'NOT_ENOUGH_REPLICAS');
  expect(respond(p, 11, b)).toContainEqual(expect.objectContaining({ kind: 'acknowledged' }));
  expect(theProduce(step(p, 200 * ms, timer)).request.data[0]?.batch).toBe(a.request.data[0]?.batch);
});

test('a batch that fails for good raises the epoch, and those behind it begin at 0', () => {
  const p = ready(on, [1]);
  const [a, b] = sendEach(p, 2, 0) as [Sent, Sent];
  respond(p, 10, a, 'INVALID_RECORD');
  respond(p, 11, b, 'OUT_OF_ORDER_SEQUENCE_NUMBER');
  const again = theProduce(step(p, 200 * ms, timer));
  expect(sequences(again)).toEqual([[1, 0, 1]]);
  const bytes = again.request.data.map(({ batch }) => readBatches(batchToBytes(batch)).error);
  expect(bytes).toEqual([null]);
});

test('the next batch in sequence that is called out of order raises the epoch', () => {
  const p = ready(on, [1]);
  const [a] = sendEach(p, 1, 0) as [Sent];
  respond(p, 10, a, 'OUT_OF_ORDER_SEQUENCE_NUMBER');
  expect(sequences(theProduce(step(p, 200 * ms, timer)))).toEqual([[1, 0, 1]]);
});

test('after a batch expired that had been sent, nothing goes until its sequence is settled', () => {
  const p = ready({ ...on, 'delivery.timeout.ms': '1000', 'request.timeout.ms': '900' }, [1]);
  const [a] = sendEach(p, 1, 0) as [Sent];
  respond(p, 10, a, 'NOT_ENOUGH_REPLICAS');
  const again = theProduce(step(p, 200 * ms, timer));
  const expired = step(p, 1000 * ms, timer);
  expect(expired).toContainEqual(
    expect.objectContaining({ kind: 'failed', exception: 'TimeoutException', final: true }),
  );
  expect(p.idempotence?.producerEpoch).toBe(1);
  expect(sequences(theProduce(step(p, 1001 * ms, record(null, 'next', 0))))).toEqual([[1, 0, 1]]);
  expect(respond(p, 1002 * ms, again)).toEqual([]);
  expect(p.bufferUsed).toBe(p.config.batchSize);
});

test('an answer that was overtaken by its expiry still gives its memory back', () => {
  const p = ready({ ...on, 'delivery.timeout.ms': '1000', 'request.timeout.ms': '5000' }, [1]);
  const [a] = sendEach(p, 1, 0) as [Sent];
  step(p, 1000 * ms, timer);
  expect([p.failed, p.bufferUsed]).toEqual([1, p.config.batchSize]);
  expect(produced(respond(p, 1001 * ms, a))).toEqual([]);
  expect([p.acknowledged, p.bufferUsed]).toEqual([0, 0]);
});
