import { expect, test } from 'vitest';
import { preferredReadReplica, type ReadableReplica, rackAwareSelector } from './replica-selector.ts';

const replica = (id: number, rack: string | null, logEndOffset = 10, changes: Partial<ReadableReplica> = {}) => ({
  id,
  rack,
  logEndOffset,
  logStartOffset: 0,
  sinceCaughtUpUs: 0,
  ...changes,
});
const leader = replica(1, 'a');
const all = [1, 2, 3, 4];
const choose = (rack: string, followers: readonly ReadableReplica[], fetchOffset = 5, isr = all): number =>
  preferredReadReplica(rackAwareSelector, rack, fetchOffset, isr, leader, followers);

test('without a selector, and without a rack of its own, a consumer reads from the leader', () => {
  const followers = [replica(2, 'b')];
  expect(preferredReadReplica(null, 'b', 5, all, leader, followers)).toBe(-1);
  expect(choose('', followers)).toBe(-1);
});

test('a consumer reads in its own rack, and from the leader where that is there or nobody else is', () => {
  expect(choose('b', [replica(2, 'b'), replica(3, 'c')])).toBe(2);
  expect(choose('a', [replica(2, 'a')])).toBe(-1);
  expect(choose('d', [replica(2, 'b'), replica(3, null)])).toBe(-1);
});

test('a follower outside the ISR, or without the offset, is none to read from', () => {
  expect(choose('b', [replica(2, 'b')], 5, [1, 3])).toBe(-1);
  expect(choose('b', [replica(2, 'b', 4)])).toBe(-1);
  expect(choose('b', [replica(2, 'b', 5)])).toBe(2);
  expect(choose('b', [replica(2, 'b', 10, { logStartOffset: 6 })])).toBe(-1);
});

test('of several in the rack the longest log wins, then the one level most recently, then the largest id', () => {
  expect(choose('b', [replica(2, 'b', 9), replica(3, 'b', 10)])).toBe(3);
  expect(choose('b', [replica(2, 'b', 10, { sinceCaughtUpUs: 4 }), replica(3, 'b', 10, { sinceCaughtUpUs: 9 })])).toBe(
    2,
  );
  expect(choose('b', [replica(3, 'b'), replica(2, 'b'), replica(4, 'b')])).toBe(4);
});
