import { expect, test } from 'vitest';
import { describeConsumer, setProcessing } from './consumer.ts';
import { ToyCluster } from './toy-cluster/toy-cluster.ts';

const effectsOf = (cluster: ToyCluster, name: string, kind: string) =>
  cluster.trace.filter((entry) => entry.name === name && entry.effect.kind === kind);
const requestsOf = (cluster: ToyCluster, api: string) => cluster.requests.filter(({ request }) => request.api === api);
const group = (cluster: ToyCluster) => cluster.coordinator.shard.groups.get('g');

/** Three consumers that share the three partitions of `t`. */
function threeConsumers(): ToyCluster {
  const cluster = new ToyCluster({ t: 3 });
  for (const name of ['a', 'b', 'c']) cluster.addConsumer(name, { autoOffsetReset: 'earliest' });
  cluster.advance(10_000);
  return cluster;
}

test('the first member of a group waits three seconds for others before it gets everything', () => {
  const cluster = new ToyCluster({ t: 3 });
  cluster.addConsumer('a');
  cluster.advance(2_990);
  expect(cluster.assigned('a')).toEqual([]);
  expect(group(cluster)?.state).toBe('PreparingRebalance');
  cluster.advance(50);
  expect(cluster.assigned('a')).toEqual(['t-0', 't-1', 't-2']);
  expect(group(cluster)?.state).toBe('Stable');
  expect(group(cluster)?.generationId).toBe(1);
});

test('a member that comes during the first wait extends it once more', () => {
  const cluster = new ToyCluster({ t: 3 });
  cluster.addConsumer('a');
  cluster.advance(1_000);
  cluster.addConsumer('b');
  cluster.advance(4_000);
  expect(group(cluster)?.state).toBe('PreparingRebalance');
  cluster.advance(1_100);
  expect(cluster.assigned('a')).toEqual(['t-0', 't-1']);
  expect(cluster.assigned('b')).toEqual(['t-2']);
  expect(group(cluster)?.generationId).toBe(1);
});

test('three members get one partition each in the order of their ids, a fourth stays idle', () => {
  const cluster = threeConsumers();
  expect(['a', 'b', 'c'].map((name) => cluster.assigned(name))).toEqual([['t-0'], ['t-1'], ['t-2']]);
  cluster.addConsumer('d');
  cluster.advance(10_000);
  expect(['a', 'b', 'c', 'd'].map((name) => cluster.assigned(name))).toEqual([['t-0'], ['t-1'], ['t-2'], []]);
  expect(group(cluster)?.generationId).toBe(2);
  expect(describeConsumer(cluster.consumer('d')).state).toBe('STABLE');
});

test('members hear of a rebalance by the answer to their next heartbeat', () => {
  const cluster = threeConsumers();
  cluster.addConsumer('d');
  cluster.advance(10);
  expect(group(cluster)?.state).toBe('PreparingRebalance');
  cluster.advance(3_100);
  expect(group(cluster)?.state).toBe('Stable');
  const revoked = effectsOf(cluster, 'a', 'revoked').at(-1);
  expect(revoked?.effect).toMatchObject({ partitions: [{ topic: 't', partition: 0 }] });
});

test('a member that closes leaves at once and the others share its partitions', () => {
  const cluster = threeConsumers();
  cluster.close('b');
  cluster.advance(3_200);
  expect(cluster.consumer('b').life).toBe('closed');
  expect(cluster.assigned('a')).toEqual(['t-0', 't-1']);
  expect(cluster.assigned('c')).toEqual(['t-2']);
});

test('a member that dies is removed when its session of 45 seconds is over', () => {
  const cluster = threeConsumers();
  cluster.crash('c');
  cluster.advance(40_000);
  expect(group(cluster)?.members.size).toBe(3);
  cluster.advance(10_000);
  expect(group(cluster)?.members.size).toBe(2);
  expect(cluster.assigned('a')).toEqual(['t-0', 't-1']);
  expect(cluster.assigned('b')).toEqual(['t-2']);
});

test('records reach the application and their positions are committed every five seconds', () => {
  const cluster = threeConsumers();
  cluster.produce('t', 1, 7);
  cluster.advance(100);
  expect(effectsOf(cluster, 'b', 'delivered')).toMatchObject([
    { effect: { topic: 't', partition: 1, fromOffset: 0, toOffset: 6, count: 7 } },
  ]);
  cluster.advance(5_000);
  expect(cluster.coordinator.shard.offsets.get('g')?.get('t-1')?.offset).toBe(7);
  expect(describeConsumer(cluster.consumer('b')).partitions).toMatchObject([{ position: 7, committed: 7, lag: 0 }]);
});

