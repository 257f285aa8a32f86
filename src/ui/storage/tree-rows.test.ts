import { expect, test } from 'vitest';
import { treeRows } from './tree-rows.ts';

const files = [
  'orders-10/a.log',
  'orders-2/a.log',
  'orders-2/b.log',
  'meta.properties',
  '__consumer_offsets-3/a.log',
].map((path) => ({
  path,
  sizeInBytes: 10,
}));

test('partition directories come in the order of their numbers, internal topics last, closed, with their sizes', () => {
  const rows = treeRows(files, new Set(), 'logs');
  expect(rows.map(({ name, sizeInBytes }) => [name, sizeInBytes])).toEqual([
    ['logs', 50],
    ['orders-2', 20],
    ['orders-10', 10],
    ['meta.properties', 10],
    ['__consumer_offsets-3', 10],
  ]);
});

test('an open directory shows its files, each with its place', () => {
  const rows = treeRows(files, new Set(['orders-2']), 'logs');
  expect(rows.filter(({ level }) => level === 3)).toMatchObject([
    { path: 'orders-2/a.log', name: 'a.log', place: 1, of: 2 },
    { path: 'orders-2/b.log', name: 'b.log', place: 2, of: 2 },
  ]);
});
