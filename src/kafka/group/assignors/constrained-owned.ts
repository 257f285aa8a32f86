import type { ConstrainedAssignment } from './constrained-state.ts';
import { racksMismatch } from './rack-info.ts';

/**
 * What members keep, up to their quota. Here the order of Java's map decides which of the members with maxQuota
 * partitions or more may keep maxQuota. Source: ConstrainedAssignmentBuilder.assignOwnedPartitions.
 */
export function assignOwnedPartitions(state: ConstrainedAssignment): void {
  const { minQuota, maxQuota, expectedWithOverMinQuota } = state;
  for (const member of state.round.order) {
    const owned = keepable(state, member);
    if (owned.length < minQuota) {
      state.assignment[member] = owned;
      state.underMinQuota.push(member);
    } else if (owned.length >= maxQuota && state.currentWithOverMinQuota < expectedWithOverMinQuota) {
      state.currentWithOverMinQuota++;
      if (state.currentWithOverMinQuota === expectedWithOverMinQuota) state.exactlyMinQuota = [];
      keepFirst(state, member, owned, maxQuota);
    } else {
      keepFirst(state, member, owned, minQuota);
      if (state.currentWithOverMinQuota < expectedWithOverMinQuota) state.exactlyMinQuota.push(member);
    }
  }
}

function keepFirst(state: ConstrainedAssignment, member: number, owned: number[], quota: number): void {
  for (let i = quota; i < owned.length; i++) state.maybeRevoked.set(owned[i] as number, member);
  owned.length = quota;
  state.assignment[member] = owned;
}

/** Owned partitions with a replica in the member's rack, by partition, then topic. */
function keepable(state: ConstrainedAssignment, member: number): number[] {
  const { racks, table } = state.round;
  const { withMultiplePreviousOwners } = state.owned;
  const kept: number[] = [];
  for (const id of state.owned.owned[member] ?? []) {
    if (racksMismatch(racks, member, id)) state.maybeRevoked.set(id, member);
    else if (!withMultiplePreviousOwners.has(id)) kept.push(id);
  }
  const { partitionOf, topicOf } = table;
  return kept.sort(
    (a, b) =>
      (partitionOf[a] as number) - (partitionOf[b] as number) || (topicOf[a] as number) - (topicOf[b] as number),
  );
}
