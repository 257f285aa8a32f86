import { expect, test } from 'vitest';
import {
  copyBuiltInPartitioner,
  createBuiltInPartitioner,
  peekPartition,
  updateLoadStats,
  updatePartitionInfo,
} from './built-in-partitioner.ts';

const three = [0, 1, 2].map((partition) => ({ partition, leader: 1 }));

/** Gives these numbers in turn. */
function dice(...numbers: number[]): () => number {
  return () => numbers.shift() ?? 0;
}

test('a producer stays on one partition until batch.size bytes have gone to it', () => {
  const p = createBuiltInPartitioner(1000);
  expect(peekPartition(p, three, dice(4))).toBe(1);
  expect(updatePartitionInfo(p, 999, three, true, dice())).toBe(false);
  expect(updatePartitionInfo(p, 1, three, true, dice(5))).toBe(true);
  expect(p.stickyPartition).toBe(2);
});

test('it waits for the batch to fill, up to twice the size', () => {
  const p = createBuiltInPartitioner(1000);
  peekPartition(p, three, dice(0));
  expect(updatePartitionInfo(p, 1500, three, false, dice())).toBe(false);
  const waiting = copyBuiltInPartitioner(p);
  expect(updatePartitionInfo(waiting, 0, three, true, dice(1))).toBe(true);
  expect(updatePartitionInfo(p, 500, three, false, dice(1))).toBe(true);
});

test('partitions without a leader are not chosen while there are others', () => {
  const partitions = three.map((p) => ({ ...p, leader: p.partition === 0 ? -1 : 1 }));
  expect(peekPartition(createBuiltInPartitioner(1), partitions, dice(0))).toBe(1);
  const none = three.map((p) => ({ ...p, leader: -1 }));
  expect(peekPartition(createBuiltInPartitioner(1), none, dice(2))).toBe(2);
});

test('the longer a queue, the rarer its partition', () => {
  const p = createBuiltInPartitioner(1);
  updateLoadStats(p, [0, 3, 1], [0, 1, 2], 3);
  expect(p.loadStats).toEqual({ cumulativeFrequencies: [4, 5, 8], partitionIds: [0, 1, 2] });
  const chosen = Array.from({ length: 8 }, (_, i) => peekPartition({ ...p, stickyPartition: -1 }, three, dice(i)));
  expect(chosen).toEqual([0, 0, 0, 0, 1, 2, 2, 2]);
});

test('queues of equal length give no stats, unless a slow broker’s partition was left out', () => {
  const p = createBuiltInPartitioner(1);
  updateLoadStats(p, [2, 2, 2], [0, 1, 2], 3);
  expect(p.loadStats).toBeNull();
  updateLoadStats(p, [2, 2, 9], [0, 1, 2], 2);
  expect(p.loadStats).toEqual({ cumulativeFrequencies: [1, 2], partitionIds: [0, 1] });
  updateLoadStats(p, null, [], 0);
  expect(p.loadStats).toBeNull();
});
