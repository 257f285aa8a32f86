import { expect, test } from 'vitest';
import { actOn, advanceTo, type Run, takeSnapshot } from './run.ts';
import type { PartitionView } from './snapshot.ts';
import { cluster, group, producer, seconds, topic } from './testing/small-cluster.ts';
import type { Update } from './update.ts';

const partition = (run: Run, number = 0, name = 'orders'): PartitionView => {
  const found = takeSnapshot(run).partitions.find((p) => p.topic === name && p.partition === number);
  if (found === undefined) throw new Error(`${name}-${number} exists`);
  return found;
};
const told = <K extends Update['kind']>(run: Run, kind: K): Extract<Update, { kind: K }>[] =>
  run.state.updates.filter((u): u is Extract<Update, { kind: K }> => u.kind === kind);
const quiet = { producers: [], groups: [] };

test('records become committed on all replicas and the group reads them', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  const [billing] = takeSnapshot(run).groups;
  expect(billing).toMatchObject({ state: 'Stable', generation: 1 });
  expect(billing?.members.map((m) => m.assigned.map((a) => a.partition))).toEqual([[0, 1], [2]]);
  for (const number of [0, 1, 2]) {
    const { isr, replicas } = partition(run, number);
    expect(isr).toHaveLength(3);
    expect(replicas.every((r) => r.logEndOffset > 0 && r.highWatermark <= r.logEndOffset)).toBe(true);
  }
});

test('a record by hand goes where its key hashes and is acknowledged', () => {
  const run = cluster(quiet);
  advanceTo(run, seconds(5));
  actOn(run, { do: 'produce-record', topic: 'orders', partition: null, key: 'user-42', value: 'hello', acks: 'all' });
  advanceTo(run, seconds(10));
  expect(told(run, 'record-sent')[0]).toMatchObject({ partition: 1459644460 % 3, hash: 1459644460, by: 'key' });
  expect(told(run, 'record-acknowledged')[0]).toMatchObject({ partition: 1459644460 % 3, offset: 0 });
});

test('a broker takes no request before it is unfenced, though it still counts as leader', () => {
  const run = cluster();
  advanceTo(run, seconds(15));
  const { leader } = partition(run);
  actOn(run, { do: 'kill-broker', broker: leader });
  actOn(run, { do: 'start-broker', broker: leader });
  const endOffset = () => partition(run).replicas.find((r) => r.broker === leader)?.logEndOffset;
  const before = endOffset();
  // The session of the process before is alive for nine seconds: until then it cannot register.
  advanceTo(run, seconds(22));
  expect(run.state.brokers.get(leader)?.state).toBe('starting');
  expect(partition(run).leader).toBe(leader);
  expect(endOffset()).toBe(before);
  advanceTo(run, seconds(60));
  expect(run.state.brokers.get(leader)?.state).toBe('running');
  expect(partition(run).isr).toHaveLength(3);
  expect(endOffset()).toBeGreaterThan(before ?? 0);
});

test('a leader that lost its tail and is back before its session ends loses nothing that the others hold', () => {
  const run = cluster();
  advanceTo(run, seconds(15));
  const { leader } = partition(run);
  actOn(run, { do: 'power-off-broker', broker: leader });
  actOn(run, { do: 'start-broker', broker: leader });
  advanceTo(run, seconds(60));
  expect(told(run, 'log-recovered').some((u) => u.topic === 'orders' && u.recordsLost > 0)).toBe(true);
  expect(partition(run).leader).not.toBe(leader);
  expect(takeSnapshot(run).evidence.acknowledgedLost).toBe(0);
});

test('the leader dies: a session later a member of the ISR leads in the next epoch; it returns and joins the ISR', () => {
  const run = cluster();
  advanceTo(run, seconds(15));
  const before = partition(run);
  actOn(run, { do: 'kill-broker', broker: before.leader });
  advanceTo(run, seconds(30));
  const after = partition(run);
  expect(after.leaderEpoch).toBe(before.leaderEpoch + 1);
  expect(after.leader).toBe(before.replicas[1]?.broker);
  expect(after.isr).toEqual(before.isr.filter((id) => id !== before.leader));
  expect(told(run, 'leader-elected')[0]).toMatchObject({
    reason: 'session-expired',
    from: 'isr',
    causedBy: before.leader,
  });
  actOn(run, { do: 'start-broker', broker: before.leader });
  advanceTo(run, seconds(45));
  expect(partition(run).isr).toEqual([1, 2, 3]);
  actOn(run, { do: 'elect-preferred-leader', topic: 'orders', partition: 0 });
  advanceTo(run, seconds(47));
  expect(partition(run)).toMatchObject({ leader: before.leader, leaderEpoch: before.leaderEpoch + 2 });
});

