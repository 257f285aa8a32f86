import { expect, test } from 'vitest';
import type { Command } from './command.ts';
import { actOn, advanceTo, nowUs, type Run, saveRun, seekTo, stateHash, takeSnapshot } from './run.ts';
import type { PartitionView } from './snapshot.ts';
import { freezeNewestCheckpoint } from './testing/freeze.ts';
import { cluster, producer, seconds, topic } from './testing/small-cluster.ts';
import type { Update } from './update.ts';

const quiet = { producers: [], groups: [], topics: [topic({ partitions: 1 })] };
const told = <K extends Update['kind']>(run: Run, kind: K): Extract<Update, { kind: K }>[] =>
  run.state.updates.filter((u): u is Extract<Update, { kind: K }> => u.kind === kind);
const partition = (run: Run): PartitionView => {
  const found = takeSnapshot(run).partitions.find((p) => p.topic === 'orders' && p.partition === 0);
  if (found === undefined) throw new Error('orders-0 exists');
  return found;
};
function act(run: Run, command: Command, forSeconds = 5): void {
  actOn(run, command);
  advanceTo(run, nowUs(run) + seconds(forSeconds));
}
const produce = (value: string): Command => ({
  do: 'produce-record',
  topic: 'orders',
  partition: 0,
  key: null,
  value,
  acks: '1',
});
function running(changes: Parameters<typeof cluster>[0] = quiet): Run {
  const run = cluster(changes);
  advanceTo(run, seconds(8));
  return run;
}

test('a frozen leader loses its partitions, wakes up as their leader, and cuts what nobody else has', () => {
  const run = running();
  const { leader } = partition(run);
  act(run, produce('a'));
  act(run, { do: 'pause-broker', broker: leader }, 0);
  act(run, produce('b'), 15);
  expect(partition(run).leader).not.toBe(leader);
  expect(partition(run).isr).not.toContain(leader);
  act(run, { do: 'resume-broker', broker: leader }, 10);
  // It answered with acks=1 what had waited in its sockets, before it learned of its successor.
  expect(told(run, 'acknowledged-lost')).toMatchObject([{ firstOffset: 1, records: 1 }]);
  expect(told(run, 'truncated')).toMatchObject([{ broker: leader, toOffset: 1, records: 1, acknowledged: 1 }]);
  expect(partition(run).isr).toContain(leader);
  expect(partition(run).replicas.map((replica) => replica.logEndOffset)).toEqual([1, 1, 1]);
});

test('a paused broker cannot be stopped or paused again, but killed', () => {
  const run = running();
  act(run, { do: 'pause-broker', broker: 1 });
  act(run, { do: 'pause-broker', broker: 1 });
  act(run, { do: 'stop-broker', broker: 1 });
  act(run, { do: 'kill-broker', broker: 1 });
  act(run, { do: 'resume-broker', broker: 1 });
  expect(told(run, 'refused').map(({ command }) => command.do)).toEqual([
    'pause-broker',
    'stop-broker',
    'resume-broker',
  ]);
  act(run, { do: 'start-broker', broker: 1 }, 20);
  expect(takeSnapshot(run).brokers.find(({ id }) => id === 1)).toMatchObject({ state: 'running', fenced: false });
});

test('a deleted topic leaves every broker, and its directories go after a while', () => {
  const run = running();
  act(run, produce('a'));
  act(run, { do: 'delete-topic', topic: 'orders' });
  expect(told(run, 'topic-deleted')).toMatchObject([{ topic: 'orders', partitions: 1 }]);
  expect(takeSnapshot(run).partitions.some((p) => p.topic === 'orders')).toBe(false);
  const broker = run.state.brokers.get(1);
  expect(broker?.deletedDirectories.map(({ name }) => name.replace(/\.[0-9a-f]{32}/, ''))).toEqual(['orders-0-delete']);
  act(run, { do: 'create-topic', topic: topic({ partitions: 1 }) });
  act(run, produce('b'));
  expect(partition(run).replicas.map((replica) => replica.logEndOffset)).toEqual([1, 1, 1]);
  advanceTo(run, nowUs(run) + seconds(60));
  expect(run.state.brokers.get(1)?.deletedDirectories).toEqual([]);
});

