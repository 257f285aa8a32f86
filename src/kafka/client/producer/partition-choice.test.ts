import { expect, test } from 'vitest';
import type { ProducerEffect } from './effects.ts';
import { ready, record, step } from './testing/small-producer.ts';

const placeOf = (effects: readonly ProducerEffect[]): (string | number)[] =>
  effects.flatMap((effect) => (effect.kind === 'partitioned' ? [effect.by, effect.partition] : []));

test('the round-robin partitioner takes turns among partitions with a leader, whatever the key', () => {
  const p = ready({ 'partitioner.class': 'org.apache.kafka.clients.producer.RoundRobinPartitioner' }, [1, -1, 2]);
  const places = [1, 2, 3].map((at) => placeOf(step(p, at, record('k', 'v'))));
  expect(places).toEqual([
    ['round-robin', 0],
    ['round-robin', 2],
    ['round-robin', 0],
  ]);
});

test('a key decides over all partitions, also those without a leader', () => {
  const p = ready({}, [-1, -1, -1]);
  expect(placeOf(step(p, 0, record('user-42', 'v')))).toEqual(['key', 1459644460 % 3]);
});

test('with partitioner.ignore.keys a key does not decide', () => {
  const p = ready({ 'partitioner.ignore.keys': 'true' });
  expect(placeOf(step(p, 0, record('user-42', 'v')))).toEqual(['sticky', 0]);
});

test('older clients stay on a partition until a batch begins anew', () => {
  const p = ready({
    'partitioner.class': 'org.apache.kafka.clients.producer.internals.DefaultPartitioner',
    'linger.ms': '1000',
    'batch.size': '100',
  });
  p.stickyByBatch.set('t', 1);
  const places = [1, 2, 3].map((at) => placeOf(step(p, at, record(null, 'x'.repeat(10)))));
  // Another partition with the new batch, which the second record joins and the third does not.
  expect(places).toEqual([
    ['sticky', 0],
    ['sticky', 0],
    ['sticky', 1],
  ]);
});