test('a controlled shutdown moves leaders before the process ends, and loses nothing', () => {
  const run = cluster();
  advanceTo(run, seconds(15));
  const { leader } = partition(run);
  actOn(run, { do: 'stop-broker', broker: leader });
  advanceTo(run, seconds(20));
  const view = takeSnapshot(run);
  expect(view.brokers.find((b) => b.id === leader)).toMatchObject({ state: 'stopped', fenced: true });
  expect(told(run, 'leader-elected').every((u) => u.reason === 'controlled-shutdown')).toBe(true);
  expect(view.evidence.acknowledgedLost).toBe(0);
  actOn(run, { do: 'start-broker', broker: leader });
  advanceTo(run, seconds(40));
  expect(told(run, 'broker-registered').at(-1)).toMatchObject({ broker: leader, unclean: false });
});

test('acks=1 loses what the followers had not copied when the leader died', () => {
  const run = cluster({ ...quiet, topics: [topic({ partitions: 1 })] });
  advanceTo(run, seconds(5));
  const { leader, replicas } = partition(run);
  const followers = replicas.map((r) => r.broker).filter((id) => id !== leader);
  for (const from of followers) actOn(run, { do: 'cut-link', from, to: leader });
  actOn(run, { do: 'produce-record', topic: 'orders', partition: 0, key: null, value: 'lost', acks: '1' });
  advanceTo(run, seconds(8));
  expect(told(run, 'record-acknowledged')).toHaveLength(1);
  actOn(run, { do: 'kill-broker', broker: leader });
  advanceTo(run, seconds(20));
  expect(told(run, 'acknowledged-lost')[0]).toMatchObject({
    topic: 'orders',
    partition: 0,
    firstOffset: 0,
    records: 1,
  });
  expect(takeSnapshot(run).evidence.acknowledgedLost).toBe(1);
  for (const from of followers) actOn(run, { do: 'heal-link', from, to: leader });
  actOn(run, { do: 'start-broker', broker: leader });
  advanceTo(run, seconds(30));
  expect(told(run, 'truncated')[0]).toMatchObject({ broker: leader, toOffset: 0, records: 1, acknowledged: 1 });
  expect(partition(run).replicas.map((r) => r.logEndOffset)).toEqual([0, 0, 0]);
});

test('a follower that cannot fetch leaves the ISR only when the leader has something it lacks', () => {
  const run = cluster({ ...quiet, topics: [topic({ partitions: 1 })] });
  advanceTo(run, seconds(5));
  const { leader, replicas } = partition(run);
  const follower = replicas[1]?.broker ?? -1;
  actOn(run, { do: 'cut-link', from: follower, to: leader });
  advanceTo(run, seconds(80));
  expect(partition(run).isr).toHaveLength(3);
  actOn(run, { do: 'produce-record', topic: 'orders', partition: 0, key: null, value: 'x', acks: '1' });
  advanceTo(run, seconds(130));
  expect(partition(run).isr).toHaveLength(2);
  expect(told(run, 'isr-changed').at(-1)).toMatchObject({ by: 'leader' });
  actOn(run, { do: 'heal-link', from: follower, to: leader });
  advanceTo(run, seconds(140));
  expect(partition(run).isr).toEqual([1, 2, 3]);
});

test('with fewer in-sync replicas than min.insync.replicas acks=all is refused and acks=1 stays hidden', () => {
  const run = cluster({ ...quiet, topics: [topic({ partitions: 1 })] });
  advanceTo(run, seconds(5));
  const { leader } = partition(run);
  for (const broker of [1, 2, 3]) if (broker !== leader) actOn(run, { do: 'kill-broker', broker });
  advanceTo(run, seconds(20));
  expect(partition(run)).toMatchObject({ leader, isr: [leader] });
  expect(partition(run).elr.length).toBeGreaterThan(0);
  actOn(run, { do: 'produce-record', topic: 'orders', partition: 0, key: null, value: 'all', acks: 'all' });
  actOn(run, { do: 'produce-record', topic: 'orders', partition: 0, key: null, value: 'one', acks: '1' });
  advanceTo(run, seconds(25));
  expect(told(run, 'produce-failed')[0]).toMatchObject({ error: 'NOT_ENOUGH_REPLICAS', final: false });
  expect(told(run, 'record-acknowledged')).toHaveLength(1);
  const own = partition(run).replicas.find((r) => r.broker === leader);
  expect(own).toMatchObject({ logEndOffset: 1, highWatermark: 0 });
});

test('a fourth consumer of three partitions stays idle', () => {
  const run = cluster({ groups: [group(3)] });
  advanceTo(run, seconds(20));
  actOn(run, { do: 'add-consumer', group: 'billing', member: 'billing-4', processingUs: 1000 });
  advanceTo(run, seconds(40));
  const [billing] = takeSnapshot(run).groups;
  expect(billing).toMatchObject({ state: 'Stable', generation: 2 });
  expect(billing?.members.map((m) => m.assigned.length)).toEqual([1, 1, 1, 0]);
});

