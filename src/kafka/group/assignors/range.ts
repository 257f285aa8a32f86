import type { Assignor, AssignorCluster, AssignorMember, GroupAssignment } from './assignor.ts';
import { compareMembers, compareText } from './member-order.ts';
import { subscribedTopics } from './partition-table.ts';
import { assignRanges, assignWithRackMatching } from './range-racks.ts';
import { createRangeTopic, type RangeTopic } from './range-topic.ts';

/**
 * Topic by topic, the n partitions go to the m subscribers in order: each gets n div m consecutive ones, the first
 * n mod m one more. Where racks make a difference, partitions are first given to members in a rack of theirs, within
 * the same numbers. Source: clients/src/main/java/org/apache/kafka/clients/consumer/RangeAssignor.java.
 */
function assignRange(cluster: AssignorCluster, members: readonly AssignorMember[]): GroupAssignment {
  const sorted = [...members].sort(compareMembers);
  const states = rangeTopics(cluster, sorted);
  const useRackAware = states.some((state) => state.needsRackAwareAssignment);
  if (useRackAware) assignWithRackMatching(states);
  for (const state of states) assignRanges(state, false);
  if (useRackAware) states.sort((a, b) => compareText(a.topic, b.topic));
  return toGroupAssignment(sorted, states, useRackAware);
}

/** Topics in the cluster's order, each with its subscribers in the members' order. */
function rangeTopics(cluster: AssignorCluster, members: readonly AssignorMember[]): RangeTopic[] {
  const subscribers = new Map(
    subscribedTopics(cluster, members).map((topic): [string, AssignorMember[]] => [topic, []]),
  );
  for (const member of members) {
    for (const topic of member.topics) {
      const list = subscribers.get(topic);
      if (list !== undefined && list.at(-1) !== member) list.push(member);
    }
  }
  return [...subscribers].map(([topic, list]) => createRangeTopic(cluster, topic, list));
}

function toGroupAssignment(
  members: readonly AssignorMember[],
  states: readonly RangeTopic[],
  sortLists: boolean,
): GroupAssignment {
  const assignment: GroupAssignment = new Map();
  for (const { memberId } of members) assignment.set(memberId, new Map());
  for (const { topic, members: subscribers, assigned } of states) {
    assigned.forEach((partitions, at) => {
      if (sortLists) partitions.sort((a, b) => a - b);
      assignment.get((subscribers[at] as AssignorMember).memberId)?.set(topic, partitions);
    });
  }
  return assignment;
}

export const rangeAssignor: Assignor = {
  name: 'range',
  supportedProtocols: ['EAGER'],
  subscriptionUserData: () => null,
  assign: assignRange,
};
