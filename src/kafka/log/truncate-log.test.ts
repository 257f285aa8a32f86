import { expect, test } from 'vitest';
import {
  appendAsLeader,
  assignEpoch,
  endOffsetForEpoch,
  latestEpoch,
  type PartitionLog,
  truncateFullyAndStartAt,
  truncateTo,
} from './partition-log.ts';
import { activeBase, batchOf, configOf, emptyLog, pictureOf, T0 } from './testing/logs.ts';

const SIZE = batchOf(2).sizeInBytes;

/** Batches of two records, three in a segment, each in an epoch of its own. */
function fiveBatches(): PartitionLog {
  const log = emptyLog();
  const config = configOf({ segmentBytes: 3 * SIZE, indexIntervalBytes: 0 });
  for (let i = 0; i < 5; i++) appendAsLeader(log, batchOf(2, T0 + i * 10), i, T0, config);
  return log;
}

test('truncating removes batches and epochs from the offset on and says which', () => {
  const log = fiveBatches();
  const { truncated, removed } = truncateTo(log, 4, T0);
  expect(truncated).toBe(true);
  expect(removed.map((b) => b.baseOffset)).toEqual([4, 6, 8]);
  expect(pictureOf(log)).toBe('0-1 2-3');
  expect([log.logEndOffset, log.recoveryPoint, latestEpoch(log), activeBase(log)]).toEqual([4, 4, 1, 0]);
  expect(log.segments[0]).toMatchObject({ sizeInBytes: 2 * SIZE, maxTimestamp: T0 + 11, offsetIndexLength: 1 });
});

test('inside a batch the whole batch goes, and a hole remains', () => {
  const log = fiveBatches();
  expect(truncateTo(log, 5, T0).removed.map((b) => b.baseOffset)).toEqual([4, 6, 8]);
  expect([pictureOf(log), log.logEndOffset]).toEqual(['0-1 2-3', 5]);
  appendAsLeader(log, batchOf(1), 9, T0, configOf());
  expect(pictureOf(log)).toBe('0-1 2-3 5-5');
});

test('a truncation to a segment’s base keeps the empty segment', () => {
  const log = fiveBatches();
  truncateTo(log, 6, T0 + 1);
  expect(pictureOf(log)).toBe('0-1 2-3 4-5 | ');
  expect(log.segments[1]).toMatchObject({ sizeInBytes: 0, createdAtMs: T0 + 1, maxTimestamp: -1 });
});

test('at or above the log end only epochs that begin there go', () => {
  const log = fiveBatches();
  assignEpoch(log, 9, 10);
  expect(truncateTo(log, 12)).toEqual({ truncated: false, removed: [] });
  expect(latestEpoch(log)).toBe(4);
  expect(log.logEndOffset).toBe(10);
});

test('a full truncation starts anew at the given offset', () => {
  const log = fiveBatches();
  expect(truncateFullyAndStartAt(log, 50, T0)).toHaveLength(5);
  expect([log.logStartOffset, log.logEndOffset, activeBase(log), log.leaderEpochs]).toEqual([50, 50, 50, []]);
  appendAsLeader(log, batchOf(1), 3, T0, configOf());
  expect(truncateTo(log, 40, T0).removed).toHaveLength(1);
  expect([log.logStartOffset, log.logEndOffset]).toEqual([40, 40]);
});

test('an epoch’s end is asked for to find where logs part', () => {
  const log = fiveBatches();
  expect(endOffsetForEpoch(log, 2)).toEqual({ epoch: 2, endOffset: 6 });
  expect(endOffsetForEpoch(log, 4)).toEqual({ epoch: 4, endOffset: 10 });
  expect(endOffsetForEpoch(log, 5)).toBeUndefined();
});
