import { expect, test } from 'vitest';
import { stampBatch } from '../record/record-batch.ts';
import {
  appendAsFollower,
  appendAsLeader,
  batchAt,
  incrementLogStartOffset,
  type PartitionLog,
  readLog,
} from './partition-log.ts';
import { batchOf, configOf, emptyLog, T0 } from './testing/logs.ts';

const SIZE = batchOf(2).sizeInBytes;
const ALL = Number.MAX_SAFE_INTEGER;

/** Batches of two records each, three in a segment. */
function sixBatches(): PartitionLog {
  const log = emptyLog();
  for (let i = 0; i < 6; i++) appendAsLeader(log, batchOf(2), 0, T0, configOf({ segmentBytes: 3 * SIZE }));
  return log;
}

function read(log: PartitionLog, from: number, maxBytes = ALL, bound = ALL, minOne = false): string {
  const answer = readLog(log, from, maxBytes, bound, minOne);
  if (answer === 'OFFSET_OUT_OF_RANGE') return answer;
  return `${answer.batches.map((b) => b.baseOffset).join(' ')} (${answer.sizeInBytes})`;
}

test('a read begins with the batch that holds the offset and stays in one segment', () => {
  const log = sixBatches();
  expect(read(log, 0)).toBe(`0 2 4 (${3 * SIZE})`);
  expect(read(log, 3)).toBe(`2 4 (${2 * SIZE})`);
  expect(read(log, 6)).toBe(`6 8 10 (${3 * SIZE})`);
  expect(read(log, 12)).toBe(' (0)');
});

test('the limit may cut a batch, which then does not count as read', () => {
  const log = sixBatches();
  expect(read(log, 0, SIZE)).toBe(`0 (${SIZE})`);
  expect(read(log, 0, SIZE + 1)).toBe(`0 (${SIZE + 1})`);
  expect(read(log, 0, 5)).toBe(' (5)');
  expect(read(log, 0, 0)).toBe(' (0)');
});

test('with minOneMessage the first batch comes whole', () => {
  expect(read(sixBatches(), 2, 5, ALL, true)).toBe(`2 (${SIZE})`);
  expect(read(sixBatches(), 2, 0, ALL, true)).toBe(`2 (${SIZE})`);
});

test('nothing at or above the bound is read', () => {
  const log = sixBatches();
  expect(read(log, 0, ALL, 4)).toBe(`0 2 (${2 * SIZE})`);
  expect(read(log, 0, ALL, 3)).toBe(`0 (${SIZE})`);
  expect(read(log, 4, ALL, 4, true)).toBe(' (0)');
  expect(read(log, 8, ALL, 4, true)).toBe(' (0)');
});

test('offsets outside the log are out of range', () => {
  const log = sixBatches();
  incrementLogStartOffset(log, 3, 12);
  expect(read(log, 2)).toBe('OFFSET_OUT_OF_RANGE');
  expect(read(log, 13)).toBe('OFFSET_OUT_OF_RANGE');
  expect(read(log, 3)).toBe(`2 4 (${2 * SIZE})`);
});

test('a gap in the offsets is stepped over', () => {
  const log = emptyLog();
  appendAsFollower(log, batchOf(1), T0, configOf());
  appendAsFollower(log, stampBatch(batchOf(1), 10, 0), T0, configOf());
  expect(readLog(log, 5, ALL, ALL, false)).toMatchObject({ batches: [{ baseOffset: 10 }] });
  expect([batchAt(log, 0)?.baseOffset, batchAt(log, 5), batchAt(log, 10)?.baseOffset, batchAt(log, 11)]).toEqual([
    0,
    undefined,
    10,
    undefined,
  ]);
});
