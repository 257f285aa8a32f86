import { expect, test } from 'vitest';
import { neighbour } from './navigate.ts';
import type { Placed } from './places.ts';

const grid: Placed[] = [0, 1, 2].flatMap((row) =>
  [0, 1, 2].map((column) => ({
    key: `${row}.${column}`,
    box: { x: column * 100, y: row * 50, width: 80, height: 40 },
  })),
);
const go = (from: string, direction: 'up' | 'down' | 'left' | 'right', items = grid) => {
  const start = items.find((item) => item.key === from);
  return start ? (neighbour(items, start, direction)?.key ?? null) : undefined;
};

test('arrows move along rows and columns', () => {
  expect(go('1.1', 'right')).toBe('1.2');
  expect(go('1.1', 'left')).toBe('1.0');
  expect(go('1.1', 'up')).toBe('0.1');
  expect(go('1.1', 'down')).toBe('2.1');
});

test('there is nothing beyond the edge', () => {
  expect(go('0.0', 'up')).toBe(null);
  expect(go('2.2', 'right')).toBe(null);
});

test('a hole in the row is jumped over', () => {
  expect(
    go(
      '1.0',
      'right',
      grid.filter((item) => item.key !== '1.1'),
    ),
  ).toBe('1.2');
});
