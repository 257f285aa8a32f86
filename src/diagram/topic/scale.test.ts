import { expect, test } from 'vitest';
import { partitionOf, replicaOf } from '../cluster/testing/snapshot-fixture.ts';
import { axisOffsets, showsCells, windowsOf } from './scale.ts';

const log = (partition: number, start: number, end: number) =>
  partitionOf('orders', partition, [
    replicaOf(1, { logStartOffset: start, logEndOffset: end, highWatermark: end }),
    replicaOf(2, { logStartOffset: start, logEndOffset: Math.max(start, end - 4), highWatermark: start }),
  ]);

test('the whole is one window for all partitions, with round ends', () => {
  expect(windowsOf([log(0, 0, 93), log(1, 0, 41)], null)).toEqual([
    { first: 0, count: 100 },
    { first: 0, count: 100 },
  ]);
  expect(windowsOf([log(0, 1204, 1987)], null)).toEqual([{ first: 1200, count: 800 }]);
});

test('a handful of records is not stretched over a whole ruler, and an empty log has one too', () => {
  expect(windowsOf([log(0, 0, 3)], null)).toEqual([{ first: 0, count: 16 }]);
  expect(windowsOf([log(0, 0, 0)], null)).toEqual([{ first: 0, count: 16 }]);
  expect(windowsOf([], null)).toEqual([]);
});

test('the last records end where each log ends, as many pixels each', () => {
  expect(windowsOf([log(0, 0, 930), log(1, 0, 41), log(2, 0, 7)], 20)).toEqual([
    { first: 910, count: 20 },
    { first: 21, count: 20 },
    { first: 0, count: 20 },
  ]);
});

test('records are cells while each has six pixels', () => {
  expect(showsCells({ first: 0, count: 100 }, 600)).toBe(true);
  expect(showsCells({ first: 0, count: 101 }, 600)).toBe(false);
});

test('the axis names whole offsets only', () => {
  expect(axisOffsets({ first: 0, count: 100 }, 700, 70)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  expect(axisOffsets({ first: 910, count: 2 }, 700, 70)).toEqual([910, 911, 912]);
});
