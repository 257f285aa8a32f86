import { expect, test } from 'vitest';
import { readRecords } from '../../record/record-batch.ts';
import { copyProducer, createProducer, isBlocked, pendingRecords, producerConfigFrom } from './producer.ts';
import { answer, metadata, ms, produced, ready, record, sent, settle, step, timer } from './testing/small-producer.ts';

test('the first record waits for metadata, which a bootstrap broker is asked for', () => {
  const p = createProducer(producerConfigFrom('p', { 'enable.idempotence': 'false' }), 1);
  expect(step(p, 0, timer)).toContainEqual({ kind: 'connect', node: 1 });
  const [first] = sent(step(p, 10, { kind: 'connected', node: 1 }));
  expect(first?.request).toEqual({ api: 'Metadata', topics: [] });
  settle(p, 20, first === undefined ? [] : [{ kind: 'send', ...first }], [1]);
  const [asked] = sent(step(p, 30, record('k', 'v')));
  expect(isBlocked(p)).toBe(true);
  expect(asked?.request).toEqual({ api: 'Metadata', topics: ['t'] });
  step(p, 40, { kind: 'response', correlationId: asked?.correlationId ?? -1, response: metadata([1]) });
  expect(isBlocked(p)).toBe(false);
  expect(pendingRecords(p)).toBe(1);
});

test('a record fails when its topic has not appeared within max.block.ms', () => {
  const p = createProducer(producerConfigFrom('p', {}), 1);
  step(p, 0, record('k', 'v'));
  const [failed] = step(p, 60_000 * ms, timer).filter((e) => e.kind === 'failed');
  expect(failed).toMatchObject({
    exception: 'TimeoutException',
    message: 'Topic t not present in metadata after 60000 ms.',
    final: true,
  });
});

test('a batch goes linger.ms after its first record, with all that came meanwhile', () => {
  const p = ready({ 'linger.ms': '50' });
  expect(produced(step(p, 0, record('user-42', 'a')))).toEqual([]);
  step(p, 20 * ms, record('user-42', 'b'));
  const [request] = produced(step(p, 50 * ms, timer));
  expect(request?.request.data).toHaveLength(1);
  const [data] = request?.request.data ?? [];
  expect(data?.partition).toBe(1459644460 % 3);
  expect(data === undefined ? [] : readRecords(data.batch).map((r) => r.offset)).toEqual([0, 1]);
});

test('a full batch does not wait for linger.ms', () => {
  const p = ready({ 'linger.ms': '1000', 'batch.size': '100' });
  step(p, 0, record(null, 'x'.repeat(30), 0));
  expect(produced(step(p, 0, record(null, 'y'.repeat(30), 0)))).toHaveLength(1);
});

test('one request carries a batch of each partition that a broker leads', () => {
  const p = ready({ 'linger.ms': '5' });
  for (const partition of [0, 1, 2]) step(p, 0, record(null, 'v', partition));
  const requests = produced(step(p, 5 * ms, timer));
  expect(requests.map(({ to, request }) => [to, request.data.map((d) => d.partition)])).toEqual([
    [1, [0, 2]],
    [2, [1]],
  ]);
});

test('at most max.in.flight.requests.per.connection requests wait for a broker', () => {
  const p = ready({ 'linger.ms': '0', 'max.in.flight.requests.per.connection': '2' }, [1]);
  const counts = [1, 2, 3].map((n) => produced(step(p, n, record(null, 'v'))).length);
  expect(counts).toEqual([1, 1, 0]);
});

test('with one request in flight a partition keeps its order over a retry', () => {
  const p = ready({ 'linger.ms': '0', 'max.in.flight.requests.per.connection': '1' }, [1]);
  const [first] = produced(step(p, 0, record(null, 'a')));
  step(p, 1, record(null, 'b'));
  if (first === undefined) throw new Error('the first batch goes at once');
  const { correlationId, request } = first;
  step(p, 2, { kind: 'response', correlationId, response: answer(request, 'NOT_ENOUGH_REPLICAS') });
  const [again] = produced(step(p, 200 * ms, timer));
  expect(again?.request.data[0]?.batch).toBe(request.data[0]?.batch);
});

test('a retriable error is tried again after the backoff, a final one is not', () => {
  const p = ready({ 'linger.ms': '0' }, [1]);
  const [first] = produced(step(p, 0, record(null, 'a')));
  if (first === undefined) throw new Error('the batch goes at once');
  const { correlationId, request } = first;
  const failed = step(p, 1, { kind: 'response', correlationId, response: answer(request, 'NOT_ENOUGH_REPLICAS') });
  expect(failed).toContainEqual(expect.objectContaining({ kind: 'failed', final: false }));
  expect(failed).toContainEqual({ kind: 'timer', atUs: 1 + 80 * ms });
  const [again] = produced(step(p, 1 + 80 * ms, timer));
  if (again === undefined) throw new Error('the batch is tried again');
  const response = answer(again.request, 'MESSAGE_TOO_LARGE');
  const last = step(p, 90 * ms, { kind: 'response', correlationId: again.correlationId, response });
  expect(last).toContainEqual(expect.objectContaining({ kind: 'failed', error: 'MESSAGE_TOO_LARGE', final: true }));
  expect(p.failed).toBe(1);
});

test('a batch that could not be delivered within delivery.timeout.ms expires', () => {
  const p = ready({ 'linger.ms': '0', 'delivery.timeout.ms': '1000' }, [-1]);
  step(p, 0, record(null, 'a'));
  const effects = step(p, 1000 * ms, timer);
  expect(effects).toContainEqual(expect.objectContaining({ kind: 'failed', error: 'REQUEST_TIMED_OUT', final: true }));
  expect(pendingRecords(p)).toBe(0);
});

test('a batch stays open until its broker can be reached, and a refused connection costs it no try', () => {
  const p = ready({ 'linger.ms': '0' }, [1]);
  step(p, 0, { kind: 'disconnected', node: 1, correlationId: -1 });
  expect(produced(step(p, 1, record(null, 'a')))).toEqual([]);
  const again = step(p, 41 * ms, timer);
  expect(again).toContainEqual({ kind: 'connect', node: 1 });
  step(p, 42 * ms, { kind: 'refused', node: 1 });
  step(p, 43 * ms, record(null, 'b'));
  step(p, 140 * ms, timer);
  const [request] = produced(step(p, 141 * ms, { kind: 'connected', node: 1 }));
  expect(request?.request.data.map(({ batch }) => batch.count)).toEqual([2]);
  expect([...p.batches.values()].map(({ attempts }) => attempts)).toEqual([0]);
});

test('acks=0 is over when it is sent, and nobody knows the offset', () => {
  const p = ready({ 'linger.ms': '0', acks: '0' }, [1]);
  const effects = step(p, 0, record(null, 'a'));
  expect(effects).toContainEqual(expect.objectContaining({ kind: 'acknowledged', baseOffset: -1 }));
  expect(pendingRecords(p)).toBe(0);
});

test('a copy shares nothing that either side changes', () => {
  const p = ready({ 'linger.ms': '1000' }, [1]);
  step(p, 0, record(null, 'a'));
  const copy = copyProducer(p, 2);
  step(p, 1, record(null, 'b'));
  expect([pendingRecords(p), pendingRecords(copy)]).toEqual([2, 1]);
});