test('a broker that was away sets the log of a deleted topic aside', () => {
  const run = running();
  act(run, produce('a'));
  act(run, { do: 'kill-broker', broker: 3 }, 15);
  act(run, { do: 'delete-topic', topic: 'orders' });
  act(run, { do: 'create-topic', topic: topic({ partitions: 1 }) });
  act(run, { do: 'start-broker', broker: 3 }, 20);
  const [stray] = run.state.brokers.get(3)?.deletedDirectories ?? [];
  expect(stray?.name).toMatch(/^orders-0\.[0-9a-f]{32}-stray$/);
  expect(partition(run).replicas.map((replica) => replica.logEndOffset)).toEqual([0, 0, 0]);
});

test('clients of a topic that is deleted and created again go on', () => {
  const run = running({ topics: [topic()], producers: [producer({ ratePerSecond: 10 })] });
  act(run, { do: 'delete-topic', topic: 'orders' }, 10);
  act(run, { do: 'create-topic', topic: topic() }, 20);
  expect(partition(run).replicas.every((replica) => replica.logEndOffset > 0)).toBe(true);
});

test('records are deleted on every replica, and not beyond the high watermark', () => {
  const run = running();
  for (const value of ['a', 'b', 'c']) act(run, produce(value));
  act(run, { do: 'delete-records', topic: 'orders', partition: 0, offset: 2 });
  expect(told(run, 'records-deleted')).toMatchObject([{ lowWatermark: 2 }]);
  expect(partition(run).replicas.map((replica) => replica.logStartOffset)).toEqual([2, 2, 2]);
  act(run, { do: 'delete-records', topic: 'orders', partition: 0, offset: 9 });
  expect(told(run, 'refused')).toMatchObject([{ error: 'OFFSET_OUT_OF_RANGE' }]);
  act(run, { do: 'delete-records', topic: 'orders', partition: 0, offset: -1 });
  expect(partition(run).replicas.map((replica) => replica.logStartOffset)).toEqual([3, 3, 3]);
});

test('a broker that left is forgotten, and known again when it starts', () => {
  const brokers = [1, 2, 3, 4].map((id) => ({ id, rack: null }));
  const run = running({ ...quiet, brokers });
  const [spare = 0] = [1, 2, 3, 4].filter((id) => !partition(run).replicas.some(({ broker }) => broker === id));
  act(run, { do: 'stop-broker', broker: spare });
  act(run, { do: 'unregister-broker', broker: spare });
  const epoch = () => takeSnapshot(run).brokers.find(({ id }) => id === spare)?.brokerEpoch;
  expect(epoch()).toBe(-1);
  act(run, { do: 'unregister-broker', broker: spare });
  expect(told(run, 'refused')).toMatchObject([
    { error: 'BROKER_ID_NOT_REGISTERED', message: `Broker ID ${spare} is not currently registered` },
  ]);
  act(run, { do: 'start-broker', broker: spare });
  expect(epoch()).toBeGreaterThan(0);
});

test('a broker that is unregistered while it runs goes on, and nobody hears it', () => {
  const run = running();
  const { leader } = partition(run);
  act(run, { do: 'unregister-broker', broker: leader }, 30);
  expect(partition(run).leader).not.toBe(leader);
  expect(takeSnapshot(run).brokers.find(({ id }) => id === leader)).toMatchObject({
    state: 'running',
    brokerEpoch: -1,
  });
});

test('a smaller min.insync.replicas moves no high watermark; the next append does', () => {
  const topics = [topic({ partitions: 1, configs: { 'min.insync.replicas': '2' } })];
  const run = running({ ...quiet, topics });
  const { leader, replicas } = partition(run);
  const followers = replicas.map(({ broker }) => broker).filter((id) => id !== leader);
  for (const from of followers) act(run, { do: 'cut-link', from, to: leader }, 0);
  act(run, produce('a'), 60);
  expect(partition(run)).toMatchObject({ isr: [leader], leader });
  const highWatermark = () => partition(run).replicas.find(({ broker }) => broker === leader)?.highWatermark;
  act(run, { do: 'alter-topic-config', topic: 'orders', configs: { 'min.insync.replicas': '1' } });
  expect(highWatermark()).toBe(0);
  act(run, produce('b'));
  expect(highWatermark()).toBe(2);
});

