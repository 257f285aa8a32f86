import type { Assignor, AssignorCluster, AssignorMember, GroupAssignment } from './assignor.ts';
import { compareMembers } from './member-order.ts';
import { byTopic, createPartitionTable } from './partition-table.ts';

/**
 * All partitions by topic and number go to the members in order, around and around; who is not subscribed to the topic
 * is passed over. Source: clients/src/main/java/org/apache/kafka/clients/consumer/RoundRobinAssignor.java.
 */
function assignRoundRobin(cluster: AssignorCluster, members: readonly AssignorMember[]): GroupAssignment {
  const table = createPartitionTable(cluster, members);
  const sorted = [...members].sort(compareMembers);
  const subscribers = table.topics.map(() => new Uint8Array(sorted.length));
  sorted.forEach((member, at) => {
    for (const topic of member.topics) {
      const index = table.indexOf.get(topic);
      if (index !== undefined) (subscribers[index] as Uint8Array)[at] = 1;
    }
  });
  const lists = sorted.map((): number[] => []);
  let next = 0;
  for (let id = 0; id < table.total; id++) {
    // Somebody is: only topics with subscribers are in the table.
    const subscribed = subscribers[table.topicOf[id] as number] as Uint8Array;
    while (subscribed[next] === 0) next = next + 1 === sorted.length ? 0 : next + 1;
    (lists[next] as number[]).push(id);
    next = next + 1 === sorted.length ? 0 : next + 1;
  }
  return new Map(sorted.map((member, at) => [member.memberId, byTopic(table, lists[at] as number[])]));
}

export const roundRobinAssignor: Assignor = {
  name: 'roundrobin',
  supportedProtocols: ['EAGER'],
  subscriptionUserData: () => null,
  assign: assignRoundRobin,
};
