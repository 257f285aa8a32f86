import { expect, test } from 'vitest';
import { decodeUtf8 } from '../../base/utf8.ts';
import { readLog } from '../../kafka/log/partition-log.ts';
import { readRecords } from '../../kafka/record/record-batch.ts';
import type { Command } from '../command.ts';
import { actOn, advanceTo, nowUs, type Run, takeSnapshot } from '../run.ts';
import type { ApplicationSetup, GroupSetup, PoisonSetup } from '../setup.ts';
import { logAt, replicaKey } from '../state.ts';
import { cluster, group, producer, seconds, topic } from '../testing/small-cluster.ts';

const orders = topic({ partitions: 1 });
const letters = topic({ name: 'orders.DLT', partitions: 1 });

function running(application: ApplicationSetup, changes: Partial<GroupSetup> = {}): Run {
  const configs = { 'auto.offset.reset': 'earliest', 'enable.auto.commit': 'false' };
  const groups = [group(1, { configs, application, ...changes })];
  const run = cluster({ topics: [orders, letters], producers: [producer()], groups });
  advanceTo(run, seconds(12));
  return run;
}

const wait = (run: Run, count: number): void => advanceTo(run, nowUs(run) + seconds(count));
const member = (run: Run) => takeSnapshot(run).groups[0]?.members[0];
const told = (run: Run, kind: string) => run.state.updates.filter((update) => update.kind === kind);
const poison = (changes: Partial<PoisonSetup>): PoisonSetup => ({
  record: { by: 'offset', every: 5 },
  retries: 0,
  backoffMs: 100,
  giveUp: 'skip',
  ...changes,
});

function recordsOf(run: Run, name: string) {
  const leader = takeSnapshot(run).partitions.find((p) => p.topic === name)?.leader ?? -1;
  const read = readLog(logAt(run.state, replicaKey(run.state, leader, name, 0)), 0, 1_000_000, 1_000_000, true);
  return read === 'OFFSET_OUT_OF_RANGE' ? [] : read.batches.flatMap((batch) => readRecords(batch));
}

test('a dead letter is the record with headers that say where it comes from', () => {
  const run = running({ poison: poison({ giveUp: 'dead-letter', retries: 1 }) });
  wait(run, 8);
  const [first, second] = recordsOf(run, 'orders.DLT');
  const source = recordsOf(run, 'orders').find(({ offset }) => offset === 4);
  expect(first?.value).toEqual(source?.value);
  expect(first?.key).toEqual(source?.key);
  const headers = (first?.headers ?? []).map(({ key, value }) => [key, decodeUtf8(value ?? new Uint8Array())]);
  expect(headers).toEqual([
    ['errors.topic', 'orders'],
    ['errors.partition', '0'],
    ['errors.offset', '4'],
    ['errors.exception.class.name', 'java.lang.RuntimeException'],
    ['errors.attempts', '2'],
  ]);
  expect(second?.headers.find(({ key }) => key === 'errors.offset')?.value).toEqual(new Uint8Array([57]));
  const remove: Command = { do: 'remove-producer', producer: 'billing-1-dead-letters' };
  actOn(run, remove);
  expect(told(run, 'refused')).toMatchObject([{ command: remove }]);
  actOn(run, { do: 'crash-consumer', member: 'billing-1' });
  expect(takeSnapshot(run).producers.map(({ id }) => id)).toEqual(['checkout']);
});

test('a consumer whose application throws closes, leaves its group and is told', () => {
  const run = running({
    poison: poison({ giveUp: 'stop' }),
    commit: { call: 'commitSync', when: 'after', records: 1 },
  });
  expect(told(run, 'consumer-failed')).toMatchObject([{ member: 'billing-1', error: 'RuntimeException' }]);
  const [billing] = takeSnapshot(run).groups;
  expect([billing?.state, billing?.offsets[0]?.committed]).toEqual(['Empty', 4]);
});

test('a paused process sends no heartbeat, and finds itself put out of the group when it goes on', () => {
  const run = running({});
  actOn(run, { do: 'pause-consumer', member: 'billing-1' });
  const before = member(run)?.processed;
  wait(run, 41);
  expect(takeSnapshot(run).groups[0]?.state).toBe('Stable');
  wait(run, 5);
  expect([takeSnapshot(run).groups[0]?.state, member(run)?.processed]).toEqual(['Empty', before]);
  actOn(run, { do: 'resume-consumer', member: 'billing-1' });
  wait(run, 10);
  expect(takeSnapshot(run).groups[0]?.state).toBe('Stable');
  expect(member(run)?.processed).toBeGreaterThan(Number(before));
});

