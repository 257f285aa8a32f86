import { expect, test } from 'vitest';
import { appendBatchesAsFollower, defaultLogConfig, type PartitionLog } from '../../kafka/log/partition-log.ts';
import { startInsideBatch } from '../../kafka/log/start-inside-batch.ts';
import { batchOf, T0 } from '../../kafka/log/testing/logs.ts';
import { truncateFullyAndStartAt } from '../../kafka/log/truncate-log.ts';
import { stampBatch } from '../../kafka/record/record-batch.ts';
import { advanceTo, openRun } from '../run.ts';
import { ownLog, replicaKey } from '../state.ts';
import { origin, seconds, setup } from '../testing/small-cluster.ts';
import { logStart } from './log-start.ts';
import { checkAfterAct, createWatch } from './watch.ts';

/** One replica's log in a cluster without clients, and the check's next look at what was done to it. */
function watchedLog() {
  const { state: s, ...run } = openRun(origin({ setup: setup({ producers: [], groups: [] }) }));
  advanceTo({ state: s, ...run }, seconds(15));
  const watch = createWatch([logStart]);
  const look = (): string | null => checkAfterAct(s, watch)?.detail ?? null;
  const log = ownLog(s, replicaKey(s, 2, 'orders', 0));
  expect(look()).toBeNull();
  return { log, look };
}

const tenRecords = (baseOffset: number) => [stampBatch(batchOf(10), baseOffset, 0)];

/** As replication appends: an empty log may begin anew at the batch's base. */
function replicate(log: PartitionLog, baseOffset: number): void {
  startInsideBatch(log, tenRecords(baseOffset), T0, defaultLogConfig);
  appendBatchesAsFollower(log, tenRecords(baseOffset), T0, defaultLogConfig);
}

test('an empty log begins anew where the batch begins that its start lies in', () => {
  const { log, look } = watchedLog();
  truncateFullyAndStartAt(log, 25, T0);
  expect(look()).toBeNull();
  replicate(log, 20);
  expect([log.logStartOffset, log.logEndOffset]).toEqual([20, 30]);
  expect(look()).toBeNull();
});

test('a log that is cut below its start begins there', () => {
  const { log, look } = watchedLog();
  truncateFullyAndStartAt(log, 20, T0);
  replicate(log, 20);
  log.logStartOffset = 25;
  expect(look()).toBeNull();
  truncateFullyAndStartAt(log, 10, T0);
  expect(look()).toBeNull();
});

test('the start of a log that holds records never goes back', () => {
  const { log, look } = watchedLog();
  truncateFullyAndStartAt(log, 20, T0);
  replicate(log, 20);
  log.logStartOffset = 25;
  expect(look()).toBeNull();
  log.logStartOffset = 20;
  expect(look()).toBe('broker 2 orders-0: fell from 25 to 20');
});

test('nor does that of an empty log that stays empty', () => {
  const { log, look } = watchedLog();
  truncateFullyAndStartAt(log, 25, T0);
  expect(look()).toBeNull();
  log.logStartOffset = 20;
  expect(look()).toBe('broker 2 orders-0: fell from 25 to 20');
});
