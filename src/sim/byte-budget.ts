import type { PartitionLog } from '../kafka/log/partition-log.ts';
import { nodeOfReplicaKey, type SimState } from './state.ts';

/** Checkpoints and logs of one run together; beyond it checkpoints thin out. A tab lives well with a few times as much. */
export const byteBudget = 192 * 1024 * 1024;

/** What objects cost beside the bytes of records, measured in Chromium and Node and rounded up. */
const bytesPerBatch = 400;
const bytesPerEntity = 800;
const bytesPerTableEntry = 40;

const bytesOf = (segment: PartitionLog['segments'][number]): number =>
  segment.sizeInBytes + segment.length * bytesPerBatch;

/** Adds up by partition: replicas share their batches, so that a partition costs what its largest replica costs. */
function sumOfPartitions(logs: Iterable<[number, number]>): number {
  const byPartition = new Map<number, number>();
  for (const [key, bytes] of logs) {
    const partition = key - nodeOfReplicaKey(key);
    byPartition.set(partition, Math.max(byPartition.get(partition) ?? 0, bytes));
  }
  let sum = 0;
  for (const bytes of byPartition.values()) sum += bytes;
  return sum;
}

/** Bytes that the logs of this moment take in memory, about. */
export function bytesOfLogs(s: SimState): number {
  const sizes: [number, number][] = [];
  for (const [key, log] of s.logs) sizes.push([key, log.segments.reduce((sum, segment) => sum + bytesOf(segment), 0)]);
  return sumOfPartitions(sizes);
}

/** Bytes that `older` holds and `newer` does not: what is copied on write, and segments that were deleted or cut. */
export function bytesApart(older: SimState, newer: SimState): number {
  let entities = 0;
  let entries = older.queue.length + older.connections.size + older.timers.size;
  const count = (before: ReadonlyMap<number, unknown>, after: ReadonlyMap<number, unknown>): void => {
    entries += before.size;
    for (const [key, entity] of before) if (after.get(key) !== entity) entities += 1;
  };
  count(older.brokers, newer.brokers);
  count(older.replicas, newer.replicas);
  count(older.logs, newer.logs);
  count(older.shards, newer.shards);
  count(older.producers, newer.producers);
  count(older.consumers, newer.consumers);
  const gone: [number, number][] = [];
  for (const [key, log] of older.logs) {
    const after = newer.logs.get(key);
    if (after !== log) gone.push([key, bytesGone(log, after)]);
  }
  return entities * bytesPerEntity + entries * bytesPerTableEntry + sumOfPartitions(gone);
}

/** Segments whose list of batches the newer log does not have. */
function bytesGone(log: PartitionLog, after: PartitionLog | undefined): number {
  const kept = new Set(after?.segments.map((segment) => segment.batches));
  let bytes = 0;
  for (const segment of log.segments) if (!kept.has(segment.batches)) bytes += bytesOf(segment);
  return bytes;
}
