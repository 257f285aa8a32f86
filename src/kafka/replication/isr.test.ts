import { expect, test } from 'vitest';
import { inHashSetOrder, mayJoinIsr, outOfSyncReplicas } from './isr.ts';

const second = 1_000_000;
const follower = (id: number, logEndOffset: number, lastCaughtUpUs: number, eligible = true) => ({
  id,
  logEndOffset,
  lastCaughtUpUs,
  eligible,
});

test('a follower leaves only when it is behind and was not caught up for longer than the lag time', () => {
  const followers = [follower(2, 10, 0), follower(3, 9, 0), follower(4, 9, 10 * second)];
  expect(outOfSyncReplicas([1, 2, 3, 4], followers, 10, 40 * second, 30 * second)).toEqual([3]);
  expect(outOfSyncReplicas([1, 2, 3, 4], followers, 10, 40 * second + 1, 30 * second)).toEqual([3, 4]);
});

test('a follower outside the ISR is not asked to leave it', () => {
  expect(outOfSyncReplicas([1], [follower(2, 0, 0)], 10, 99 * second, 30 * second)).toEqual([]);
});

test('a follower joins with all that is committed and the start of the leader epoch, not with the whole log', () => {
  expect(mayJoinIsr(follower(2, 8, 0), 8, 6)).toBe(true);
  expect(mayJoinIsr(follower(2, 7, 0), 8, 6)).toBe(false);
  expect(mayJoinIsr(follower(2, 8, 0), 8, 9)).toBe(false);
  expect(mayJoinIsr(follower(2, 8, 0, false), 8, 6)).toBe(false);
});

test('ids below sixteen ascend, larger ones stand by their bucket', () => {
  expect(inHashSetOrder([3, 1, 2])).toEqual([1, 2, 3]);
  expect(inHashSetOrder([17, 2, 1])).toEqual([17, 1, 2]);
});
