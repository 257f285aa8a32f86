import { expect, test } from 'vitest';
import { pathOf, pointAt, trackOf } from './track.ts';

const bent = trackOf([
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 30 },
]);

test('a point that repeats its neighbour is left out', () => {
  expect(bent.points).toHaveLength(3);
  expect(bent.length).toBe(40);
});

test('a packet moves with one speed around the corner', () => {
  expect(pointAt(bent, 0)).toEqual({ x: 0, y: 0 });
  expect(pointAt(bent, 0.125)).toEqual({ x: 5, y: 0 });
  expect(pointAt(bent, 0.5)).toEqual({ x: 10, y: 10 });
  expect(pointAt(bent, 1)).toEqual({ x: 10, y: 30 });
});

test('a share outside 0…1 stays at the ends', () => {
  expect(pointAt(bent, -3)).toEqual({ x: 0, y: 0 });
  expect(pointAt(bent, 7)).toEqual({ x: 10, y: 30 });
});

test('corners are rounded, and never by more than half a piece', () => {
  expect(pathOf(bent, 4)).toBe('M0 0L6 0Q10 0 10 4L10 30');
  expect(pathOf(bent, 100)).toBe('M0 0L5 0Q10 0 10 15L10 30');
});
