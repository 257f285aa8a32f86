import { expect, test } from 'vitest';
import { around, overlaps, spread } from './geometry.ts';

test('boxes that only touch do not overlap', () => {
  const a = { x: 0, y: 0, width: 10, height: 10 };
  expect(overlaps(a, { x: 10, y: 0, width: 5, height: 5 })).toBe(false);
  expect(overlaps(a, { x: 9, y: 9, width: 5, height: 5 })).toBe(true);
});

test('the box around nothing is empty', () => {
  expect(around([])).toEqual({ x: 0, y: 0, width: 0, height: 0 });
  expect(
    around([
      { x: 2, y: 3, width: 4, height: 5 },
      { x: 10, y: 0, width: 1, height: 1 },
    ]),
  ).toEqual({ x: 2, y: 0, width: 9, height: 8 });
});

test('intervals that already stand apart stay where they are wanted', () => {
  expect(spread([10, 50], [20, 20], 5, 0, 100)).toEqual([10, 50]);
});

test('intervals wanted at one place stand around it in their order', () => {
  expect(spread([40, 40, 40], [10, 10, 10], 2, 0, 200)).toEqual([28, 40, 52]);
});

test('intervals never leave the range while they fit into it', () => {
  expect(spread([90, 95], [10, 10], 0, 0, 100)).toEqual([80, 90]);
  expect(spread([-30, -20], [10, 10], 0, 0, 100)).toEqual([0, 10]);
});

test('what does not fit runs over at the high end and still does not meet', () => {
  expect(spread([0, 0, 0], [40, 40, 40], 0, 0, 100)).toEqual([0, 40, 80]);
});