test('a partition moves to other brokers, and the old replicas go when the new ones are in sync', () => {
  const brokers = [1, 2, 3, 4].map((id) => ({ id, rack: null }));
  const run = running({ ...quiet, brokers });
  act(run, produce('a'));
  const { replicas } = partition(run);
  const old = replicas.map(({ broker }) => broker);
  const fresh = [1, 2, 3, 4].find((id) => !old.includes(id)) ?? 0;
  const target = [fresh, old[1] ?? 0, old[2] ?? 0];
  act(run, { do: 'reassign-partition', topic: 'orders', partition: 0, replicas: target });
  expect(told(run, 'reassignment-started')).toMatchObject([{ adding: [fresh], removing: [old[0]] }]);
  expect(told(run, 'reassignment-ended')).toMatchObject([{ replicas: target, done: true }]);
  expect(partition(run).replicas.map(({ broker }) => broker)).toEqual(target);
  expect(run.state.brokers.get(old[0] ?? 0)?.deletedDirectories).toHaveLength(1);
  act(run, { do: 'reassign-partition', topic: 'orders', partition: 0, replicas: null });
  expect(told(run, 'refused')).toMatchObject([{ error: 'NO_REASSIGNMENT_IN_PROGRESS' }]);
});

test('a new min.insync.replicas holds at once', () => {
  const run = running();
  act(run, { do: 'kill-broker', broker: partition(run).replicas[2]?.broker ?? 0 }, 15);
  act(run, { do: 'alter-topic-config', topic: 'orders', configs: { 'min.insync.replicas': '3' } });
  act(run, produce('a'));
  expect(partition(run).replicas[0]).toMatchObject({ logEndOffset: 1, highWatermark: 0 });
  act(run, { do: 'alter-topic-config', topic: 'orders', configs: { 'min.insync.replicas': null } });
  expect(partition(run).replicas[0]).toMatchObject({ logEndOffset: 1, highWatermark: 0 });
  act(run, produce('b'));
  expect(partition(run).replicas[0]).toMatchObject({ logEndOffset: 2, highWatermark: 2 });
  expect(told(run, 'config-changed').map(({ value }) => value)).toEqual(['3', null]);
});

test('a default of all brokers reaches the logs of topics that set nothing themselves', () => {
  const run = running();
  act(run, produce('a'));
  act(run, { do: 'alter-broker-config', broker: null, configs: { 'log.roll.ms': '1' } });
  act(run, produce('b'));
  expect(told(run, 'segment-rolled').map(({ baseOffset }) => baseOffset)).toContain(1);
});

test('an unclean election by hand takes a replica from outside the ISR', () => {
  const run = running();
  const [first = 0, second = 0, third = 0] = partition(run).replicas.map(({ broker }) => broker);
  act(run, { do: 'kill-broker', broker: third }, 15);
  act(run, produce('a'));
  act(run, { do: 'kill-broker', broker: second }, 15);
  act(run, { do: 'kill-broker', broker: first }, 15);
  act(run, { do: 'start-broker', broker: third }, 20);
  expect(partition(run).leader).toBe(-1);
  act(run, { do: 'elect-unclean-leader', topic: 'orders', partition: 0 });
  expect(partition(run)).toMatchObject({ leader: third, isr: [third] });
  expect(told(run, 'leader-elected').at(-1)).toMatchObject({ from: 'unclean', reason: 'unclean' });
});

test('going back and saving keep paused brokers and deleted directories', () => {
  const run = running();
  act(run, { do: 'delete-topic', topic: 'orders' });
  act(run, { do: 'pause-broker', broker: 2 }, 12);
  const then = nowUs(run);
  const hash = stateHash(run);
  freezeNewestCheckpoint(run);
  advanceTo(run, then + seconds(1));
  act(run, { do: 'resume-broker', broker: 2 }, 20);
  seekTo(run, then);
  expect(stateHash(run)).toBe(hash);
  const saved = structuredClone(saveRun(run)).state.brokers;
  expect(saved.get(2)?.frozen?.length).toBeGreaterThan(0);
  expect(saved.get(1)?.deletedDirectories).toHaveLength(1);
});
