import { expect, test, vi } from 'vitest';
import { decodeUtf8 } from '../../base/utf8.ts';
import { presetById } from '../../scenario/presets/index.ts';
import { type PresetId, presetIds } from '../../scenario/presets/preset.ts';
import { actOn, advanceTo, drainUpdates, nowUs, openRun, type Run, recordDetail, takeSnapshot } from '../../sim/run.ts';
import type { PartitionView } from '../../sim/snapshot.ts';

// Minutes of simulated time; a busy machine may take a while for them.
vi.setConfig({ testTimeout: 60_000 });

function opened(id: PresetId): Run {
  const document = presetById(id)?.document;
  if (document === undefined) throw new Error(id);
  const run = openRun(document);
  advanceTo(run, document.momentUs);
  return run;
}

function goOn(run: Run, seconds: number): void {
  advanceTo(run, nowUs(run) + seconds * 1_000_000);
}

function userPartitions(run: Run): PartitionView[] {
  return takeSnapshot(run).partitions.filter((partition) => !partition.internal);
}

function partition(run: Run, topic: string, number: number): PartitionView {
  const found = userPartitions(run).find((each) => each.topic === topic && each.partition === number);
  if (found === undefined) throw new Error(`${topic}-${number}`);
  return found;
}

function leaderOf(view: PartitionView) {
  const replica = view.replicas.find((each) => each.broker === view.leader);
  if (replica === undefined) throw new Error('there is no leader');
  return replica;
}

