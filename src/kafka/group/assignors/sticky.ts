import type { Assignor, AssignorCluster, AssignorMember, GroupAssignment } from './assignor.ts';
import { assignRound, toGroupAssignment } from './sticky-assignment.ts';
import { createStickyRound } from './sticky-round.ts';
import { decodeStickyUserData, encodeStickyUserData, type MemberData } from './sticky-user-data.ts';

/** An eager member owns nothing when it joins: what it had is in its user data. Source: StickyAssignor.memberData. */
function memberData({ userData }: AssignorMember): MemberData {
  if (userData === null || userData.length === 0) return { partitions: [], generation: null };
  return decodeStickyUserData(userData);
}

function assignSticky(cluster: AssignorCluster, members: readonly AssignorMember[]): GroupAssignment {
  const round = createStickyRound(cluster, members, memberData);
  return toGroupAssignment(round, assignRound(round).assignment);
}

/** Source: clients/src/main/java/org/apache/kafka/clients/consumer/StickyAssignor.java. */
export const stickyAssignor: Assignor = {
  name: 'sticky',
  supportedProtocols: ['EAGER'],
  subscriptionUserData: (last) => (last === null ? null : encodeStickyUserData(last.partitions, last.generationId)),
  assign: assignSticky,
};
