import { expect, test } from 'vitest';
import { ToyCluster } from './toy-cluster/toy-cluster.ts';

function reading(): ToyCluster {
  const cluster = new ToyCluster({ t: 1 }, { initialRebalanceDelayMs: 0 });
  cluster.produce('t', 0, 5);
  cluster.addConsumer('A', { autoOffsetReset: 'earliest', enableAutoCommit: false });
  cluster.advance(1000);
  return cluster;
}

const position = (cluster: ToyCluster) => cluster.consumer('A').partitions.get('t-0')?.position;
const deliveries = (cluster: ToyCluster) => cluster.trace.filter(({ effect }) => effect.kind === 'delivered').length;

test('a seek hands out again what comes after it', () => {
  const cluster = reading();
  cluster.call('A', { do: 'seek', offsets: [{ topic: 't', partition: 0, offset: 3 }] });
  cluster.advance(1000);
  expect([position(cluster), deliveries(cluster)]).toEqual([5, 2]);
});

test('a paused partition gives nothing until it is resumed', () => {
  const cluster = reading();
  const partitions = [{ topic: 't', partition: 0 }];
  cluster.call('A', { do: 'pause', partitions });
  cluster.produce('t', 0, 2);
  cluster.advance(1000);
  expect(position(cluster)).toBe(5);
  cluster.call('A', { do: 'resume', partitions });
  cluster.advance(1000);
  expect(position(cluster)).toBe(7);
});

test('a commit tells its end, and what it was when the member is none any more', () => {
  const cluster = reading();
  const ends = () => cluster.trace.flatMap(({ effect }) => (effect.kind === 'commitEnded' ? [effect.error] : []));
  cluster.commit('A', null, true);
  cluster.advance(100);
  expect(ends()).toEqual([null]);
  cluster.call('A', { do: 'unsubscribe' });
  cluster.commit('A', [{ topic: 't', partition: 0, offset: 1, leaderEpoch: -1 }], true);
  cluster.advance(100);
  expect(ends()).toEqual([null, 'CommitFailedException']);
});
