import { expect, test } from 'vitest';
import { partitionsFrom } from './partition-names.ts';

test('partitions are read with commas, blanks and lines between them, each once', () => {
  expect(partitionsFrom('orders-0, orders-12\n orders-0')).toEqual([
    { topic: 'orders', partition: 0 },
    { topic: 'orders', partition: 12 },
  ]);
  expect(partitionsFrom('  ')).toEqual([]);
});

test('a topic may end with a number itself', () => {
  expect(partitionsFrom('orders-2024-3')).toEqual([{ topic: 'orders-2024', partition: 3 }]);
});

test('what is no partition is none', () => {
  expect(partitionsFrom('orders')).toBeNull();
  expect(partitionsFrom('orders-')).toBeNull();
  expect(partitionsFrom('-1')).toBeNull();
  expect(partitionsFrom('orders-0 orders-x')).toBeNull();
});