test('a frozen application keeps its membership until max.poll.interval.ms', () => {
  const run = running({}, { configs: { 'auto.offset.reset': 'earliest', 'max.poll.interval.ms': '60000' } });
  actOn(run, { do: 'freeze-consumer', member: 'billing-1' });
  wait(run, 55);
  expect(takeSnapshot(run).groups[0]?.state).toBe('Stable');
  wait(run, 10);
  expect(takeSnapshot(run).groups[0]?.state).toBe('Empty');
  actOn(run, { do: 'unfreeze-consumer', member: 'billing-1' });
  wait(run, 10);
  expect(takeSnapshot(run).groups[0]?.state).toBe('Stable');
});

test('it seeks, and pauses and resumes what it has', () => {
  const run = running({});
  const all = { member: 'billing-1', topic: null, partition: null };
  const before = Number(member(run)?.processed);
  actOn(run, { do: 'seek-consumer', ...all, to: 'beginning' });
  wait(run, 2);
  expect(member(run)?.processed).toBeGreaterThanOrEqual(2 * before);
  actOn(run, { do: 'pause-partitions', ...all });
  const held = member(run)?.processed;
  wait(run, 5);
  expect(member(run)?.processed).toBe(held);
  actOn(run, { do: 'resume-partitions', ...all });
  wait(run, 2);
  expect(member(run)?.processed).toBeGreaterThan(Number(held));
  actOn(run, { do: 'seek-consumer', member: 'billing-1', topic: 'orders', partition: 7, to: 3 });
  expect(told(run, 'refused').at(-1)).toMatchObject({ message: 'Consumer billing-1 does not have orders-7.' });
});

test('a standalone consumer reads what it took by hand, without a group', () => {
  const assign = [{ topic: 'orders', partition: 0 }];
  const run = running({}, { members: [{ id: 'billing-1', processingUs: 0, assign }] });
  expect(member(run)?.processed).toBeGreaterThan(10);
  expect(told(run, 'group-state')).toEqual([]);
});

test('a pattern reads what matches', () => {
  const run = running({}, { topics: [], pattern: 'orders.*' });
  expect(member(run)?.assigned.map((at) => at.topic)).toEqual(['orders', 'orders.DLT']);
  expect(takeSnapshot(run).groups[0]?.topics).toEqual(['orders', 'orders.DLT']);
});

test('by_duration begins so far back', () => {
  const run = running({}, { members: [] });
  const configs = { 'auto.offset.reset': 'by_duration:PT4S' };
  const later: GroupSetup = { id: 'late', topics: ['orders'], members: [{ id: 'late-1', processingUs: 0 }], configs };
  wait(run, 20);
  const all = recordsOf(run, 'orders');
  actOn(run, { do: 'add-group', group: later });
  wait(run, 5);
  const moved = Number(takeSnapshot(run).groups.find(({ id }) => id === 'late')?.members[0]?.processed);
  expect(moved).toBeGreaterThan(12);
  expect(moved).toBeLessThan(all.length);
});

test('what a frozen member had committed before it worked is skipped once it is dead', () => {
  const late = { 'max.poll.interval.ms': '10000', 'max.poll.records': '500' };
  const run = running(
    { commit: { call: 'commitSync', when: 'before' } },
    { configs: { 'auto.offset.reset': 'earliest', 'enable.auto.commit': 'false', ...late } },
  );
  wait(run, 5);
  actOn(run, { do: 'slow-consumer', member: 'billing-1', processingUs: 100_000 });
  wait(run, 5);
  actOn(run, { do: 'freeze-consumer', member: 'billing-1' });
  actOn(run, { do: 'add-consumer', group: 'billing', member: 'billing-2', processingUs: 1000 });
  wait(run, 30);
  const frozen = [...run.state.consumers.values()].find(({ id }) => id === 'billing-1')?.consumer;
  const inHands = (frozen?.work?.runs ?? []).reduce((sum, it) => sum + it.toOffset - it.fromOffset + 1, 0);
  expect(inHands).toBeGreaterThan(0);
  expect(takeSnapshot(run).groups[0]).toMatchObject({ skipped: 0 });
  actOn(run, { do: 'crash-consumer', member: 'billing-1' });
  expect(takeSnapshot(run).groups[0]).toMatchObject({ skipped: inHands, processedTwice: 0 });
});

test('a record that is tried for ever, without work or rest, is tried every millisecond', () => {
  const run = running({ poison: poison({ retries: null, backoffMs: 0 }) });
  actOn(run, { do: 'slow-consumer', member: 'billing-1', processingUs: 0 });
  const attempts = (): number => [...run.state.consumers.values()][0]?.consumer.work?.attempts ?? 0;
  const before = attempts();
  wait(run, 2);
  expect(attempts() - before).toBe(2000);
});
