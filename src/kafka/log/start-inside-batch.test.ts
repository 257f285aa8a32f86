import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encodeBatch, type RecordBatch } from '../record/record-batch.ts';
import { defaultLogConfig as config } from './log-config.ts';
import { appendAsLeader, appendBatchesAsFollower, createLog, type PartitionLog, readLog } from './partition-log.ts';
import { startInsideBatch } from './start-inside-batch.ts';
import { truncateFullyAndStartAt } from './truncate-log.ts';

const nowMs = 1_767_603_600_000;
const empty = (): PartitionLog => createLog('orders', 0, 'AAAAAAAAAAAAAAAAAAAAAQ', 1, nowMs);

/** Batches of two records each, from offset 0. */
function leaderBatches(count: number): readonly RecordBatch[] {
  const log = empty();
  const record = { timestamp: nowMs, key: null, value: encodeUtf8('v') };
  for (let at = 0; at < count; at++) appendAsLeader(log, encodeBatch([record, record]), 0, nowMs, config);
  const read = readLog(log, 0, 1_000_000, log.logEndOffset, true);
  return read === 'OFFSET_OUT_OF_RANGE' ? [] : read.batches;
}

test('an empty log starts again with the batch in which its leader’s log begins', () => {
  const follower = empty();
  truncateFullyAndStartAt(follower, 3, nowMs);
  const batches = leaderBatches(3).slice(1);
  expect(startInsideBatch(follower, batches, nowMs, config)).toBe(true);
  appendBatchesAsFollower(follower, batches, nowMs, config);
  expect([follower.logStartOffset, follower.logEndOffset]).toEqual([2, 6]);
});

test('a log that holds records, or that ends where the batches begin, stays as it is', () => {
  const whole = empty();
  const [first, ...rest] = leaderBatches(3);
  appendBatchesAsFollower(whole, first === undefined ? [] : [first], nowMs, config);
  expect(startInsideBatch(whole, leaderBatches(3), nowMs, config)).toBe(false);
  const aligned = empty();
  truncateFullyAndStartAt(aligned, 2, nowMs);
  expect(startInsideBatch(aligned, rest, nowMs, config)).toBe(false);
  expect(aligned.logStartOffset).toBe(2);
});
