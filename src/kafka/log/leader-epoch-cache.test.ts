import { expect, test } from 'vitest';
import {
  assignEntry,
  type EpochEntries,
  endOffsetFor,
  truncateEntriesFromEnd,
  truncateEntriesFromStart,
} from './leader-epoch-cache.ts';

function entries(...pairs: [number, number][]): EpochEntries {
  return pairs.map(([epoch, startOffset]) => ({ epoch, startOffset }));
}

const known = entries([0, 0], [2, 10], [5, 25]);

test('a new epoch is noted once', () => {
  expect(assignEntry(known, 6, 30)).toEqual(entries([0, 0], [2, 10], [5, 25], [6, 30]));
  expect(assignEntry(known, 5, 28)).toBe(known);
});

test('an entry removes the later ones that it contradicts', () => {
  expect(assignEntry(known, 3, 12)).toEqual(entries([0, 0], [2, 10], [3, 12]));
  expect(assignEntry(known, 6, 10)).toEqual(entries([0, 0], [6, 10]));
  expect(assignEntry(known, 5, 20)).toEqual(entries([0, 0], [2, 10], [5, 20]));
});

test('an epoch ends where the next known one begins, the latest at the log end', () => {
  const ends = [-1, 0, 1, 2, 4, 5, 6].map((epoch) => endOffsetFor(known, epoch, 40));
  expect(ends).toEqual([
    undefined,
    { epoch: 0, endOffset: 10 },
    { epoch: 0, endOffset: 10 },
    { epoch: 2, endOffset: 25 },
    { epoch: 2, endOffset: 25 },
    { epoch: 5, endOffset: 40 },
    undefined,
  ]);
});

test('an epoch below the first known one ends where that begins', () => {
  expect(endOffsetFor(entries([3, 7]), 1, 40)).toEqual({ epoch: 1, endOffset: 7 });
  expect(endOffsetFor([], 1, 40)).toBeUndefined();
});

test('truncation drops entries from either end and keeps the epoch of the new start', () => {
  expect(truncateEntriesFromEnd(known, 25)).toEqual(entries([0, 0], [2, 10]));
  expect(truncateEntriesFromEnd(known, 26)).toBe(known);
  expect(truncateEntriesFromStart(known, 12)).toEqual(entries([2, 12], [5, 25]));
  expect(truncateEntriesFromStart(known, 99)).toEqual(entries([5, 99]));
  expect(truncateEntriesFromStart(entries([1, 4]), 2)).toEqual(entries([1, 4]));
});