function producer(run: Run, id: string) {
  const found = takeSnapshot(run).producers.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

function onlyGroup(run: Run) {
  const [group] = takeSnapshot(run).groups;
  if (group === undefined) throw new Error('there is no group');
  return group;
}

test.each(presetIds)('%s opens with records flowing and nothing lost', (id) => {
  const snapshot = takeSnapshot(opened(id));
  expect(snapshot.evidence.acknowledged).toBeGreaterThan(10);
  expect(snapshot.evidence.acknowledgedLost).toBe(0);
  expect(snapshot.packets.length).toBeGreaterThan(0);
  expect(snapshot.groups[0]?.members.some((member) => member.processed > 0)).toBe(true);
});

test('first cluster: everything is in sync, and two consumers share three partitions', () => {
  const run = opened('first-cluster');
  for (const view of userPartitions(run)) {
    expect(view.isr).toHaveLength(3);
    expect(leaderOf(view).highWatermark).toBeGreaterThan(0);
  }
  const group = onlyGroup(run);
  expect(group.state).toBe('Stable');
  expect(group.members.map((member) => member.assigned.length).sort((x, y) => x - y)).toEqual([1, 2]);
  expect(group.offsets.some((offset) => offset.committed > 0)).toBe(true);
});

test('first cluster: retention keeps a long run small', () => {
  const run = opened('first-cluster');
  goOn(run, 1200);
  for (const view of userPartitions(run)) {
    expect(leaderOf(view).logStartOffset).toBeGreaterThan(0);
    expect(leaderOf(view).segments).toBeLessThan(60);
  }
});

test('keys and order: a key has one partition, and records without a key stay together', () => {
  const run = opened('keys-and-order');
  const places = new Map<string, Set<number>>();
  for (const view of userPartitions(run).filter((each) => each.topic === 'orders')) {
    let last = 0;
    for (let offset = 0; offset < leaderOf(view).logEndOffset; offset++) {
      const record = recordDetail(run, 'orders', view.partition, offset);
      if (record?.key == null) throw new Error('a record has no key');
      const key = decodeUtf8(record.key);
      places.set(key, (places.get(key) ?? new Set()).add(view.partition));
      expect(record.timestampMs).toBeGreaterThanOrEqual(last);
      last = record.timestampMs;
    }
  }
  expect(places.size).toBeGreaterThan(4);
  for (const partitions of places.values()) expect(partitions.size).toBe(1);
  expect(new Set([...places.values()].flatMap((each) => [...each])).size).toBe(3);
  const visits = userPartitions(run).filter((each) => each.topic === 'visits');
  expect(visits.map((view) => leaderOf(view).logEndOffset > 0).filter(Boolean)).toHaveLength(1);
});

test('more consumers than partitions: the fourth has nothing to do until another crashes', () => {
  const run = opened('more-consumers-than-partitions');
  const idle = onlyGroup(run).members.filter((member) => member.assigned.length === 0);
  expect(idle).toHaveLength(1);
  expect(idle[0]).toMatchObject({ state: 'stable', processed: 0 });
  const busy = onlyGroup(run).members.find((member) => member.assigned.length > 0);
  actOn(run, { do: 'remove-consumer', member: busy?.id ?? '' });
  goOn(run, 10);
  expect(onlyGroup(run).members.find((member) => member.id === idle[0]?.id)?.assigned).toHaveLength(1);
});

test('a broker dies: nobody has noticed yet, then another leads, and it comes back', () => {
  const run = opened('a-broker-dies');
  const before = takeSnapshot(run);
  expect(before.brokers.find((broker) => broker.id === 1)).toMatchObject({ state: 'crashed', fenced: false });
  expect(partition(run, 'orders', 0)).toMatchObject({ leader: 1, leaderEpoch: 0 });
  expect(before.waits).toContainEqual(
    expect.objectContaining({ config: 'broker.session.timeout.ms', subject: { kind: 'broker', id: '1' } }),
  );
  expect(onlyGroup(run).state).toBe('Stable');
  const { pending, acknowledged } = producer(run, 'shop');
  expect(pending).toBeGreaterThan(5);
  goOn(run, 12);
  expect(partition(run, 'orders', 0)).toMatchObject({ leader: 2, leaderEpoch: 1, isr: [2, 3] });
  for (const view of userPartitions(run)) expect(view.isr).not.toContain(1);
  expect(producer(run, 'shop').acknowledged).toBeGreaterThan(acknowledged + 20);
  actOn(run, { do: 'start-broker', broker: 1 });
  goOn(run, 30);
  for (const view of userPartitions(run)) expect([...view.isr].sort((x, y) => x - y)).toEqual([1, 2, 3]);
  expect(takeSnapshot(run).evidence.acknowledgedLost).toBe(0);
});

test.each([0, 60])('acks and loss: when the leader is killed after %i s, acknowledged records are gone', (wait) => {
  const run = opened('acks-and-loss');
  expect(partition(run, 'payments', 0)).toMatchObject({ leader: 1, isr: [1, 2, 3] });
  goOn(run, wait);
  const { logEndOffset, highWatermark } = leaderOf(partition(run, 'payments', 0));
  expect(logEndOffset - highWatermark).toBeGreaterThan(8);
  const { sent, acknowledged } = producer(run, 'till');
  expect(sent - acknowledged).toBeLessThan(3);
  actOn(run, { do: 'kill-broker', broker: 1 });
  goOn(run, 14);
  expect(partition(run, 'payments', 0).leader).not.toBe(1);
  actOn(run, { do: 'start-broker', broker: 1 });
  goOn(run, 30);
  expect(takeSnapshot(run).evidence.acknowledgedLost).toBeGreaterThan(8);
  const truncated = drainUpdates(run).filter((update) => update.kind === 'truncated' && update.topic === 'payments');
  expect(truncated).toHaveLength(1);
});

test('slow consumer: its lag grows, the others keep up, and the group stays stable', () => {
  const run = opened('slow-consumer');
  const lags = () => onlyGroup(run).members.map((member) => member.lag);
  const [, , slow = 0] = lags();
  expect(slow).toBeGreaterThan(8);
  goOn(run, 60);
  const [first = 0, second = 0, later = 0] = lags();
  expect(later).toBeGreaterThan(slow + 20);
  expect(Math.max(first, second)).toBeLessThan(4);
  goOn(run, 600);
  expect(onlyGroup(run)).toMatchObject({ state: 'Stable', generation: 1 });
});

test('too few in-sync replicas: acks=all is refused, acks=1 written but not seen', () => {
  const run = opened('too-few-in-sync-replicas');
  expect(partition(run, 'orders', 0)).toMatchObject({ leader: 1, isr: [1], minInsyncReplicas: 2 });
  const { logEndOffset, highWatermark } = leaderOf(partition(run, 'orders', 0));
  expect(logEndOffset - highWatermark).toBeGreaterThan(4);
  expect(producer(run, 'shop')).toMatchObject({ retrying: true, failed: 0 });
  expect(producer(run, 'sensor').pending).toBeLessThan(3);
  const refused = drainUpdates(run).filter((update) => update.kind === 'produce-failed' && update.producer === 'shop');
  expect(refused.length).toBeGreaterThan(0);
  for (const update of refused) expect(update).toMatchObject({ error: 'NOT_ENOUGH_REPLICAS', final: false });
  actOn(run, { do: 'start-broker', broker: 2 });
  goOn(run, 30);
  expect([...partition(run, 'orders', 0).isr].sort((x, y) => x - y)).toEqual([1, 2]);
  expect(producer(run, 'shop').pending).toBeLessThan(4);
  const after = leaderOf(partition(run, 'orders', 0));
  expect(after.highWatermark).toBeGreaterThan(logEndOffset);
});

test('combined nodes: a controller and a leader are gone, both come back on other nodes, the controller first', () => {
  const run = opened('combined-nodes');
  const { brokers, controllers } = takeSnapshot(run);
  expect(brokers.map(({ state }) => state)).toEqual(['crashed', 'running', 'running']);
  expect(controllers.map(({ id, state }) => `${id} ${state}`)).toEqual(['1 stopped', '2 running', '3 running']);
  expect(controllers.some(({ active }) => active)).toBe(false);
  expect(userPartitions(run).some(({ leader }) => leader === 1)).toBe(true);
  goOn(run, 25);
  const news = drainUpdates(run).map(({ kind }) => kind);
  expect(news.lastIndexOf('controller-elected')).toBeGreaterThan(news.indexOf('broker-killed'));
  expect(news.lastIndexOf('controller-elected')).toBeLessThan(news.indexOf('broker-fenced'));
  expect(userPartitions(run).every(({ leader }) => leader === 2 || leader === 3)).toBe(true);
});
