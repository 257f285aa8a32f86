import { expect, test } from 'vitest';
import { encodeBatch } from '../record/record-batch.ts';
import { appendAsLeader, incrementLogStartOffset, offsetForTimestamp, type PartitionLog } from './partition-log.ts';
import { batchOf, configOf, emptyLog, T0 } from './testing/logs.ts';

/** Times of the records, one batch each, several segments, in epoch 2. */
function logOf(times: readonly number[]): PartitionLog {
  const log = emptyLog();
  const config = configOf({ segmentBytes: 3 * batchOf(1).sizeInBytes, indexIntervalBytes: 0 });
  for (const time of times) {
    appendAsLeader(log, encodeBatch([{ timestamp: T0 + time, key: null, value: null }]), 2, T0, config);
  }
  return log;
}

test('the first record by offset at or after the time, also when times are out of order', () => {
  const log = logOf([10, 50, 20, 30, 60, 40, 70]);
  const offsets = [0, 10, 11, 25, 55, 65, 71].map((time) => offsetForTimestamp(log, T0 + time)?.offset);
  expect(offsets).toEqual([0, 0, 1, 1, 4, 6, undefined]);
  expect(offsetForTimestamp(log, T0 + 71)).toBeNull();
  expect(offsetForTimestamp(log, T0 + 11)).toEqual({ timestamp: T0 + 50, offset: 1, leaderEpoch: 2 });
});

test('nothing below the log start is found', () => {
  const log = logOf([10, 20, 30, 40]);
  incrementLogStartOffset(log, 2, 4);
  expect(offsetForTimestamp(log, T0)?.offset).toBe(2);
});

test('the special times of ListOffsets', () => {
  const log = logOf([10, 70, 20, 70]);
  incrementLogStartOffset(log, 1, 4);
  expect(offsetForTimestamp(log, -1)).toEqual({ timestamp: -1, offset: 4, leaderEpoch: 2 });
  expect(offsetForTimestamp(log, -2)).toEqual({ timestamp: -1, offset: 1, leaderEpoch: 2 });
  expect(offsetForTimestamp(log, -3)).toEqual({ timestamp: T0 + 70, offset: 1, leaderEpoch: 2 });
  expect(offsetForTimestamp(emptyLog(), -3)).toBeNull();
  expect(offsetForTimestamp(emptyLog(), -2)).toEqual({ timestamp: -1, offset: 0, leaderEpoch: null });
});
