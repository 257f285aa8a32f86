import { expect, test } from 'vitest';
import { cellState, keyClass, leaderEnd, offsetAt, offsetX, windowOf } from './cells.ts';
import { partitionOf, replicaOf } from './testing/snapshot-fixture.ts';

const leader = replicaOf(2, { role: 'leader', logEndOffset: 27, highWatermark: 24, logStartOffset: 4 });
const behind = replicaOf(1, { logEndOffset: 25, highWatermark: 23 });
const partition = partitionOf('orders', 1, [leader, behind]);
const cells = { x: 10, y: 0, width: 80, height: 20 };

test('the window ends with the longest log and is the same for all replicas', () => {
  expect(windowOf(partition, 8, false)).toEqual({ first: 19, count: 8 });
  expect(windowOf(partitionOf('orders', 0, [replicaOf(1, { logEndOffset: 3 })]), 8, false)).toEqual({
    first: 0,
    count: 8,
  });
});

test('the leader shows what is committed and what stands above its high watermark', () => {
  expect([23, 24, 26, 27].map((offset) => cellState(offset, leader, 27))).toEqual([
    'committed',
    'uncommitted',
    'uncommitted',
    'none',
  ]);
  expect(cellState(3, leader, 27)).toBe('none');
});

test('a follower shows its own high watermark, and what it has not copied yet', () => {
  expect([22, 23, 24, 25, 26].map((offset) => cellState(offset, behind, 27))).toEqual([
    'committed',
    'uncommitted',
    'uncommitted',
    'missing',
    'missing',
  ]);
});

test('without a leader the longest log is what the others miss', () => {
  expect(leaderEnd(partition)).toBe(27);
  expect(leaderEnd({ ...partition, leader: -1, replicas: [behind, { ...leader, logEndOffset: 30 }] })).toBe(30);
});

test('an offset has its place, and the place its offset', () => {
  const window = { first: 19, count: 8 };
  expect(offsetX(19, window, cells)).toBe(10);
  expect(offsetX(24, window, cells)).toBe(60);
  expect(offsetX(2, window, cells)).toBe(10);
  expect(offsetAt(61, window, cells, leader)).toBe(24);
  expect(offsetAt(89, window, cells, leader)).toBe(26);
  expect(offsetAt(89, window, cells, behind)).toBe(null);
});

test('key classes count back from the end of the longest log', () => {
  expect([26, 25, 24, 23].map((offset) => keyClass(offset, [3, 0, 7], 27))).toEqual([7, 0, 3, -1]);
});
