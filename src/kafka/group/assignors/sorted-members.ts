import { assert } from '../../../base/assert.ts';

/** Members by count of partitions, then by id, as Kafka's TreeSet with a SubscriptionComparator. Fewest first. */
export interface SortedMembers {
  readonly sorted: number[];
  /** By member. */
  readonly counts: number[];
}

export function createSortedMembers(counts: number[]): SortedMembers {
  const sorted = counts.map((_, member) => member);
  sorted.sort((a, b) => (counts[a] as number) - (counts[b] as number) || a - b);
  return { sorted, counts };
}

/** Where the member with this count is, or would be. */
function placeOf({ sorted, counts }: SortedMembers, member: number, count: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = sorted[middle] as number;
    const otherCount = counts[other] as number;
    if (otherCount < count || (otherCount === count && other < member)) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function removeMember(members: SortedMembers, member: number): void {
  const at = placeOf(members, member, members.counts[member] as number);
  assert(members.sorted[at] === member, 'the member takes part');
  members.sorted.splice(at, 1);
}

/** One partition more (by 1) or fewer (by −1). */
export function changeCount(members: SortedMembers, member: number, by: 1 | -1): void {
  const { sorted, counts } = members;
  const count = counts[member] as number;
  let at = placeOf(members, member, count);
  assert(sorted[at] === member, 'the member takes part');
  const to = placeOf(members, member, count + by);
  // Going up, the place is counted with the member itself still before it.
  const end = by === 1 ? to - 1 : to;
  for (; at < end; at++) sorted[at] = sorted[at + 1] as number;
  for (; at > end; at--) sorted[at] = sorted[at - 1] as number;
  sorted[at] = member;
  counts[member] = count + by;
}
