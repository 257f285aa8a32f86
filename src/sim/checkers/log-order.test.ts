import { expect, test } from 'vitest';
import { appendAsFollower, defaultLogConfig } from '../../kafka/log/partition-log.ts';
import { batchOf, T0 } from '../../kafka/log/testing/logs.ts';
import { truncateFullyAndStartAt } from '../../kafka/log/truncate-log.ts';
import { stampBatch } from '../../kafka/record/record-batch.ts';
import { advanceTo, openRun } from '../run.ts';
import { ownBroker, ownLog, replicaKey } from '../state.ts';
import { origin, seconds, setup } from '../testing/small-cluster.ts';
import { logOrder } from './log-order.ts';
import { checkAfterAct, createWatch } from './watch.ts';

/** One replica's log, and the check's looks at it. */
function watchedLog() {
  const run = openRun(origin({ setup: setup({ producers: [], groups: [] }) }));
  advanceTo(run, seconds(15));
  const s = run.state;
  const log = ownLog(s, replicaKey(s, 2, 'orders', 0));
  let watch = createWatch([logOrder]);
  const look = (): string | null => checkAfterAct(s, watch)?.detail ?? null;
  const append = (offset: number): void =>
    appendAsFollower(log, stampBatch(batchOf(1), offset, 0), T0, defaultLogConfig);
  expect(look()).toBeNull();
  return {
    log,
    look,
    lookAnew: (): string | null => {
      watch = createWatch([logOrder]);
      return look();
    },
    append,
    /** Another process finds these batches of one record, and a log that begins at 0. */
    reopen: (...offsets: number[]): void => {
      ownBroker(s, 2).incarnation += 1;
      truncateFullyAndStartAt(log, 0, T0);
      for (const offset of offsets) append(offset);
    },
  };
}

test('a hole in a log is seen', () => {
  const { look, append } = watchedLog();
  append(0);
  expect(look()).toBeNull();
  append(2);
  expect(look()).toBe('broker 2 orders-0: offset 2 follows 0');
});

test('what lay below its start may be missing when the log is opened again, and stays missing', () => {
  const { log, look, append, reopen } = watchedLog();
  for (const offset of [0, 1, 2]) append(offset);
  log.logStartOffset = 2;
  expect(look()).toBeNull();
  reopen(0, 2);
  expect(look()).toBeNull();
  append(3);
  expect(look()).toBeNull();
  append(5);
  expect(look()).toBe('broker 2 orders-0: offset 5 follows 3');
});

test('what lay above its start may not', () => {
  const { log, look, append, reopen } = watchedLog();
  for (const offset of [0, 1, 2]) append(offset);
  log.logStartOffset = 1;
  expect(look()).toBeNull();
  reopen(0, 2);
  expect(look()).toBe('broker 2 orders-0: offset 2 follows 0');
});

test('a first look takes the holes that there are for granted', () => {
  const { lookAnew, look, append } = watchedLog();
  append(0);
  append(2);
  expect(lookAnew()).toBeNull();
  append(4);
  expect(look()).toBe('broker 2 orders-0: offset 4 follows 2');
});
