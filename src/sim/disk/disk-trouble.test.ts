import { expect, test } from 'vitest';
import { actOn, advanceTo, drainUpdates, type Run, serverLogOf, stateHash, takeSnapshot } from '../run.ts';
import { cluster, producer, seconds } from '../testing/small-cluster.ts';

const kinds = (run: Run): string[] => drainUpdates(run).map(({ kind }) => kind);
const brokerConfigs = { 'metadata.max.idle.interval.ms': '0', 'offsets.topic.num.partitions': '1' };

const started = (): Run => {
  const run = cluster({ brokerConfigs });
  advanceTo(run, seconds(10));
  drainUpdates(run);
  return run;
};

test('a rack without power is all its brokers without power', () => {
  const run = cluster({
    brokers: [1, 2, 3, 4].map((id) => ({ id, rack: id < 3 ? 'a' : 'b' })),
    topics: [],
    producers: [],
    groups: [],
  });
  advanceTo(run, seconds(5));
  drainUpdates(run);
  actOn(run, { do: 'power-off-rack', rack: 'a' });
  expect(takeSnapshot(run).brokers.map(({ state }) => state)).toEqual(['crashed', 'crashed', 'running', 'running']);
  expect(drainUpdates(run)).toContainEqual({
    kind: 'rack-lost-power',
    rack: 'a',
    brokers: [1, 2],
    atUs: seconds(5),
  });
  actOn(run, { do: 'power-off-rack', rack: 'nowhere' });
  expect(drainUpdates(run)).toMatchObject([{ kind: 'refused', message: 'There is no broker in rack nowhere.' }]);
});

/** How long the records of one second wait for their acknowledgement, about: those that are under way at its end. */
function pendingAfter(run: Run, second: number): number {
  advanceTo(run, seconds(second));
  return takeSnapshot(run).producers[0]?.pending ?? 0;
}

test('producers wait for the slow disk of a follower, and it leaves the ISR when it cannot keep up', () => {
  const run = started();
  const quick = pendingAfter(run, 12);
  actOn(run, { do: 'slow-disk', broker: 3, appendUs: 1_500_000, flushUs: 0 });
  expect(takeSnapshot(run).brokers[2]?.disk).toEqual({ slow: true, limited: false });
  expect(pendingAfter(run, 16)).toBeGreaterThan(quick);
  actOn(run, { do: 'slow-disk', broker: 3, appendUs: 45_000_000, flushUs: 0 });
  drainUpdates(run);
  advanceTo(run, seconds(80));
  expect(kinds(run)).toContain('isr-changed');
  expect(serverLogOf(run).some(({ message }) => /Shrinking ISR from \S+ to [12,]+\. /.test(message))).toBe(true);
  actOn(run, { do: 'slow-disk', broker: 3, appendUs: 0, flushUs: 0 });
  advanceTo(run, seconds(300));
  const partitions = takeSnapshot(run).partitions.filter(({ internal }) => !internal);
  expect(partitions.map(({ isr }) => isr.length)).toEqual([3, 3, 3]);
});

test('an append that has to be flushed waits for the flush as well', () => {
  const acked = (flushUs: number): number => {
    const topics = [{ name: 'orders', partitions: 1, replicationFactor: 1, configs: { 'flush.messages': '1' } }];
    const producers = [producer({ ratePerSecond: 1, configs: { 'enable.idempotence': 'false', acks: '1' } })];
    const run = cluster({ brokerConfigs, topics, producers, groups: [] });
    advanceTo(run, seconds(10));
    for (const broker of [1, 2, 3]) actOn(run, { do: 'slow-disk', broker, appendUs: 1, flushUs });
    advanceTo(run, seconds(40));
    return takeSnapshot(run).evidence.acknowledged;
  };
  expect(acked(4_000_000)).toBeLessThan(acked(1) - 1);
});

test('the process of a broker whose disk is slow may end while it waits', () => {
  const run = started();
  actOn(run, { do: 'slow-disk', broker: 1, appendUs: 2_000_000, flushUs: 0 });
  advanceTo(run, seconds(12));
  actOn(run, { do: 'kill-broker', broker: 1 });
  actOn(run, { do: 'start-broker', broker: 1 });
  advanceTo(run, seconds(60));
  expect(takeSnapshot(run).brokers[0]?.state).toBe('running');
});

