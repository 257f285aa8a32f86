import { createBalanceCheck } from './balance-check.ts';
import { reassignPartitions } from './general-reassignment.ts';
import { type GeneralAssignment, isSubscribed } from './general-state.ts';
import { createPartitionMovements } from './partition-movements.ts';
import { type RackInfo, racksMismatch } from './rack-info.ts';
import { changeCount, removeMember } from './sorted-members.ts';

/** Hands out what is unassigned, then moves partitions until all is even. Source: GeneralAssignmentBuilder.balance. */
export function balance(
  state: GeneralAssignment,
  previous: ReadonlyMap<number, number>,
  unassigned: readonly number[],
): void {
  const { racks } = state.round;
  const { sorted, counts } = state.sortedMembers;
  const initializing = counts[sorted.at(-1) ?? -1] === 0;
  let left = unassigned;
  if (racks !== null) left = left.filter((id) => !assignToFewest(state, id, racks));
  for (const id of left) assignToFewest(state, id, null);

  const { topicOf } = state.round.table;
  const movable = (id: number): boolean => (state.subscriberCount[topicOf[id] as number] as number) >= 2;
  const fixed = removeFixedMembers(state);
  const before = state.current.map((list) => [...list]);
  const context = {
    previous,
    fixed,
    movements: createPartitionMovements(state.round.table, state.current.length),
    check: createBalanceCheck(state),
  };
  if (!state.revocationRequired) reassignPartitions(state, context, unassigned.filter(movable));
  const moved = reassignPartitions(state, context, state.sortedAllPartitions.filter(movable));
  if (!initializing && moved && balanceScore(state, state.current) >= balanceScore(state, before)) {
    state.current = before;
  }
}

/** To the subscribed member (in a rack of the partition) with the fewest. Source: maybeAssignPartition. */
function assignToFewest(state: GeneralAssignment, id: number, racks: RackInfo | null): boolean {
  const topic = state.round.table.topicOf[id] as number;
  for (const member of state.sortedMembers.sorted) {
    if (!isSubscribed(state, member, topic) || racksMismatch(racks, member, id)) continue;
    state.current[member]?.push(id);
    state.owner[id] = member;
    changeCount(state.sortedMembers, member, 1);
    return true;
  }
  return false;
}

/** Members that have all they can get, and of topics that nobody else wants. Source: canConsumerParticipateInReassignment. */
function removeFixedMembers(state: GeneralAssignment): ReadonlySet<number> {
  const fixed = new Set<number>();
  const { subscriberCount, maxAssignmentSize } = state;
  const { topicOf } = state.round.table;
  state.current.forEach((list, member) => {
    if (list.length < (maxAssignmentSize[member] as number)) return;
    if (list.some((id) => (subscriberCount[topicOf[id] as number] as number) >= 2)) return;
    fixed.add(member);
    removeMember(state.sortedMembers, member);
  });
  return fixed;
}

/** Sum of the differences between the counts of all pairs of members that take part. Source: getBalanceScore. */
function balanceScore({ sortedMembers }: GeneralAssignment, assignment: readonly (readonly number[])[]): number {
  const counts = sortedMembers.sorted.map((member) => (assignment[member] ?? []).length).sort((a, b) => a - b);
  return counts.reduce((score, count, at) => score + count * (2 * at - counts.length + 1), 0);
}
