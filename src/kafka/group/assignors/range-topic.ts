import type { AssignorCluster, AssignorMember } from './assignor.ts';
import { needsRackAwareAssignment, rackOf } from './rack-awareness.ts';

/**
 * How far the range assignment of one topic is. Subscribers are named by their place in `members`.
 * Source: RangeAssignor.TopicAssignmentState.
 */
export interface RangeTopic {
  readonly topic: string;
  readonly partitionCount: number;
  /** The subscribers, sorted. */
  readonly members: readonly AssignorMember[];
  /** By partition; empty when no subscriber has a rack. */
  readonly partitionRacks: readonly ReadonlySet<string>[];
  readonly needsRackAwareAssignment: boolean;
  /** By subscriber. */
  readonly assigned: number[][];
  readonly numPartitionsPerConsumer: number;
  remainingConsumersWithExtraPartition: number;
  /** Ascending. */
  unassigned: number[];
}

const noRacks: readonly string[] = [];

/** `members` are the topic's subscribers (one at least), sorted. */
export function createRangeTopic(
  cluster: AssignorCluster,
  topic: string,
  members: readonly AssignorMember[],
): RangeTopic {
  const partitionCount = cluster.partitionsPerTopic.get(topic) ?? 0;
  const memberRacks = new Set(members.map(rackOf).filter((rack) => rack !== null));
  const replicaRacks = cluster.replicaRacks?.get(topic);
  const unassigned = Array.from({ length: partitionCount }, (_, partition) => partition);
  const partitionRacks = memberRacks.size === 0 ? [] : unassigned.map((p) => new Set(replicaRacks?.[p] ?? noRacks));
  return {
    topic,
    partitionCount,
    members,
    partitionRacks,
    needsRackAwareAssignment: needsRackAwareAssignment(memberRacks, partitionRacks),
    assigned: [],
    numPartitionsPerConsumer: Math.floor(partitionCount / members.length),
    remainingConsumersWithExtraPartition: partitionCount % members.length,
    unassigned,
  };
}

/** A subscriber without a rack matches all. */
export function racksMatch(state: RangeTopic, at: number, partition: number): boolean {
  const rack = rackOf(state.members[at] as AssignorMember);
  return rack === null || state.partitionRacks[partition]?.has(rack) === true;
}

/** How many partitions more this subscriber may get. */
export function maxAssignable(state: RangeTopic, at: number): number {
  const most = state.numPartitionsPerConsumer + (state.remainingConsumersWithExtraPartition > 0 ? 1 : 0);
  return Math.max(0, most - (state.assigned[at]?.length ?? 0));
}

/** Gives the subscriber partitions that have been taken out of `unassigned`, within its room. */
export function assignTo(state: RangeTopic, at: number, partitions: number[]): void {
  const before = state.assigned[at];
  const list = before === undefined ? partitions : before.concat(partitions);
  state.assigned[at] = list;
  if (list.length > state.numPartitionsPerConsumer) state.remainingConsumersWithExtraPartition--;
}