test('power off and on: every broker recovers what its disk holds', () => {
  const run = cluster({ producers: [producer({ ratePerSecond: 20 })] });
  advanceTo(run, seconds(20));
  actOn(run, { do: 'change-producer', producer: 'checkout', ratePerSecond: 0 });
  // The last record has been on the disks for some time when the power fails.
  advanceTo(run, seconds(65));
  const before = takeSnapshot(run);
  actOn(run, { do: 'power-off' });
  advanceTo(run, seconds(67));
  expect(takeSnapshot(run).brokers.every((b) => b.state === 'crashed')).toBe(true);
  actOn(run, { do: 'power-on' });
  advanceTo(run, seconds(100));
  const after = takeSnapshot(run);
  const ends = (view: typeof after): number[][] => view.partitions.map((p) => p.replicas.map((r) => r.logEndOffset));
  expect(ends(after)).toEqual(ends(before));
  expect(after.groups[0]?.offsets.map((o) => o.committed)).toEqual(before.groups[0]?.offsets.map((o) => o.committed));
  expect(after.partitions.every((p) => p.leader >= 0 && p.isr.length === 3)).toBe(true);
});

test('acks=all does not help when the power fails everywhere before the disks have the records', () => {
  const run = cluster({ producers: [producer({ ratePerSecond: 20 })] });
  advanceTo(run, seconds(60));
  const acknowledged = takeSnapshot(run).evidence.acknowledgedLost;
  expect(acknowledged).toBe(0);
  actOn(run, { do: 'power-off' });
  advanceTo(run, seconds(62));
  actOn(run, { do: 'power-on' });
  advanceTo(run, seconds(100));
  const lost = takeSnapshot(run).evidence.acknowledgedLost;
  // 20 records a second for 30 to 35 seconds.
  expect(lost).toBeGreaterThan(500);
  expect(lost).toBeLessThan(750);
  expect(told(run, 'log-recovered').length).toBeGreaterThan(0);
});

test('more partitions: an old key may go elsewhere, old records stay', () => {
  const run = cluster();
  advanceTo(run, seconds(15));
  const before = partition(run).replicas[0]?.logEndOffset ?? 0;
  actOn(run, { do: 'add-partitions', topic: 'orders', total: 4 });
  actOn(run, { do: 'add-partitions', topic: 'orders', total: 2 });
  advanceTo(run, seconds(20));
  expect(partition(run, 3).replicas).toHaveLength(3);
  expect(partition(run).replicas[0]?.logEndOffset).toBeGreaterThanOrEqual(before);
  expect(told(run, 'refused')[0]).toMatchObject({ error: 'INVALID_PARTITIONS' });
});

test('a new broker gets replicas of new topics only', () => {
  const run = cluster();
  advanceTo(run, seconds(10));
  actOn(run, { do: 'add-broker', broker: 4, rack: 'rack-d' });
  advanceTo(run, seconds(15));
  expect(takeSnapshot(run).brokers.find((b) => b.id === 4)).toMatchObject({ state: 'running', replicas: 0 });
  actOn(run, { do: 'create-topic', topic: { name: 'clicks', partitions: 8, replicationFactor: 2, configs: {} } });
  advanceTo(run, seconds(20));
  const on4 = takeSnapshot(run).partitions.filter((p) => p.replicas.some((r) => r.broker === 4));
  expect(on4.length).toBeGreaterThan(0);
  expect(on4.every((p) => p.topic === 'clicks')).toBe(true);
});

test('a replication factor above the number of brokers is refused in the words of Kafka', () => {
  const run = cluster();
  advanceTo(run, seconds(10));
  actOn(run, { do: 'create-topic', topic: { name: 'clicks', partitions: 1, replicationFactor: 4, configs: {} } });
  advanceTo(run, seconds(12));
  const [refused] = told(run, 'refused');
  expect(refused).toMatchObject({ error: 'INVALID_REPLICATION_FACTOR' });
  expect(refused?.message).toContain('only 3 broker(s) are registered');
});

test('retention deletes whole old segments and the log start moves', () => {
  const configs = { 'min.insync.replicas': '2', 'segment.ms': '5000', 'retention.ms': '60000' };
  const run = cluster({ topics: [topic({ configs })] });
  advanceTo(run, seconds(700));
  const { replicas } = partition(run, 2);
  expect(replicas.every((r) => r.logStartOffset > 0)).toBe(true);
  expect(told(run, 'segments-deleted').length).toBeGreaterThan(0);
});
