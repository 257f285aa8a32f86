import type { AssignorCluster, AssignorMember } from './assignor.ts';
import { compareText } from './member-order.ts';
import { createPartitionTable, idsOf, type PartitionTable } from './partition-table.ts';
import { createRackInfo, type RackInfo } from './rack-info.ts';
import type { MemberData } from './sticky-user-data.ts';

/** What a member claims, as partition ids. */
export interface Claim {
  readonly ids: readonly number[];
  /** Null: not said. */
  readonly generation: number | null;
}

/** One assignment of the sticky family: members and partitions as numbers. */
export interface StickyRound {
  readonly table: PartitionTable;
  /** Sorted by id; a member's number is its place here. */
  readonly members: readonly AssignorMember[];
  /** Members in the order in which Java's map iterates. */
  readonly order: readonly number[];
  /** By member. */
  readonly claims: readonly Claim[];
  readonly racks: RackInfo | null;
}

/** `members` in Java's order; `memberData` is where the two assignors differ. */
export function createStickyRound(
  cluster: AssignorCluster,
  members: readonly AssignorMember[],
  memberData: (member: AssignorMember) => MemberData,
): StickyRound {
  const places = members.map((_, at) => at);
  places.sort((a, b) => compareText((members[a] as AssignorMember).memberId, (members[b] as AssignorMember).memberId));
  const order: number[] = new Array(members.length).fill(0);
  places.forEach((at, number) => {
    order[at] = number;
  });
  const sorted = places.map((at) => members[at] as AssignorMember);
  const table = createPartitionTable(cluster, members);
  const claims = sorted.map((member) => {
    const { partitions, generation } = memberData(member);
    return { ids: idsOf(table, partitions), generation };
  });
  return { table, members: sorted, order, claims, racks: createRackInfo(cluster, table, sorted) };
}
