import { expect, test } from 'vitest';
import { backoffUs } from './backoff.ts';

test('the wait doubles from retry.backoff.ms up to retry.backoff.max.ms', () => {
  const waits = [0, 1, 2, 3, 4, 9].map((attempts) => backoffUs(100, 1000, attempts, 0.5));
  expect(waits).toEqual([100_000, 200_000, 400_000, 800_000, 1_000_000, 1_000_000]);
});

test('jitter takes or adds a fifth, never above the maximum', () => {
  expect(backoffUs(100, 1000, 0, 0)).toBe(80_000);
  expect(backoffUs(100, 1000, 0, 0.999999)).toBeLessThan(120_000);
  expect(backoffUs(100, 1000, 5, 0.9)).toBe(1_000_000);
});
