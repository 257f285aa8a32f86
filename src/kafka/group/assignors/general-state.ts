import type { AssignorMember } from './assignor.ts';
import type { OwnedPartitions } from './owned-partitions.ts';
import { createSortedMembers, type SortedMembers } from './sorted-members.ts';
import type { StickyRound } from './sticky-round.ts';

/**
 * The sticky assignment when subscriptions differ.
 * Source: AbstractStickyAssignor.GeneralAssignmentBuilder.
 */
export interface GeneralAssignment {
  readonly round: StickyRound;
  /** By member: topics with metadata, as numbers. */
  readonly subscribedTopics: readonly (readonly number[])[];
  /** 1 at member × number of topics + topic. */
  readonly subscribed: Uint8Array;
  /** By topic. */
  readonly subscriberCount: readonly number[];
  /** By member: how many partitions its topics have. */
  readonly maxAssignmentSize: readonly number[];
  /** All partitions: of topics with few subscribers first, then by name of topic, then by partition. */
  readonly sortedAllPartitions: readonly number[];
  /** By member: partition ids. */
  current: number[][];
  /** By partition id: its member; −1 none. */
  owner: number[];
  /** Members that take part in the balancing. */
  sortedMembers: SortedMembers;
  /** Some member has lost a partition because of its subscription or its rack. */
  revocationRequired: boolean;
}

/** Without regard to what members own. */
export function createGeneralAssignment(round: StickyRound, { owned }: OwnedPartitions): GeneralAssignment {
  const { table, members } = round;
  const topicCount = table.topics.length;
  const subscribed = new Uint8Array(members.length * topicCount);
  const subscriberCount: number[] = new Array(topicCount).fill(0);
  const subscribedTopics = members.map((member, number) =>
    topicsOf(round, member).map((topic) => {
      subscribed[number * topicCount + topic] = 1;
      subscriberCount[topic] = (subscriberCount[topic] as number) + 1;
      return topic;
    }),
  );
  return {
    round,
    subscribedTopics,
    subscribed,
    subscriberCount,
    maxAssignmentSize: subscribedTopics.map((topics) => topics.reduce((sum, topic) => sum + sizeOf(round, topic), 0)),
    sortedAllPartitions: sortPartitions(round, subscriberCount),
    current: owned,
    owner: new Array(table.topicOf.length).fill(-1),
    sortedMembers: createSortedMembers([]),
    revocationRequired: false,
  };
}

const sizeOf = ({ table }: StickyRound, topic: number): number =>
  (table.firstId[topic + 1] as number) - (table.firstId[topic] as number);

function topicsOf({ table }: StickyRound, member: AssignorMember): number[] {
  const topics: number[] = [];
  for (const name of member.topics) {
    const topic = table.indexOf.get(name);
    if (topic !== undefined) topics.push(topic);
  }
  return topics;
}

function sortPartitions(round: StickyRound, subscriberCount: readonly number[]): number[] {
  const topics = round.table.topics.map((_, topic) => topic);
  topics.sort((a, b) => (subscriberCount[a] as number) - (subscriberCount[b] as number) || a - b);
  const ids: number[] = [];
  for (const topic of topics) {
    const first = round.table.firstId[topic] as number;
    for (let i = 0; i < sizeOf(round, topic); i++) ids.push(first + i);
  }
  return ids;
}

export const isSubscribed = ({ subscribed, round }: GeneralAssignment, member: number, topic: number): boolean =>
  subscribed[member * round.table.topics.length + topic] === 1;
