import { expect, test } from 'vitest';
import { truncateTo } from '../../kafka/log/partition-log.ts';
import { advanceTo, nowUs } from '../run.ts';
import { ownLog, ownReplica } from '../state.ts';
import { cluster, producer, seconds, topic } from '../testing/small-cluster.ts';

test('a follower whose log ends inside a batch of its leader gives the partition up, and goes on with others', () => {
  const configs = { 'linger.ms': '200', 'enable.idempotence': 'false' };
  const run = cluster({
    topics: [topic({ partitions: 2 })],
    producers: [producer({ ratePerSecond: 60, configs })],
    groups: [],
  });
  advanceTo(run, seconds(20));
  const replica = [...run.state.replicas.values()].find(
    ({ role, partition }) => role === 'follower' && partition === 0,
  );
  const batch = run.state.logs.get(replica?.key ?? -1)?.segments[0]?.batches.findLast(({ count }) => count > 2);
  if (replica === undefined || batch === undefined) throw new Error('a follower holds a batch of several records');
  const { key, broker } = replica;
  const log = ownLog(run.state, key);
  truncateTo(log, batch.baseOffset + 1);
  ownReplica(run.state, key).highWatermark = Math.min(replica.highWatermark, log.logEndOffset);
  advanceTo(run, nowUs(run) + seconds(3));
  const fetched = [...(run.state.brokers.get(broker)?.fetchers.values() ?? [])].flatMap(({ replicas }) => replicas);
  expect(fetched).not.toContain(key);
  expect(fetched.length).toBeLessThanOrEqual(1);
  expect(run.state.logs.get(key)?.logEndOffset).toBe(batch.baseOffset + 1);
});
