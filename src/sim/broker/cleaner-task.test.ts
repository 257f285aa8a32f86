import { expect, test } from 'vitest';
import { hex } from '../../base/bytes.ts';
import { logSizeInBytes, type PartitionLog } from '../../kafka/log/partition-log.ts';
import { readRecords } from '../../kafka/record/record-batch.ts';
import { checkAfterAct, createWatch } from '../checkers/watch.ts';
import { actOn, advanceTo, drainUpdates, logOf, nowUs, type Run, seekTo, stateHash, takeSnapshot } from '../run.ts';
import { freezeNewestCheckpoint } from '../testing/freeze.ts';
import { cluster, producer, seconds, topic } from '../testing/small-cluster.ts';
import type { Update } from '../update.ts';

const compacted = (configs: Readonly<Record<string, string>> = {}): Run =>
  cluster({
    topics: [
      topic({
        partitions: 1,
        configs: { 'cleanup.policy': 'compact', 'segment.ms': '10000', 'min.insync.replicas': '2', ...configs },
      }),
    ],
    producers: [producer({ ratePerSecond: 20, keys: { kind: 'users', count: 5 } })],
  });

function logAt(run: Run, broker: number): PartitionLog {
  const log = logOf(run, broker, 'orders', 0);
  if (log === undefined) throw new Error('the broker has the log');
  return log;
}

type Cleaned = Update & { readonly kind: 'segments-cleaned' };
const cleanings = (run: Run): Cleaned[] =>
  drainUpdates(run).filter((update): update is Cleaned => update.kind === 'segments-cleaned');

/** Of every key the values at their offsets, oldest first. */
function valuesBelow(log: PartitionLog, end: number): Map<string, number[]> {
  const values = new Map<string, number[]>();
  for (const segment of log.segments) {
    for (const record of segment.batches.slice(0, segment.length).flatMap(readRecords)) {
      if (record.offset >= end || record.key === null) continue;
      const key = hex(record.key);
      values.set(key, [...(values.get(key) ?? []), record.offset]);
    }
  }
  return values;
}

test('each broker cleans its own log every 15 s when more than half of it is dirty', () => {
  const run = compacted();
  advanceTo(run, seconds(60));
  const told = cleanings(run);
  expect(new Set(told.map(({ broker }) => broker))).toEqual(new Set([1, 2, 3]));
  for (const { bytesBefore, bytesAfter } of told) expect(bytesAfter).toBeLessThan(bytesBefore);
  const log = logAt(run, 1);
  const checkpoint = told.findLast(({ broker }) => broker === 1)?.nextDirtyOffset ?? 0;
  expect(checkpoint).toBeGreaterThan(200);
  for (const offsets of valuesBelow(log, checkpoint).values()) expect(offsets.length).toBe(1);
  expect([...(run.state.brokers.get(1)?.cleanerCheckpoint.values() ?? [])]).toContain(checkpoint);
});

test('cleaned replicas hold the same records in the same order, and serve their readers', () => {
  const run = compacted();
  for (let second = 1; second <= 90; second++) {
    advanceTo(run, seconds(second));
    freezeNewestCheckpoint(run);
    expect(checkAfterAct(run.state, createWatch())).toBeNull();
  }
  const log = logAt(run, 1);
  expect(logSizeInBytes(log)).toBeLessThan(log.logEndOffset * 60);
  expect(log.logStartOffset).toBe(0);
});

test('a consumer that comes late reads what compaction has left, and gets to the end', () => {
  const run = compacted();
  advanceTo(run, seconds(70));
  const members = [{ id: 'late-1', processingUs: 100 }];
  const configs = { 'auto.offset.reset': 'earliest' };
  actOn(run, { do: 'add-group', group: { id: 'late', topics: ['orders'], members, configs } });
  advanceTo(run, seconds(90));
  const log = logAt(run, 1);
  const late = takeSnapshot(run).groups.find(({ id }) => id === 'late')?.members[0];
  expect(late?.lag).toBeLessThan(40);
  expect(late?.processed).toBeLessThan(log.logEndOffset / 2);
});

test('a broker that starts again goes on from its checkpoint', () => {
  const run = compacted();
  advanceTo(run, seconds(50));
  const before = run.state.brokers.get(2)?.cleanerCheckpoint;
  actOn(run, { do: 'kill-broker', broker: 2 });
  advanceTo(run, seconds(52));
  actOn(run, { do: 'start-broker', broker: 2 });
  advanceTo(run, seconds(53));
  expect(run.state.brokers.get(2)?.cleanerCheckpoint).toEqual(before);
  advanceTo(run, seconds(120));
  const after = run.state.brokers.get(2)?.cleanerCheckpoint;
  for (const [key, offset] of before ?? []) expect(after?.get(key)).toBeGreaterThan(offset);
});

test('a run that goes back before a cleaning and forth again is the same', () => {
  const run = compacted();
  advanceTo(run, seconds(70));
  const hash = stateHash(run);
  seekTo(run, seconds(20));
  expect(nowUs(run)).toBe(seconds(20));
  advanceTo(run, seconds(70));
  expect(stateHash(run)).toBe(hash);
});

test('of a log that is compacted and deleted the cleaner deletes what is too much', () => {
  const run = compacted({
    'cleanup.policy': 'compact,delete',
    'retention.bytes': '1000',
    'internal.segment.bytes': '3000',
  });
  advanceTo(run, seconds(120));
  const kinds = drainUpdates(run).map(({ kind }) => kind);
  expect(kinds).toContain('segments-deleted');
  expect(logAt(run, 1).logStartOffset).toBeGreaterThan(0);
});
