import type { GeneralAssignment } from './general-state.ts';

/** The last partition that was found out of balance, which is looked at first. */
export interface BalanceCheck {
  /** −1 none. */
  partition: number;
  /** The member that should have it. */
  member: number;
  /** By topic: the highest count of a member that has a partition of it. */
  readonly mostOf: number[];
}

export const createBalanceCheck = ({ round }: GeneralAssignment): BalanceCheck => ({
  partition: -1,
  member: -1,
  mostOf: new Array(round.table.topics.length).fill(0),
});

/**
 * True when counts differ by one at most, or when no member could have a partition of another that has at least two
 * more. Source: GeneralAssignmentBuilder.isBalanced.
 */
export function isBalanced(state: GeneralAssignment, check: BalanceCheck): boolean {
  const { sorted, counts } = state.sortedMembers;
  const fewest = counts[sorted[0] ?? -1] ?? 0;
  const most = counts[sorted.at(-1) ?? -1] ?? 0;
  if (fewest >= most - 1) return true;
  if (check.partition !== -1 && isBetterWith(state, check.member, check.partition)) return false;
  measureTopics(state, check.mostOf);
  for (const member of sorted) {
    const count = counts[member] as number;
    // Those that follow have as many or more.
    if (count + 1 >= most) break;
    if (count === state.maxAssignmentSize[member]) continue;
    for (const topic of state.subscribedTopics[member] ?? []) {
      if ((check.mostOf[topic] as number) <= count + 1) continue;
      check.member = member;
      check.partition = partitionOfMost(state, topic, check.mostOf[topic] as number);
      return false;
    }
  }
  return true;
}

/** Its topics are the member's, so only the counts can have changed. */
function isBetterWith(
  { sortedMembers: { counts }, owner, maxAssignmentSize }: GeneralAssignment,
  member: number,
  id: number,
): boolean {
  const count = counts[member] as number;
  return count !== maxAssignmentSize[member] && (counts[owner[id] as number] as number) > count + 1;
}

function measureTopics(
  { round: { table }, owner, sortedMembers: { counts } }: GeneralAssignment,
  mostOf: number[],
): void {
  mostOf.fill(0);
  for (let id = 0; id < table.total; id++) {
    const topic = table.topicOf[id] as number;
    const count = counts[owner[id] as number] ?? 0;
    if (count > (mostOf[topic] as number)) mostOf[topic] = count;
  }
}

function partitionOfMost(
  { round: { table }, owner, sortedMembers: { counts } }: GeneralAssignment,
  topic: number,
  most: number,
): number {
  let id = table.firstId[topic] as number;
  while (counts[owner[id] as number] !== most) id++;
  return id;
}
