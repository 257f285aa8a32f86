import { expect, test } from 'vitest';
import type { Command } from './command.ts';
import { actOn, advanceTo, nowUs, type Run, seekTo, stateHash, takeSnapshot } from './run.ts';
import { freezeNewestCheckpoint } from './testing/freeze.ts';
import { cluster, producer, seconds, topic } from './testing/small-cluster.ts';
import type { Update } from './update.ts';

const told = <K extends Update['kind']>(run: Run, kind: K): Extract<Update, { kind: K }>[] =>
  run.state.updates.filter((u): u is Extract<Update, { kind: K }> => u.kind === kind);

function act(run: Run, command: Command, forSeconds = 5): void {
  actOn(run, command);
  advanceTo(run, nowUs(run) + seconds(forSeconds));
}

/** Four brokers; orders-0 on three of them with some megabytes in it, and the broker that has none. */
function running(): { run: Run; replicas: number[]; fresh: number } {
  const run = cluster({
    brokers: [1, 2, 3, 4].map((id) => ({ id, rack: null })),
    topics: [topic({ partitions: 1 })],
    producers: [producer({ ratePerSecond: 100, valueBytes: 10_000 })],
    groups: [],
    network: { latencyUs: 1000, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
  });
  advanceTo(run, seconds(8));
  act(run, { do: 'remove-producer', producer: 'checkout' }, 3);
  const replicas = partition(run).replicas.map(({ broker }) => broker);
  return { run, replicas, fresh: [1, 2, 3, 4].find((id) => !replicas.includes(id)) ?? 0 };
}

const ascending = (ids: readonly number[]): number[] => [...ids].sort((a, b) => a - b);

const partition = (run: Run) => {
  const found = takeSnapshot(run).partitions.find((it) => it.topic === 'orders');
  if (found === undefined) throw new Error('orders-0 exists');
  return found;
};

const move = (replicas: number[], throttle?: number): Command => ({
  do: 'reassign-partition',
  topic: 'orders',
  partition: 0,
  replicas,
  ...(throttle === undefined ? {} : { throttle }),
});

test('a throttled move sets its lists and rates, and holds back the replica that comes', () => {
  const { run, replicas, fresh } = running();
  const target = [fresh, ...replicas.slice(1)];
  act(run, move(target, 100_000));
  const view = takeSnapshot(run);
  const [a, b, c] = ascending(replicas);
  expect(view.topics.find(({ name }) => name === 'orders')?.configs).toMatchObject({
    'leader.replication.throttled.replicas': `0:${a},0:${b},0:${c}`,
    'follower.replication.throttled.replicas': `0:${fresh}`,
  });
  for (const { throttle } of view.brokers)
    expect(throttle).toMatchObject({ leader: { rate: 100_000 }, follower: { rate: 100_000 } });
  expect(told(run, 'throttle-set')).toMatchObject([{ brokers: [1, 2, 3, 4], rate: 100_000 }]);
  expect(partition(run).addingReplicas).toEqual([fresh]);
  const held = partition(run).replicas.find(({ broker }) => broker === fresh);
  expect(held).toMatchObject({ throttled: 'held', inSync: false });
  // The first fetch of 1 MiB came at once; what follows waits until it is forgotten, or averaged out.
  expect(held?.logEndOffset).toBe(104);
  expect(view.brokers.find(({ id }) => id === fresh)?.throttle.follower?.observed).toBeGreaterThan(100_000);
});

test('verifying leaves the throttle while the move runs, and clears it when it is over', () => {
  const { run, replicas, fresh } = running();
  const target = [fresh, ...replicas.slice(1)];
  act(run, move(target, 400_000), 1);
  const verify: Command = { do: 'verify-reassignment', topic: 'orders', partition: 0, replicas: target };
  act(run, verify, 1);
  expect(told(run, 'reassignment-verified')).toMatchObject([{ state: 'in-progress' }]);
  expect(told(run, 'throttle-cleared')).toEqual([]);
  advanceTo(run, nowUs(run) + seconds(40));
  expect(told(run, 'reassignment-ended')).toMatchObject([{ done: true }]);
  expect(takeSnapshot(run).brokers[0]?.throttle).toMatchObject({ leader: { rate: 400_000 } });
  act(run, verify, 1);
  expect(told(run, 'reassignment-verified').at(-1)).toMatchObject({ state: 'completed' });
  expect(told(run, 'throttle-cleared')).toMatchObject([{ topic: 'orders', brokers: [1, 2, 3, 4] }]);
  const view = takeSnapshot(run);
  expect(view.brokers.map(({ throttle }) => throttle)).toEqual([{}, {}, {}, {}]);
  expect(Object.keys(view.topics.find(({ name }) => name === 'orders')?.configs ?? {})).toEqual([
    'min.insync.replicas',
  ]);
});

test('cancelling takes the throttle back too, and the same run comes again from a checkpoint', () => {
  const { run, replicas, fresh } = running();
  act(run, move([fresh, ...replicas.slice(1)], 50_000), 3);
  const then = nowUs(run);
  const hash = stateHash(run);
  freezeNewestCheckpoint(run);
  advanceTo(run, then + seconds(2));
  act(run, { do: 'reassign-partition', topic: 'orders', partition: 0, replicas: null });
  expect(told(run, 'reassignment-ended')).toMatchObject([{ done: false }]);
  expect(told(run, 'throttle-cleared')).toHaveLength(1);
  expect(ascending(partition(run).replicas.map(({ broker }) => broker))).toEqual(ascending(replicas));
  seekTo(run, then);
  expect(stateHash(run)).toBe(hash);
});

test('the tool knows no broker that is down', () => {
  const { run, replicas, fresh } = running();
  act(run, { do: 'kill-broker', broker: fresh }, 15);
  act(run, move([fresh, ...replicas.slice(1)], 50_000));
  expect(told(run, 'refused')).toMatchObject([{ message: `Unknown broker id ${fresh}` }]);
  expect(told(run, 'throttle-set')).toEqual([]);
});

test('with a rate of 0 replicas in sync go on as before', () => {
  const { run } = running();
  act(run, {
    do: 'alter-topic-config',
    topic: 'orders',
    configs: { 'leader.replication.throttled.replicas': '*', 'follower.replication.throttled.replicas': '*' },
  });
  const rates = { 'leader.replication.throttled.rate': '0', 'follower.replication.throttled.rate': '0' };
  act(run, { do: 'alter-broker-config', broker: null, configs: rates });
  const before = partition(run).replicas[0]?.logEndOffset ?? 0;
  act(run, { do: 'add-producer', producer: producer({ id: 'more', ratePerSecond: 100, valueBytes: 10_000 }) }, 4);
  act(run, { do: 'remove-producer', producer: 'more' }, 3);
  expect(partition(run).isr).toHaveLength(3);
  for (const { logEndOffset } of partition(run).replicas) expect(logEndOffset).toBeGreaterThan(before + 200);
  expect(told(run, 'isr-changed')).toEqual([]);
});

test('a broker refuses configs that cannot change while it runs, and says what is wrong with others', () => {
  const { run } = running();
  act(run, { do: 'alter-broker-config', broker: 1, configs: { 'replica.lag.time.max.ms': '5000' } });
  act(run, { do: 'alter-broker-config', broker: null, configs: { 'leader.replication.throttled.rate': '-1' } });
  expect(told(run, 'refused').map(({ error, message }) => [error, message])).toEqual([
    ['INVALID_REQUEST', 'Cannot update these configs dynamically: [replica.lag.time.max.ms]'],
    [
      'INVALID_REQUEST',
      'Invalid value -1 for configuration leader.replication.throttled.rate: Value must be at least 0',
    ],
  ]);
  expect(told(run, 'config-changed')).toEqual([]);
});

test('configs of a broker that is down wait for it, as long as the tool does', () => {
  const { run } = running();
  act(run, { do: 'kill-broker', broker: 2 }, 1);
  act(run, { do: 'alter-broker-config', broker: 2, configs: { 'log.retention.ms': '60000' } }, 10);
  expect(told(run, 'config-changed')).toEqual([]);
  act(run, { do: 'start-broker', broker: 2 }, 5);
  expect(told(run, 'config-changed')).toMatchObject([{ broker: 2, value: '60000' }]);
  act(run, { do: 'kill-broker', broker: 2 }, 1);
  act(run, { do: 'alter-broker-config', broker: 2, configs: { 'log.retention.ms': null } }, 61);
  expect(told(run, 'refused')).toMatchObject([{ error: 'REQUEST_TIMED_OUT' }]);
});