test('what is committed survives in the log: a new coordinator has the same group and offsets', () => {
  const cluster = threeConsumers();
  cluster.produce('t', 0, 5);
  cluster.advance(6_000);
  const { generationId, leaderId, members } = group(cluster) ?? {};
  cluster.coordinator.move();
  expect(cluster.coordinator.shard.offsets.get('g')?.get('t-0')?.offset).toBe(5);
  expect(group(cluster)?.state).toBe('Stable');
  expect(group(cluster)?.generationId).toBe(generationId);
  expect(group(cluster)?.leaderId).toBe(leaderId);
  expect([...(group(cluster)?.members.keys() ?? [])]).toEqual([...(members?.keys() ?? [])]);
  cluster.advance(10_000);
  // Nobody noticed.
  expect(group(cluster)?.generationId).toBe(generationId);
  expect(group(cluster)?.state).toBe('Stable');
});

test('the next owner of a partition goes on where the committed offset stands', () => {
  const cluster = threeConsumers();
  cluster.produce('t', 2, 9);
  cluster.advance(1_000);
  cluster.close('c');
  cluster.advance(5_000);
  cluster.produce('t', 2, 1);
  cluster.advance(1_000);
  expect(effectsOf(cluster, 'b', 'position').at(-1)?.effect).toMatchObject({
    partition: 2,
    offset: 9,
    reason: 'committed',
  });
  expect(effectsOf(cluster, 'b', 'delivered')).toMatchObject([{ effect: { partition: 2, fromOffset: 9, count: 1 } }]);
});

test('a poll returns at most max.poll.records, and the rest from the buffer without another fetch', () => {
  const cluster = new ToyCluster({ t: 1 });
  cluster.addConsumer('a', { autoOffsetReset: 'earliest', maxPollRecords: 4, processingUs: 1_000 });
  cluster.advance(5_000);
  cluster.produce('t', 0, 10);
  cluster.advance(2);
  const before = requestsOf(cluster, 'Fetch').length;
  cluster.advance(9);
  const delivered = effectsOf(cluster, 'a', 'delivered');
  expect(delivered.map(({ effect }) => ('count' in effect ? effect.count : 0))).toEqual([4, 4, 2]);
  const [first, second] = delivered;
  expect((second?.atUs ?? 0) - (first?.atUs ?? 0)).toBe(4_000);
  expect(requestsOf(cluster, 'Fetch').length - before).toBeLessThanOrEqual(1);
});

test('an application that takes longer than max.poll.interval.ms is out of the group until it polls again', () => {
  const cluster = new ToyCluster({ t: 2 });
  cluster.addConsumer('a', { autoOffsetReset: 'earliest', maxPollIntervalMs: 10_000 });
  cluster.addConsumer('b', { autoOffsetReset: 'earliest', maxPollIntervalMs: 10_000 });
  cluster.advance(8_000);
  setProcessing(cluster.consumer('a'), 15_000_000, 0);
  cluster.produce('t', 0, 1);
  cluster.advance(9_900);
  expect(group(cluster)?.members.size).toBe(2);
  cluster.advance(200);
  expect(requestsOf(cluster, 'LeaveGroup')).toMatchObject([
    { name: 'a', request: { members: [{ reason: 'consumer poll timeout has expired.' }] } },
  ]);
  expect(describeConsumer(cluster.consumer('a')).state).toBe('UNJOINED');
  cluster.advance(3_000);
  expect(cluster.assigned('b')).toEqual(['t-0', 't-1']);
  // The application is done: what it had is lost, the record comes again to the new owner.
  cluster.advance(10_000);
  expect(effectsOf(cluster, 'a', 'lost')).toHaveLength(1);
  expect(cluster.assigned('a')).toHaveLength(1);
  expect(effectsOf(cluster, 'b', 'delivered')).toMatchObject([{ effect: { partition: 0, fromOffset: 0 } }]);
});

test('heartbeats go on while the application works', () => {
  const cluster = new ToyCluster({ t: 1 });
  cluster.addConsumer('a', { autoOffsetReset: 'earliest', processingUs: 60_000_000 });
  cluster.advance(5_000);
  cluster.produce('t', 0, 1);
  cluster.advance(59_000);
  expect(group(cluster)?.members.size).toBe(1);
  const beats = requestsOf(cluster, 'Heartbeat');
  expect(beats.length).toBeGreaterThan(18);
});

