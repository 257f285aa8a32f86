import type { GroupAssignment } from './assignor.ts';
import { assignConstrained } from './constrained-assignment.ts';
import { assignGeneral } from './general-assignment.ts';
import { allSubscriptionsEqual, resolveClaims } from './owned-partitions.ts';
import { byTopic } from './partition-table.ts';
import type { StickyRound } from './sticky-round.ts';

export interface StickyAssignment {
  /** By member: partition ids. */
  readonly assignment: number[][];
  /** Partition id → new owner, where another member must give it up first; null: not known. */
  readonly transferring: ReadonlyMap<number, number> | null;
}

/**
 * As even as can be, and within that each member keeps what it has.
 * Source: clients/src/main/java/org/apache/kafka/clients/consumer/internals/AbstractStickyAssignor.java.
 */
export function assignRound(round: StickyRound): StickyAssignment {
  const owned = resolveClaims(round);
  if (!allSubscriptionsEqual(round)) return { assignment: assignGeneral(round, owned), transferring: null };
  return assignConstrained(round, owned);
}

export function toGroupAssignment({ members, order, table }: StickyRound, lists: readonly number[][]): GroupAssignment {
  return new Map(order.map((member) => [members[member]?.memberId ?? '', byTopic(table, lists[member] ?? [])]));
}
