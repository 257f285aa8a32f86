import { expect, test } from 'vitest';
import { rackAwareSelector } from '../../kafka/replication/replica-selector.ts';
import type { SimEvent } from '../event-queue.ts';
import { actOn, advanceTo, nowUs, type Run, stepEvent, takeSnapshot } from '../run.ts';
import type { ClusterSetup } from '../setup.ts';
import { cluster, group, producer, seconds } from '../testing/small-cluster.ts';

const racks = { 'metadata.max.idle.interval.ms': '0', 'offsets.topic.num.partitions': '1' };
const topic = { name: 'orders', partitions: 1, replicationFactor: 3, configs: { 'min.insync.replicas': '1' } };

/** Partition 0 is on brokers of three racks; the only consumer stands in the rack of a follower. */
function started(over: Partial<ClusterSetup> = {}, configs: Readonly<Record<string, string>> = {}): Run {
  const consumer = group(1, { configs: { 'auto.offset.reset': 'earliest', ...configs } });
  const setup = { topics: [topic], producers: [producer()], groups: [consumer], ...over };
  const run = cluster({ brokerConfigs: { ...racks, 'replica.selector.class': rackAwareSelector }, ...setup });
  advanceTo(run, seconds(8));
  return run;
}

type Request = SimEvent & { readonly kind: 'request' };

/** Whom the consumer asked for records, one entry a Fetch, while so many seconds pass. */
function askedBrokers(run: Run, forSeconds: number): number[] {
  const asked = new Map<number, number>();
  const until = nowUs(run) + seconds(forSeconds);
  while (nowUs(run) < until) {
    for (const event of run.state.queue) if (isConsumerFetch(event)) asked.set(event.sequence, event.to);
    stepEvent(run);
  }
  return [...asked.entries()].sort(([x], [y]) => x - y).map(([, broker]) => broker);
}

const isConsumerFetch = (event: SimEvent): event is Request =>
  event.kind === 'request' && event.request.api === 'Fetch' && event.request.replicaId < 0;

const leaderOf = (run: Run): number => takeSnapshot(run).partitions.find((p) => p.topic === 'orders')?.leader ?? -1;
const rackOf = (broker: number): string => `rack-${'abc'[broker - 1]}`;
const others = (leader: number): number[] => [1, 2, 3].filter((id) => id !== leader);
const processed = (run: Run): number => takeSnapshot(run).groups[0]?.members[0]?.processed ?? 0;

/** The leader is the same in every run of the seed, so that the consumer's rack can be chosen by it. */
const leader = leaderOf(started());
const near = others(leader)[0] ?? -1;

test('a consumer asks the leader once, and then reads from the follower in its rack', () => {
  const run = started({}, { 'client.rack': rackOf(near) });
  const before = processed(run);
  const asked = askedBrokers(run, 10);
  expect(new Set(asked)).toEqual(new Set([near]));
  expect(processed(run)).toBeGreaterThan(before + 20);
});

test('without a selector, without a rack, or in the rack of its leader a consumer reads from the leader', () => {
  const inRack = { 'client.rack': rackOf(near) };
  const runs = [
    started({ brokerConfigs: racks }, inRack),
    started(),
    started({}, { 'client.rack': rackOf(leader) }),
    started({}, { 'client.rack': 'elsewhere' }),
  ];
  for (const run of runs) expect(new Set(askedBrokers(run, 3))).toEqual(new Set([leader]));
});

test('a member may have a rack of its own', () => {
  const member = { id: 'billing-1', processingUs: 1000, rack: rackOf(near) };
  const run = started({ groups: [group(1, { members: [member] })] });
  expect(askedBrokers(run, 3)).toContain(near);
});

test('the lease of a follower runs for metadata.max.age.ms: then the leader is asked again', () => {
  const run = started({}, { 'client.rack': rackOf(near), 'metadata.max.age.ms': '3000' });
  const asked = askedBrokers(run, 12);
  const toLeader = asked.filter((broker) => broker === leader).length;
  expect(toLeader).toBeGreaterThanOrEqual(2);
  expect(toLeader).toBeLessThanOrEqual(5);
  expect(asked.filter((broker) => broker === near).length).toBeGreaterThan(10);
});

test('a follower that dies is left for the leader, and read again once it is in the ISR', () => {
  const run = started({}, { 'client.rack': rackOf(near) });
  actOn(run, { do: 'kill-broker', broker: near });
  const asked = askedBrokers(run, 20);
  expect(asked.at(-1)).toBe(leader);
  const before = processed(run);
  advanceTo(run, nowUs(run) + seconds(5));
  expect(processed(run)).toBeGreaterThan(before);
  actOn(run, { do: 'start-broker', broker: near });
  expect(askedBrokers(run, 20).at(-1)).toBe(near);
});

test('a follower that no longer has the offset sends the consumer back to the leader, without a reset', () => {
  const run = started({}, { 'client.rack': rackOf(near) });
  advanceTo(run, seconds(12));
  // What the follower lacks: its log ends below the consumer's position for a moment.
  for (const [key, log] of run.state.logs) {
    if (log.topic !== 'orders' || key % 65536 !== near) continue;
    const replica = run.state.replicas.get(key);
    if (replica !== undefined) run.state.replicas.set(key, { ...replica, highWatermark: 0 });
    run.state.logs.set(key, { ...log, logStartOffset: log.logEndOffset + 100, logEndOffset: log.logEndOffset + 100 });
  }
  const before = processed(run);
  const asked = askedBrokers(run, 3);
  expect(asked).toContain(leader);
  expect(processed(run)).toBeGreaterThanOrEqual(before);
  expect(takeSnapshot(run).groups[0]?.members[0]?.state).toBe('stable');
});