test('a coordinator that is away for a while is found again and the group goes on', () => {
  const cluster = threeConsumers();
  cluster.down = true;
  cluster.advance(8_000);
  expect(describeConsumer(cluster.consumer('a')).state).toBe('FINDING_COORDINATOR');
  cluster.down = false;
  cluster.advance(8_000);
  expect(describeConsumer(cluster.consumer('a')).state).toBe('STABLE');
  expect(group(cluster)?.generationId).toBe(1);
});

test('an assignment that cannot be written sends the members back to join', () => {
  const cluster = new ToyCluster({ t: 1 });
  cluster.addConsumer('a');
  cluster.advance(1_000);
  cluster.coordinator.appendError = 'NOT_ENOUGH_REPLICAS';
  cluster.advance(4_000);
  expect(cluster.assigned('a')).toEqual([]);
  cluster.coordinator.appendError = 'NONE';
  cluster.advance(3_000);
  expect(cluster.assigned('a')).toEqual(['t-0']);
  expect(group(cluster)?.generationId).toBeGreaterThan(1);
});

test('writes that stay uncommitted are given up after five seconds', () => {
  const cluster = threeConsumers();
  cluster.coordinator.commitsHang = true;
  cluster.produce('t', 0, 1);
  cluster.advance(12_000);
  const failed = cluster.trace.filter(
    ({ effect }) => effect.kind === 'log' && effect.message.includes('COORDINATOR_NOT_AVAILABLE'),
  );
  expect(failed.length).toBeGreaterThan(0);
  expect(cluster.coordinator.shard.offsets.get('g')?.get('t-0')?.offset ?? 0).toBe(0);
});

test('without a committed offset and without a reset policy the application fails and leaves', () => {
  const cluster = new ToyCluster({ t: 1 });
  cluster.addConsumer('a', { autoOffsetReset: 'none' });
  cluster.advance(5_000);
  const consumer = describeConsumer(cluster.consumer('a'));
  expect(consumer.failure).toBe('NoOffsetForPartitionException');
  expect(consumer.state).toBe('CLOSED');
  expect(group(cluster)?.state).toBe('Empty');
});

test('the leader asks for a new assignment when it sees more partitions', () => {
  const cluster = threeConsumers();
  cluster.logs.addPartitions('t', 4);
  cluster.advance(300_000);
  cluster.advance(10_000);
  expect(group(cluster)?.generationId).toBe(2);
  expect(['a', 'b', 'c'].flatMap((name) => cluster.assigned(name)).sort()).toEqual(['t-0', 't-1', 't-2', 't-3']);
});

test('a position beyond the log end is reset by policy', () => {
  const cluster = new ToyCluster({ t: 1 });
  cluster.addConsumer('a', { autoOffsetReset: 'earliest' });
  cluster.advance(5_000);
  cluster.produce('t', 0, 5);
  cluster.advance(1_000);
  cluster.logs.createTopic('t', 1);
  cluster.advance(2_000);
  expect(effectsOf(cluster, 'a', 'position').at(-1)?.effect).toMatchObject({ offset: 0, reason: 'reset' });
});

test('a static member that comes back in time keeps its partitions without a rebalance', () => {
  const cluster = new ToyCluster({ t: 2 });
  cluster.addConsumer('a', { groupInstanceId: 'ia' });
  cluster.addConsumer('b', { groupInstanceId: 'ib' });
  cluster.advance(10_000);
  const before = cluster.assigned('b');
  cluster.close('b');
  cluster.advance(1_000);
  expect(group(cluster)?.members.size).toBe(2);
  cluster.addConsumer('b', { groupInstanceId: 'ib' });
  cluster.advance(1_000);
  expect(cluster.assigned('b')).toEqual(before);
  expect(group(cluster)?.generationId).toBe(1);
});

test('the older of two members with one instance id is fenced and fails', () => {
  const cluster = new ToyCluster({ t: 1 });
  cluster.addConsumer('old', { groupInstanceId: 'i' });
  cluster.advance(6_000);
  cluster.addConsumer('new', { groupInstanceId: 'i' });
  cluster.advance(6_000);
  expect(describeConsumer(cluster.consumer('old')).failure).toBe('FencedInstanceIdException');
  expect(effectsOf(cluster, 'old', 'lost')).toHaveLength(1);
  expect(cluster.assigned('new')).toEqual(['t-0']);
});
