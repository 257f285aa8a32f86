import { assert } from '../../base/assert.ts';

/** A partition of the topic as the producer's metadata lists it; leader −1: none, so not available. */
export interface PartitionInfo {
  readonly partition: number;
  readonly leader: number;
}

/** Which partitions are likelier: running sums of weights, beside the partition of each. */
export interface LoadStats {
  readonly cumulativeFrequencies: readonly number[];
  readonly partitionIds: readonly number[];
}

/**
 * Where a producer puts records without a key, for one topic: KIP-794's built-in partitioner
 * (org.apache.kafka.clients.producer.internals.BuiltInPartitioner). Plain data; the state of one producer.
 */
export interface BuiltInPartitioner {
  /** batch.size, at least 1. */
  readonly stickyBatchSize: number;
  /** −1: not chosen yet. */
  stickyPartition: number;
  /** Bytes that went to it since it was chosen. */
  producedBytes: number;
  /** null: all alike. */
  loadStats: LoadStats | null;
}

/** Gives a random integer 0 … 2^31−1. */
export type NextRandom = () => number;

export function createBuiltInPartitioner(stickyBatchSize: number): BuiltInPartitioner {
  assert(stickyBatchSize >= 1, 'the sticky batch size is at least 1');
  return { stickyBatchSize, stickyPartition: -1, producedBytes: 0, loadStats: null };
}

/** A copy that shares nothing mutable; load stats are never changed in place. */
export function copyBuiltInPartitioner(partitioner: BuiltInPartitioner): BuiltInPartitioner {
  return { ...partitioner };
}

function choose(state: BuiltInPartitioner, partitions: readonly PartitionInfo[], random: number): number {
  const stats = state.loadStats;
  if (stats === null) {
    assert(partitions.length > 0, 'the topic has partitions');
    const available = partitions.filter((p) => p.leader >= 0);
    const chosen = available[random % available.length];
    // With no partition available any number will do, and Kafka takes it without a look at the list.
    return chosen === undefined ? random % partitions.length : chosen.partition;
  }
  const table = stats.cumulativeFrequencies;
  const weighted = random % (table[table.length - 1] as number);
  return stats.partitionIds[table.findIndex((sum) => sum > weighted)] as number;
}

function switchPartition(state: BuiltInPartitioner, partitions: readonly PartitionInfo[], random: NextRandom): void {
  state.stickyPartition = choose(state, partitions, random());
  state.producedBytes = 0;
}

/** The current partition; the first call chooses one. */
export function peekPartition(
  state: BuiltInPartitioner,
  partitions: readonly PartitionInfo[],
  random: NextRandom,
): number {
  if (state.stickyPartition < 0) switchPartition(state, partitions, random);
  return state.stickyPartition;
}

/**
 * After `appendedBytes` went to the current partition: takes another one when batch.size bytes have gone to it and
 * `enableSwitch` says that no batch of its queue is still filling, or twice as many in any case. Gives whether it
 * switched (which may lead to the same partition again). With 0 bytes before an append: a switch that had to wait.
 */
export function updatePartitionInfo(
  state: BuiltInPartitioner,
  appendedBytes: number,
  partitions: readonly PartitionInfo[],
  enableSwitch: boolean,
  random: NextRandom,
): boolean {
  // Java's int arithmetic: from a batch.size of 1 GiB on the doubled size is negative, and every append switches.
  state.producedBytes = (state.producedBytes + appendedBytes) | 0;
  const enough = state.producedBytes >= state.stickyBatchSize && enableSwitch;
  if (!enough && state.producedBytes < ((2 * state.stickyBatchSize) | 0)) return false;
  switchPartition(state, partitions, random);
  return true;
}

/**
 * BuiltInPartitioner.updatePartitionLoadStats: the longer a partition's queue, the less likely it is. `queueSizes` in
 * batches, one for each of `partitionIds`; the entries from `length` on are left out as too slow. null: no stats.
 */
export function updateLoadStats(
  state: BuiltInPartitioner,
  queueSizes: readonly number[] | null,
  partitionIds: readonly number[],
  length: number,
): void {
  state.loadStats = null;
  if (queueSizes === null || length < 1 || queueSizes.length < 2) return;
  const sizes = queueSizes.slice(0, length);
  const longest = sizes.reduce((a, b) => Math.max(a, b), 0);
  if (length === queueSizes.length && sizes.every((size) => size === longest)) return;
  let sum = 0;
  const cumulativeFrequencies = sizes.map((size) => {
    sum += longest + 1 - size;
    return sum;
  });
  state.loadStats = { cumulativeFrequencies, partitionIds: partitionIds.slice(0, length) };
}
