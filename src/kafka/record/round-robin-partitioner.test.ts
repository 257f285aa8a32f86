import { expect, test } from 'vitest';
import { nextRoundRobin, type RoundRobinCounters } from './round-robin-partitioner.ts';

test('available partitions come in turn, topic by topic', () => {
  const counters: RoundRobinCounters = new Map();
  const partitions = [0, 1, 2].map((partition) => ({ partition, leader: partition === 1 ? -1 : 5 }));
  expect(Array.from({ length: 5 }, () => nextRoundRobin(counters, 'a', partitions))).toEqual([0, 2, 0, 2, 0]);
  expect(nextRoundRobin(counters, 'b', partitions)).toBe(0);
});

test('the counter overflows as an int does', () => {
  const counters: RoundRobinCounters = new Map([['a', 2147483647]]);
  const partitions = [0, 1, 2].map((partition) => ({ partition, leader: 1 }));
  expect([nextRoundRobin(counters, 'a', partitions), nextRoundRobin(counters, 'a', partitions)]).toEqual([1, 0]);
});
