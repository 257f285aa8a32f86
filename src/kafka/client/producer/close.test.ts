import { expect, test } from 'vitest';
import { isFlushing } from './producer.ts';
import { ms, produced, ready, record, respond, step, theProduce, timer } from './testing/small-producer.ts';

const lingering = { 'linger.ms': '5000' };

test('flush sends what lingers, and is over when that is answered', () => {
  const p = ready(lingering, [1]);
  step(p, 0, record(null, 'a', 0));
  const sent = theProduce(step(p, 1, { kind: 'flush' }));
  expect(isFlushing(p)).toBe(true);
  respond(p, 2, sent);
  expect(isFlushing(p)).toBe(false);
});

test('close sends what lingers and takes no more', () => {
  const p = ready(lingering, [1]);
  step(p, 0, record(null, 'a', 0));
  const sent = theProduce(step(p, 1, { kind: 'close', timeoutMs: 5000 }));
  respond(p, 2, sent);
  expect(p.closed).toBe(true);
  expect(step(p, 3, record(null, 'b', 0))).toEqual([
    expect.objectContaining({ kind: 'failed', exception: 'IllegalStateException' }),
  ]);
});

test('what is not through when the time of close is over is given up', () => {
  const p = ready(lingering, [1]);
  step(p, 0, record(null, 'a', 0));
  expect(produced(step(p, 1, { kind: 'close', timeoutMs: 100 }))).toHaveLength(1);
  expect(step(p, 1 + 100 * ms, timer)).toContainEqual(
    expect.objectContaining({ kind: 'failed', exception: 'KafkaException', message: 'Producer is closed forcefully.' }),
  );
  expect(p.closed).toBe(true);
});
