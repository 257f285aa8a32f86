import type { Assignor, AssignorCluster, AssignorMember, GroupAssignment } from './assignor.ts';
import { assignRound, toGroupAssignment } from './sticky-assignment.ts';
import { createStickyRound, type StickyRound } from './sticky-round.ts';
import {
  decodeCooperativeStickyUserData,
  encodeCooperativeStickyUserData,
  type MemberData,
} from './sticky-user-data.ts';

/** Old clients say their generation in the user data. Source: CooperativeStickyAssignor.memberData. */
function memberData({ generationId, ownedPartitions, userData }: AssignorMember): MemberData {
  const generation = generationId >= 0 ? generationId : decodeCooperativeStickyUserData(userData);
  return { partitions: ownedPartitions, generation };
}

/**
 * As sticky, but a partition that another member has is given to nobody yet: its owner learns from this assignment to
 * give it up, and the next rebalance hands it out. Source: CooperativeStickyAssignor.assignPartitions.
 */
function assignCooperativeSticky(cluster: AssignorCluster, members: readonly AssignorMember[]): GroupAssignment {
  const round = createStickyRound(cluster, members, memberData);
  const { assignment, transferring } = assignRound(round);
  const moving = transferring ?? computePartitionsTransferringOwnership(round, assignment);
  if (moving.size === 0) return toGroupAssignment(round, assignment);
  // A partition stands twice in a list only after a claim that confused Kafka too; the first goes.
  const kept = assignment.map((ids, member) =>
    ids.filter((id, at) => moving.get(id) !== member || ids.indexOf(id) !== at),
  );
  return toGroupAssignment(round, kept);
}

/**
 * Partitions that one member gets new and another, which says that it has them, does not. The claims count as they
 * are, whatever their generation. Source: CooperativeStickyAssignor.computePartitionsTransferringOwnership.
 */
function computePartitionsTransferringOwnership(
  { table, order, claims }: StickyRound,
  assignment: readonly number[][],
): ReadonlyMap<number, number> {
  // By partition id: the last member seen that claims it, and that it is assigned to.
  const claimedBy: number[] = new Array(table.topicOf.length).fill(-1);
  const assignedTo: number[] = new Array(table.topicOf.length).fill(-1);
  const added = new Map<number, number>();
  const revoked = new Set<number>();
  for (const member of order) {
    const owned = claims[member]?.ids ?? [];
    for (const id of owned) claimedBy[id] = member;
    for (const id of assignment[member] ?? []) {
      assignedTo[id] = member;
      if (claimedBy[id] !== member) added.set(id, member);
    }
    for (const id of owned) if (assignedTo[id] !== member) revoked.add(id);
  }
  for (const id of added.keys()) if (!revoked.has(id)) added.delete(id);
  return added;
}

/** Source: clients/src/main/java/org/apache/kafka/clients/consumer/CooperativeStickyAssignor.java. */
export const cooperativeStickyAssignor: Assignor = {
  name: 'cooperative-sticky',
  supportedProtocols: ['COOPERATIVE', 'EAGER'],
  subscriptionUserData: (last) => encodeCooperativeStickyUserData(last?.generationId ?? -1),
  assign: assignCooperativeSticky,
};
