import { expect, test } from 'vitest';
import { coordinatorPartition } from './coordinator-partition.ts';

test('a group’s coordinator is found by the hash of its id', () => {
  expect(coordinatorPartition('a', 50)).toBe(47);
  expect(coordinatorPartition('order-service', 1)).toBe(0);
});

test('the hash without a positive counterpart counts as 0', () => {
  expect(coordinatorPartition('polygenelubricants', 50)).toBe(0);
});
