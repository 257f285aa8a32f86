import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchIndex, warmEntries } from './index-search.ts';

const search = (keys: readonly number[], target: number, warm = 1024) =>
  searchIndex({ entries: keys.length, key: (index) => keys[index] ?? Number.NaN, warm }, target);

property.prop([fc.uniqueArray(fc.nat(500), { maxLength: 60 }), fc.nat(520), fc.integer({ min: 1, max: 40 })])(
  'what is found is the floor, however many entries are warm',
  (keys, target, warm) => {
    const sorted = keys.toSorted((a, b) => a - b);
    expect(search(sorted, target, warm).found).toBe(sorted.findLastIndex((key) => key <= target));
  },
);

test('the search halves what is left, and stops at a hit', () => {
  const { found, probes } = search([10, 20, 30, 40, 50, 60, 70], 60);
  expect(found).toBe(5);
  expect(probes).toEqual([
    { low: 0, high: 6, middle: 3, key: 40, goes: 'right' },
    { low: 3, high: 6, middle: 5, key: 60, goes: 'hit' },
  ]);
});

test('in a large index the edge of the warm part is looked at first', () => {
  const keys = Array.from({ length: 3000 }, (_, i) => 10 * i);
  expect(warmEntries(8)).toBe(1024);
  expect(search(keys, 29_000).probes[0]).toMatchObject({ middle: 3000 - 1 - 1024, goes: 'right' });
  expect(search(keys, 5).probes[0]).toMatchObject({ middle: 3000 - 1 - 1024, goes: 'left' });
});

test('an empty index finds nothing and looks nowhere', () => {
  expect(search([], 5)).toEqual({ found: -1, probes: [] });
});
