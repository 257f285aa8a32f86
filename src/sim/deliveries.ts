import type { TopicPartition } from '../kafka/protocol/requests.ts';
import { partitionName } from './evidence.ts';
import { ownEvidence, replicaKey, type SimState } from './state.ts';
import { committedImage } from './view/committed-image.ts';

interface Delivered extends TopicPartition {
  readonly fromOffset: number;
  /** Inclusive. */
  readonly toOffset: number;
}

const add = (counts: Map<string, number>, group: string, records: number): unknown =>
  counts.set(group, (counts.get(group) ?? 0) + records);

/**
 * Records were handed to a member of a group. Offsets below the furthest that any member was handed come again; those
 * between that and the first of these were never handed to anybody (an offset was reset, or committed too early), unless
 * retention has taken them. A compacted partition has gaps of its own, so that nothing is said of it.
 */
export function noteDelivered(s: SimState, group: string, { topic, partition, fromOffset, toOffset }: Delivered): void {
  const evidence = ownEvidence(s);
  const name = `${group}/${partitionName(topic, partition)}`;
  const before = evidence.delivered.get(name);
  evidence.delivered.set(name, Math.max(before ?? 0, toOffset + 1));
  if (before === undefined) return;
  if (fromOffset < before) add(evidence.redelivered, group, Math.min(toOffset + 1, before) - fromOffset);
  if (fromOffset <= before || isCompacted(s, topic)) return;
  add(evidence.skipped, group, Math.max(0, fromOffset - Math.max(before, logStart(s, topic, partition))));
}

function logStart(s: SimState, topic: string, partition: number): number {
  const leader = committedImage(s).topics.get(topic)?.partitions[partition]?.leader ?? -1;
  return s.logs.get(replicaKey(s, leader, topic, partition))?.logStartOffset ?? 0;
}

const isCompacted = (s: SimState, topic: string): boolean =>
  committedImage(s).configs.get(`topic:${topic}`)?.get('cleanup.policy')?.includes('compact') === true;
