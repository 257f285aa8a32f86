import { assert } from '../base/assert.ts';
import { fromHex } from '../base/bytes.ts';
import type { PartitionInfo } from '../kafka/record/built-in-partitioner.ts';
import { partitionForKey } from '../kafka/record/murmur2.ts';
import type { RoundRobinCounters } from '../kafka/record/round-robin-partitioner.ts';
import { nextRoundRobin } from '../kafka/record/round-robin-partitioner.ts';
import type { VectorPartition } from './sticky.ts';
import { toPartitions } from './sticky.ts';
import { defineSuite } from './suite.ts';

type Cluster = readonly { readonly topic: string; readonly partitions: readonly VectorPartition[] }[];

interface VectorRecord {
  readonly topic: string;
  readonly partition: number | null;
  readonly key: string | null;
  readonly cluster?: Cluster;
}

interface Input {
  readonly partitioner: 'roundrobin' | null;
  readonly ignoreKeys: boolean;
  readonly cluster: Cluster;
  readonly counters?: Readonly<Record<string, number>>;
  readonly records: readonly VectorRecord[];
}

function partitionsOf(cluster: Cluster, topic: string): PartitionInfo[] {
  const found = cluster.find((t) => t.topic === topic);
  assert(found !== undefined, `the cluster has the topic ${topic}`);
  return toPartitions(found.partitions);
}

function choose(input: Input, record: VectorRecord, cluster: Cluster, counters: RoundRobinCounters): unknown {
  if (record.partition !== null && record.partition < 0) {
    const message = `Invalid partition: ${record.partition}. Partition number should always be non-negative or null.`;
    return { error: { class: 'java.lang.IllegalArgumentException', message } };
  }
  if (record.partition !== null) return record.partition;
  const partitions = partitionsOf(cluster, record.topic);
  if (input.partitioner === 'roundrobin') return nextRoundRobin(counters, record.topic, partitions);
  if (record.key === null || input.ignoreKeys) return -1;
  return partitionForKey(fromHex(record.key), partitions.length);
}

export const partitionerSuite = defineSuite<Input>('partitioner', (input) => {
  const counters: RoundRobinCounters = new Map(Object.entries(input.counters ?? {}));
  let cluster = input.cluster;
  const partitions = input.records.map((record) => {
    cluster = record.cluster ?? cluster;
    return choose(input, record, cluster, counters);
  });
  return { partitions };
});
