import { expect, test } from 'vitest';
import { actOn, advanceTo, drainUpdates, logOf, type Run, seekTo, stateHash, stepEvent, takeSnapshot } from '../run.ts';
import { cluster, producer, seconds, topic } from '../testing/small-cluster.ts';

const alone = (): Run =>
  cluster({
    topics: [topic({ partitions: 1, replicationFactor: 1, configs: {} })],
    producers: [producer({ ratePerSecond: 10, configs: { acks: 'all', 'enable.idempotence': 'false' } })],
    groups: [],
  });

function leaderOf(run: Run): number {
  return takeSnapshot(run).partitions.find((p) => p.topic === 'orders')?.leader ?? -1;
}

/** A broker opens its logs once it has heard from the controller. */
function start(run: Run, broker: number): void {
  actOn(run, { do: 'start-broker', broker });
  while (run.state.brokers.get(broker)?.logsOpen !== true) stepEvent(run);
}

const endOn = (run: Run, broker: number): number => logOf(run, broker, 'orders', 0)?.logEndOffset ?? -1;

test('a killed process loses nothing, a power failure what was not written back in 30 to 35 s', () => {
  const run = alone();
  advanceTo(run, seconds(60));
  const leader = leaderOf(run);
  const end = endOn(run, leader);
  const secondsOfRecords = (offset: number): number => (end - offset) / 10;

  actOn(run, { do: 'kill-broker', broker: leader });
  advanceTo(run, seconds(61));
  start(run, leader);
  expect(endOn(run, leader)).toBe(end);

  seekTo(run, seconds(60));
  actOn(run, { do: 'power-off-broker', broker: leader });
  drainUpdates(run);
  advanceTo(run, seconds(61));
  start(run, leader);
  const left = endOn(run, leader);
  expect(secondsOfRecords(left)).toBeGreaterThanOrEqual(29);
  expect(secondsOfRecords(left)).toBeLessThanOrEqual(37);
  expect(drainUpdates(run)).toContainEqual(
    expect.objectContaining({ kind: 'log-recovered', broker: leader, atOffset: left, recordsLost: end - left }),
  );
});

test('what the system has written back survives a power failure, and so does what a clean stop flushed', () => {
  const run = alone();
  advanceTo(run, seconds(20));
  actOn(run, { do: 'change-producer', producer: 'checkout', ratePerSecond: 0 });
  advanceTo(run, seconds(60));
  const leader = leaderOf(run);
  const end = endOn(run, leader);
  actOn(run, { do: 'power-off' });
  actOn(run, { do: 'power-on' });
  advanceTo(run, seconds(70));
  expect(endOn(run, leader)).toBe(end);

  seekTo(run, seconds(22));
  actOn(run, { do: 'stop-broker', broker: leader });
  advanceTo(run, seconds(24));
  actOn(run, { do: 'power-off-broker', broker: leader });
  start(run, leader);
  advanceTo(run, seconds(30));
  expect(endOn(run, leader)).toBe(end);
});

test('flush.messages=1 makes every record survive', () => {
  const run = cluster({
    topics: [topic({ partitions: 1, replicationFactor: 1, configs: { 'flush.messages': '1' } })],
    producers: [producer({ ratePerSecond: 10 })],
    groups: [],
  });
  advanceTo(run, seconds(20));
  const leader = leaderOf(run);
  const end = endOn(run, leader);
  actOn(run, { do: 'power-off-broker', broker: leader });
  start(run, leader);
  expect(endOn(run, leader)).toBe(end);
});

test('flush.ms flushes where the broker looks for it', () => {
  const run = cluster({
    brokerConfigs: { 'metadata.max.idle.interval.ms': '0', 'log.flush.scheduler.interval.ms': '1000' },
    topics: [topic({ partitions: 1, replicationFactor: 1, configs: { 'flush.ms': '2000' } })],
    producers: [producer({ ratePerSecond: 10 })],
    groups: [],
  });
  advanceTo(run, seconds(50));
  const leader = leaderOf(run);
  const end = endOn(run, leader);
  actOn(run, { do: 'power-off-broker', broker: leader });
  start(run, leader);
  expect(end - endOn(run, leader)).toBeLessThanOrEqual(32);
});

test('a run with power failures replays to the same hash', () => {
  const run = cluster();
  advanceTo(run, seconds(40));
  actOn(run, { do: 'power-off-broker', broker: 1 });
  advanceTo(run, seconds(45));
  actOn(run, { do: 'start-broker', broker: 1 });
  advanceTo(run, seconds(60));
  const hash = stateHash(run);
  seekTo(run, seconds(42));
  seekTo(run, seconds(60));
  expect(stateHash(run)).toBe(hash);
});
