import type { OwnedPartitions } from './owned-partitions.ts';
import type { StickyRound } from './sticky-round.ts';

/**
 * The sticky assignment when all members subscribe to the same topics: each gets minQuota or maxQuota partitions.
 * Source: AbstractStickyAssignor.ConstrainedAssignmentBuilder.
 */
export interface ConstrainedAssignment {
  readonly round: StickyRound;
  readonly owned: OwnedPartitions;
  readonly minQuota: number;
  readonly maxQuota: number;
  /** How many members shall get more than minQuota; 0 when the quotas are equal. */
  readonly expectedWithOverMinQuota: number;
  currentWithOverMinQuota: number;
  /** By member: partition ids. */
  readonly assignment: number[][];
  /** Members with fewer than minQuota partitions. */
  underMinQuota: number[];
  /** Members with minQuota partitions that may still get one. */
  exactlyMinQuota: number[];
  /** Partition id → the member that had it and may lose it. */
  readonly maybeRevoked: Map<number, number>;
  /** Partition id → new owner, where another member must give it up first. */
  readonly transferring: Map<number, number>;
}

/** Gives a partition that the member did not keep; the member's new count. */
export function assignNewPartition(state: ConstrainedAssignment, id: number, member: number): number {
  const list = state.assignment[member] as number[];
  list.push(id);
  const before = state.maybeRevoked.get(id);
  if ((before !== undefined && before !== member) || state.owned.withMultiplePreviousOwners.has(id)) {
    state.transferring.set(id, member);
  }
  return list.length;
}