test('a broker without room for an append halts, as its only log directory is offline', () => {
  const run = started();
  actOn(run, { do: 'fill-disk', broker: 2, freeBytes: 600 });
  expect(takeSnapshot(run).brokers[1]).toMatchObject({ state: 'running', disk: { slow: false, limited: true } });
  advanceTo(run, seconds(60));
  expect(takeSnapshot(run).brokers[1]?.state).toBe('crashed');
  expect(kinds(run)).toContain('log-dir-failed');
  const said = serverLogOf(run).filter(({ node, atUs }) => node === 2 && atUs > seconds(10));
  const at = said.findIndex(({ level }) => level === 'ERROR');
  expect(said.slice(at).map(({ level, message }) => `${level} ${message}`)).toEqual([
    expect.stringMatching(
      /^ERROR Error while appending records to \S+-\d in dir \/tmp\/kraft-broker-logs\njava\.io\.IOException: No space left on device$/,
    ),
    expect.stringMatching(
      /^WARN \[ReplicaManager broker=2\] Stopping serving replicas in dir \/tmp\/kraft-broker-logs with uuid Some\(\S{22}\) because the log directory has failed\.$/,
    ),
    expect.stringMatching(
      /^WARN \[ReplicaManager broker=2\] Broker 2 stopped fetcher for partitions \S+ and stopped moving logs for partitions {2}because they are in the failed log directory \/tmp\/kraft-broker-logs\.$/,
    ),
    'WARN Stopping serving logs in dir /tmp/kraft-broker-logs',
    'FATAL Shutdown broker because all log dirs in /tmp/kraft-broker-logs have failed',
  ]);
});

test('a broker on a full disk halts again, and goes on once there is room', () => {
  const run = started();
  actOn(run, { do: 'fill-disk', broker: 2, freeBytes: 0 });
  advanceTo(run, seconds(40));
  actOn(run, { do: 'start-broker', broker: 2 });
  advanceTo(run, seconds(60));
  expect(takeSnapshot(run).brokers[1]?.state).toBe('crashed');
  expect(serverLogOf(run).map(({ message }) => message)).toContain(
    'Encountered fatal fault: Unexpected error in raft IO thread',
  );
  actOn(run, { do: 'free-disk', broker: 2 });
  actOn(run, { do: 'start-broker', broker: 2 });
  advanceTo(run, seconds(100));
  const { brokers, partitions } = takeSnapshot(run);
  expect(brokers[1]?.state).toBe('running');
  expect(brokers[1]?.disk).toBeUndefined();
  expect(partitions.every(({ isr, replicas }) => isr.length === replicas.length)).toBe(true);
});

test('what is mended leaves no trace in the state', () => {
  const run = started();
  const hash = stateHash(run);
  actOn(run, { do: 'slow-disk', broker: 1, appendUs: 5, flushUs: 5 });
  actOn(run, { do: 'fill-disk', broker: 1, freeBytes: 5_000_000 });
  actOn(run, { do: 'lose-packets', from: 1, to: 2, lossPerMillion: 10 });
  expect(stateHash(run)).not.toBe(hash);
  actOn(run, { do: 'slow-disk', broker: 1, appendUs: 0, flushUs: 0 });
  actOn(run, { do: 'free-disk', broker: 1 });
  actOn(run, { do: 'lose-packets', from: 1, to: 2, lossPerMillion: null });
  expect(stateHash(run)).toBe(hash);
});

test('a lossy link delays what it loses', () => {
  const run = started();
  actOn(run, { do: 'lose-packets', from: 1, to: 2, lossPerMillion: 500_000 });
  expect(takeSnapshot(run).links).toEqual([{ from: 1, to: 2, cut: false, latencyUs: null, lossPerMillion: 500_000 }]);
  actOn(run, { do: 'slow-link', from: 1, to: 2, latencyUs: 5000 });
  actOn(run, { do: 'slow-link', from: 1, to: 2, latencyUs: null });
  expect(takeSnapshot(run).links).toEqual([{ from: 1, to: 2, cut: false, latencyUs: null, lossPerMillion: 500_000 }]);
  const before = takeSnapshot(run).evidence.acknowledged;
  advanceTo(run, seconds(30));
  expect(takeSnapshot(run).evidence.acknowledged).toBeGreaterThan(before);
});
