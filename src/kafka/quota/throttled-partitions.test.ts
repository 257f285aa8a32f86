import { expect, test } from 'vitest';
import { isThrottledPartition } from './throttled-partitions.ts';

test('a list names partitions by broker', () => {
  expect(isThrottledPartition('0:1,3:2', 1, 0)).toBe(true);
  expect(isThrottledPartition('0:1,3:2', 2, 3)).toBe(true);
  expect(isThrottledPartition('0:1,3:2', 1, 3)).toBe(false);
  expect(isThrottledPartition('10:1', 1, 1)).toBe(false);
});

test('a star names all, an empty list nobody', () => {
  expect(isThrottledPartition('*', 7, 12)).toBe(true);
  expect(isThrottledPartition('', 0, 0)).toBe(false);
});
