import { assert } from '../../../base/assert.ts';
import { javaHashCode, javaHashOrder } from '../../../base/java-string.ts';
import type { PartitionTable } from './partition-table.ts';

/** Partitions of one topic that moved from one member to another, with the capacity of the Java HashSet they are in. */
interface MovedPartitions {
  readonly ids: Set<number>;
  capacity: number;
}

/** What has moved in this assignment. Source: AbstractStickyAssignor.PartitionMovements. */
export interface PartitionMovements {
  readonly table: PartitionTable;
  readonly memberCount: number;
  /** By topic: pair of members → partitions. */
  readonly byTopic: Map<number, Map<number, MovedPartitions>>;
  /** Partition id → pair. */
  readonly pairs: Map<number, number>;
}

export function createPartitionMovements(table: PartitionTable, memberCount: number): PartitionMovements {
  return { table, memberCount, byTopic: new Map(), pairs: new Map() };
}

const pairOf = (movements: PartitionMovements, from: number, to: number): number => from * movements.memberCount + to;
const sourceOf = (movements: PartitionMovements, pair: number): number => Math.floor(pair / movements.memberCount);

/** Two movements of a partition are one, and none when it comes back. */
export function movePartition(movements: PartitionMovements, id: number, from: number, to: number): void {
  const before = movements.pairs.get(id);
  if (before === undefined) {
    record(movements, id, pairOf(movements, from, to));
    return;
  }
  forget(movements, id, before);
  const source = sourceOf(movements, before);
  if (source !== to) record(movements, id, pairOf(movements, source, to));
}

function record(movements: PartitionMovements, id: number, pair: number): void {
  const { byTopic, pairs, table } = movements;
  pairs.set(id, pair);
  const topic = table.topicOf[id] as number;
  const ofTopic = byTopic.get(topic) ?? new Map<number, MovedPartitions>();
  byTopic.set(topic, ofTopic);
  const moved = ofTopic.get(pair) ?? { ids: new Set(), capacity: 16 };
  ofTopic.set(pair, moved);
  moved.ids.add(id);
  if (moved.ids.size > moved.capacity * 0.75) moved.capacity *= 2;
}

function forget({ byTopic, pairs, table }: PartitionMovements, id: number, pair: number): void {
  pairs.delete(id);
  const ofTopic = byTopic.get(table.topicOf[id] as number);
  const moved = ofTopic?.get(pair);
  moved?.ids.delete(id);
  if (moved?.ids.size === 0) ofTopic?.delete(pair);
}

/**
 * When a partition of the same topic has moved the other way, that one goes back instead.
 * Source: PartitionMovements.getTheActualPartitionToBeMoved.
 */
export function actualPartitionToMove(movements: PartitionMovements, id: number, from: number, to: number): number {
  const ofTopic = movements.byTopic.get(movements.table.topicOf[id] as number);
  if (ofTopic === undefined) return id;
  const before = movements.pairs.get(id);
  const source = before === undefined ? from : sourceOf(movements, before);
  const reverse = ofTopic.get(pairOf(movements, to, source));
  return reverse === undefined ? id : firstOf(movements.table, reverse);
}

/** The first in the order of Java's HashSet. */
function firstOf({ topics, topicOf, partitionOf }: PartitionTable, { ids, capacity }: MovedPartitions): number {
  const list = [...ids];
  // TopicPartition.hashCode.
  const hashes = list.map((id) => {
    const partition = Math.imul(31, 31 + (partitionOf[id] as number));
    return (partition + javaHashCode(topics[topicOf[id] as number] as string)) | 0;
  });
  const first = list[javaHashOrder(hashes, capacity)[0] ?? -1];
  assert(first !== undefined, 'a pair without partitions is forgotten');
  return first;
}
