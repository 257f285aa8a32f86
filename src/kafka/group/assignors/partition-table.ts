import type { TopicPartition } from '../../protocol/requests.ts';
import type { AssignorCluster, AssignorMember } from './assignor.ts';
import { compareText } from './member-order.ts';

/**
 * The partitions to be assigned, as numbers: those of all subscribed topics with metadata, by topic name, then by
 * partition. Partitions that members claim and the topic does not have get numbers above: strays.
 */
export interface PartitionTable {
  readonly topics: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** By topic, the id of its partition 0, and after the last topic `total`. */
  readonly firstId: readonly number[];
  /** Partitions without the strays. */
  readonly total: number;
  /** By id. */
  readonly topicOf: number[];
  readonly partitionOf: number[];
  readonly strays: Map<string, number>;
}

/** Source: AbstractPartitionAssignor.assign(Cluster, GroupSubscription). */
export function createPartitionTable(cluster: AssignorCluster, members: readonly AssignorMember[]): PartitionTable {
  const topics = subscribedTopics(cluster, members).sort(compareText);
  const firstId = [0];
  let total = 0;
  for (const topic of topics) {
    total += cluster.partitionsPerTopic.get(topic) ?? 0;
    firstId.push(total);
  }
  const topicOf: number[] = new Array(total).fill(0);
  const partitionOf: number[] = new Array(total).fill(0);
  for (let topic = 0; topic < topics.length; topic++) {
    const first = firstId[topic] as number;
    for (let id = first; id < (firstId[topic + 1] as number); id++) {
      topicOf[id] = topic;
      partitionOf[id] = id - first;
    }
  }
  const indexOf = new Map(topics.map((topic, index) => [topic, index]));
  return { topics, indexOf, firstId, total, topicOf, partitionOf, strays: new Map() };
}

/** Topics with partitions that at least one member subscribes to, in the cluster's order. */
export function subscribedTopics(cluster: AssignorCluster, members: readonly AssignorMember[]): string[] {
  const subscribed = new Set<string>();
  let last: readonly string[] = [];
  for (const { topics } of members) {
    if (!sameTexts(topics, last)) for (const topic of topics) subscribed.add(topic);
    last = topics;
  }
  return [...cluster.partitionsPerTopic].filter(([topic, count]) => count > 0 && subscribed.has(topic)).map(([t]) => t);
}

export function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function partitionId(table: PartitionTable, topic: number, partition: number): number {
  const first = table.firstId[topic] as number;
  if (partition >= 0 && partition < (table.firstId[topic + 1] as number) - first) return first + partition;
  const key = `${topic}-${partition}`;
  let id = table.strays.get(key);
  if (id === undefined) {
    id = table.topicOf.length;
    table.topicOf.push(topic);
    table.partitionOf.push(partition);
    table.strays.set(key, id);
  }
  return id;
}

/** The claims on topics that are to be assigned, in their order. */
export function idsOf(table: PartitionTable, partitions: readonly TopicPartition[]): number[] {
  const ids: number[] = [];
  let topic: string | null = null;
  let index = -1;
  for (const claim of partitions) {
    if (claim.topic !== topic) {
      topic = claim.topic;
      index = table.indexOf.get(topic) ?? -1;
    }
    if (index !== -1) ids.push(partitionId(table, index, claim.partition));
  }
  return ids;
}

/** A list of ids as topic → partitions, topics in the order in which they first come. */
export function byTopic(table: PartitionTable, ids: readonly number[]): Map<string, number[]> {
  const topics = new Map<string, number[]>();
  for (let from = 0; from < ids.length; ) {
    const topic = table.topicOf[ids[from] as number] as number;
    let to = from + 1;
    while (to < ids.length && table.topicOf[ids[to] as number] === topic) to++;
    const name = table.topics[topic] as string;
    const before = topics.get(name);
    const run = partitionsOf(table, ids, from, to);
    topics.set(name, before === undefined ? run : before.concat(run));
    from = to;
  }
  return topics;
}

function partitionsOf({ partitionOf }: PartitionTable, ids: readonly number[], from: number, to: number): number[] {
  const first = partitionOf[ids[from] as number] as number;
  if (to === from + 1) return [first];
  const partitions = ids.slice(from, to);
  for (let i = 0; i < partitions.length; i++) partitions[i] = partitionOf[partitions[i] as number] as number;
  return partitions;
}
