import { expect, test } from 'vitest';
import { lowWatermark } from './low-watermark.ts';

test('the low watermark waits for every live follower', () => {
  const behind = { logStartOffset: 3, alive: true };
  expect(lowWatermark(5, [behind, { logStartOffset: 5, alive: true }])).toBe(3);
});

test('a follower that is not alive is not waited for', () => {
  expect(lowWatermark(5, [{ logStartOffset: 0, alive: false }])).toBe(5);
});

test('a follower that has not fetched from this leader yet counts as −1', () => {
  expect(lowWatermark(5, [{ logStartOffset: -1, alive: true }])).toBe(-1);
});
