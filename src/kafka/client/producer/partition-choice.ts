import type { MetadataTopic } from '../../protocol/requests.ts';
import type { PartitionInfo } from '../../record/built-in-partitioner.ts';
import { murmur2, toPositive } from '../../record/murmur2.ts';
import { nextRoundRobin } from '../../record/round-robin-partitioner.ts';
import type { ProducerContext, ProducerRecord } from './effects.ts';
import { leaderOf } from './metadata-state.ts';
import type { Producer } from './producer-state.ts';
import { currentSticky } from './sticky-by-batch.ts';

export interface PartitionChoice {
  /** null: the built-in sticky partitioner says, when the record is appended. */
  readonly partition: number | null;
  readonly by: 'given' | 'key' | 'round-robin' | 'sticky';
  /** Signed murmur2 of the key; null when it did not decide. */
  readonly hash: number | null;
}

/** The topic's partitions with their leaders, as partitioners look at them. */
export const partitionInfos = (p: Producer, topic: MetadataTopic): PartitionInfo[] =>
  topic.partitions.map((_, partition) => ({ partition, leader: leaderOf(p.metadata, topic.name, partition) }));

/** What the record says; else the partitioner; else the key, over all partitions. Source: KafkaProducer.partition. */
export function choosePartition(
  p: Producer,
  topic: MetadataTopic,
  record: ProducerRecord,
  ctx: ProducerContext,
): PartitionChoice {
  if (record.partition !== null) return { partition: record.partition, by: 'given', hash: null };
  const { partitioner, partitionerIgnoreKeys } = p.config;
  if (partitioner === 'round-robin') {
    const partition = nextRoundRobin(p.roundRobin, topic.name, partitionInfos(p, topic));
    return { partition, by: 'round-robin', hash: null };
  }
  const ignoresKeys =
    partitioner === 'built-in' ? partitionerIgnoreKeys : partitioner === 'sticky-by-batch-ignoring-keys';
  if (record.key !== null && !ignoresKeys) {
    const hash = murmur2(record.key);
    return { partition: toPositive(hash) % topic.partitions.length, by: 'key', hash };
  }
  const partition = partitioner === 'built-in' ? null : currentSticky(p, topic, ctx);
  return { partition, by: 'sticky', hash: null };
}
