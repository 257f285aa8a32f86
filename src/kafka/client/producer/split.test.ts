import { expect, test } from 'vitest';
import { produced, ready, record, respond, sequences, step, theProduce, timer } from './testing/small-producer.ts';

const configs = { 'enable.idempotence': 'true', 'linger.ms': '1000' };

function tooLarge(batchSize: string, count: number) {
  const p = ready({ ...configs, 'batch.size': '16384', 'max.in.flight.requests.per.connection': '1' }, [1]);
  for (let i = 0; i < count; i++) step(p, i, record(null, 'x'.repeat(100), 0));
  const whole = theProduce(step(p, 1_000_000, timer));
  p.config = { ...p.config, batchSize: Number(batchSize) };
  return { p, whole };
}

test('a batch that the leader finds too large goes again in parts, with its sequences', () => {
  const { p, whole } = tooLarge('400', 7);
  expect(sequences(whole)).toEqual([[0, 0, 7]]);
  const first = theProduce(respond(p, 1_000_001, whole, 'MESSAGE_TOO_LARGE'));
  expect(sequences(first)).toEqual([[0, 0, 3]]);
  const second = theProduce(respond(p, 1_000_002, first));
  expect(sequences(second)).toEqual([[0, 3, 3]]);
  expect(sequences(theProduce(respond(p, 1_000_003, second)))).toEqual([[0, 6, 1]]);
  expect([p.bufferUsed, p.idempotence?.producerEpoch]).toEqual([0, 0]);
});

test('a part that is too large itself is halved, and a lone record fails', () => {
  const { p, whole } = tooLarge('16384', 4);
  const same = theProduce(respond(p, 1_000_001, whole, 'MESSAGE_TOO_LARGE'));
  expect(sequences(same)).toEqual([[0, 0, 4]]);
  const half = theProduce(respond(p, 1_000_002, same, 'MESSAGE_TOO_LARGE'));
  expect(sequences(half)).toEqual([[0, 0, 1]]);
  const effects = respond(p, 1_000_003, half, 'MESSAGE_TOO_LARGE');
  expect(effects).toContainEqual(
    expect.objectContaining({ kind: 'failed', exception: 'RecordTooLargeException', count: 1, final: true }),
  );
  expect(sequences(theProduce(effects))).toEqual([[1, 0, 1]]);
});

test('a split costs no attempt', () => {
  const { p, whole } = tooLarge('400', 4);
  p.config = { ...p.config, retries: 0 };
  expect(produced(respond(p, 1_000_001, whole, 'MESSAGE_TOO_LARGE'))).toHaveLength(1);
});
