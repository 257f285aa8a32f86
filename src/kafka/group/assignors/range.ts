import type { AssignorMember, GroupAssignment } from './assignor.ts';

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Static members first, by instance id; then by member id. Source: ConsumerPartitionAssignor.MemberInfo.compareTo. */
export function compareMembers(a: AssignorMember, b: AssignorMember): number {
  if (a.groupInstanceId !== null && b.groupInstanceId !== null) {
    return compareText(a.groupInstanceId, b.groupInstanceId);
  }
  if (a.groupInstanceId !== null) return -1;
  if (b.groupInstanceId !== null) return 1;
  return compareText(a.memberId, b.memberId);
}

/**
 * Range: topic by topic, its subscribers in order get n div m consecutive partitions each, the first n mod m one more.
 * Topics that the metadata does not know (absent or 0 partitions) are skipped. Racks are not looked at.
 * Source: clients/src/main/java/org/apache/kafka/clients/consumer/RangeAssignor.java.
 */
export function assignRange(
  partitionsPerTopic: ReadonlyMap<string, number>,
  members: readonly AssignorMember[],
): GroupAssignment {
  const assignment: GroupAssignment = new Map();
  const subscribers = new Map<string, AssignorMember[]>();
  for (const member of members) {
    assignment.set(member.memberId, new Map());
    for (const topic of new Set(member.topics)) {
      const list = subscribers.get(topic);
      if (list === undefined) subscribers.set(topic, [member]);
      else list.push(member);
    }
  }
  for (const topic of [...subscribers.keys()].sort(compareText)) {
    const count = partitionsPerTopic.get(topic) ?? 0;
    if (count === 0) continue;
    const sorted = (subscribers.get(topic) ?? []).sort(compareMembers);
    const each = Math.floor(count / sorted.length);
    const extra = count % sorted.length;
    let next = 0;
    sorted.forEach((member, index) => {
      const size = each + (index < extra ? 1 : 0);
      if (size === 0) return;
      assignment.get(member.memberId)?.set(
        topic,
        Array.from({ length: size }, (_, i) => next + i),
      );
      next += size;
    });
  }
  return assignment;
}
