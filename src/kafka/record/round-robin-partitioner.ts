import { assert } from '../../base/assert.ts';
import type { PartitionInfo } from './built-in-partitioner.ts';
import { toPositive } from './murmur2.ts';

/** Counters of RoundRobinPartitioner, one a topic, 32 bits. Plain data; the state of one producer. */
export type RoundRobinCounters = Map<string, number>;

/**
 * org.apache.kafka.clients.producer.RoundRobinPartitioner: keys do not count; the topic's available partitions in turn,
 * all of them by number when none is available.
 */
export function nextRoundRobin(
  counters: RoundRobinCounters,
  topic: string,
  partitions: readonly PartitionInfo[],
): number {
  assert(partitions.length > 0, 'the topic has partitions');
  const counter = counters.get(topic) ?? 0;
  counters.set(topic, (counter + 1) | 0);
  const available = partitions.filter((p) => p.leader >= 0);
  const chosen = available[toPositive(counter) % available.length];
  return chosen === undefined ? toPositive(counter) % partitions.length : chosen.partition;
}
