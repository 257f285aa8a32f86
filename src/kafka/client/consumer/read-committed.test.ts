import { expect, test } from 'vitest';
import { describeConsumer } from './consumer.ts';
import { ToyCluster } from './toy-cluster/toy-cluster.ts';

/** Offsets: committed 0–1 (marker 2), aborted 3–4 (5), of nobody 6, open 7–8. */
function reading(isolationLevel: 'read_committed' | 'read_uncommitted', maxPollRecords = 500) {
  const cluster = new ToyCluster({ t: 1 }, { initialRebalanceDelayMs: 0 });
  const transact = (id: string, count: number, end: 'commit' | 'abort' | null): void => {
    cluster.logs.produceInTransaction(id, 't', 0, count);
    if (end !== null) cluster.logs.endTransaction(id, end);
  };
  transact('a', 2, 'commit');
  transact('b', 2, 'abort');
  cluster.produce('t', 0, 1);
  transact('a', 2, null);
  cluster.addConsumer('A', { autoOffsetReset: 'earliest', isolationLevel, maxPollRecords });
  cluster.advance(1000);
  const read = () =>
    cluster.trace.flatMap(({ effect }) => (effect.kind === 'delivered' ? [[effect.fromOffset, effect.toOffset]] : []));
  return { cluster, read };
}

test('who reads committed records sees neither aborted nor undecided ones', () => {
  const { cluster, read } = reading('read_committed', 1);
  expect(read()).toEqual([
    [0, 0],
    [1, 1],
    [6, 6],
  ]);
  const [partition] = describeConsumer(cluster.consumer('A')).partitions;
  expect([partition?.position, partition?.lag, partition?.highWatermark]).toEqual([7, 0, 9]);
  cluster.logs.endTransaction('a', 'commit');
  cluster.lookAtParked();
  cluster.advance(1000);
  expect(read().slice(3)).toEqual([
    [7, 7],
    [8, 8],
  ]);
  expect(cluster.consumer('A').partitions.get('t-0')?.position).toBe(10);
});

test('an aborted transaction that follows a committed one of the same producer is left out alone', () => {
  const { cluster, read } = reading('read_committed', 1);
  cluster.logs.endTransaction('a', 'abort');
  cluster.logs.produceInTransaction('a', 't', 0, 1);
  cluster.logs.endTransaction('a', 'commit');
  cluster.lookAtParked();
  cluster.advance(1000);
  expect(read().slice(3)).toEqual([[10, 10]]);
});

test('who reads uncommitted records sees all of them and no marker', () => {
  const { read } = reading('read_uncommitted', 2);
  const offsets = read().flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
  expect(new Set(offsets)).toEqual(new Set([0, 1, 3, 4, 6, 7, 8]));
});
