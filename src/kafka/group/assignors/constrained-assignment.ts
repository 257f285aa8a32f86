import { AssignorFailure } from './assignor-failure.ts';
import { assignOwnedPartitions } from './constrained-owned.ts';
import { assignRackAwareRoundRobin } from './constrained-racks.ts';
import { assignNewPartition, type ConstrainedAssignment } from './constrained-state.ts';
import type { OwnedPartitions } from './owned-partitions.ts';
import { sortByRackMembers } from './rack-info.ts';
import type { StickyRound } from './sticky-round.ts';

/** Source: AbstractStickyAssignor.ConstrainedAssignmentBuilder.build. */
export function assignConstrained(round: StickyRound, owned: OwnedPartitions): ConstrainedAssignment {
  const { table, members } = round;
  const state: ConstrainedAssignment = {
    round,
    owned,
    minQuota: Math.floor(table.total / members.length),
    maxQuota: Math.ceil(table.total / members.length),
    expectedWithOverMinQuota: table.total % members.length,
    currentWithOverMinQuota: 0,
    assignment: members.map(() => []),
    underMinQuota: [],
    exactlyMinQuota: [],
    maybeRevoked: new Map(),
    transferring: new Map(),
  };
  assignOwnedPartitions(state);
  // The members' numbers are in the order of their ids.
  state.underMinQuota.sort((a, b) => a - b);
  state.exactlyMinQuota.sort((a, b) => a - b);
  const unassigned = sortByRackMembers(round.racks, unassignedPartitions(state));
  assignRoundRobin(state, assignRackAwareRoundRobin(state, unassigned));
  verifyUnfilledMembers(state);
  return state;
}

/**
 * Ascending. Kafka walks along the sorted list of kept partitions; a kept stray, which it never meets, stops it there,
 * so that all later partitions count as unassigned. Source: getUnassignedPartitions.
 */
function unassignedPartitions({ round: { table }, assignment }: ConstrainedAssignment): number[] {
  const kept = new Uint8Array(table.total);
  let comparedUpTo = table.total;
  for (const list of assignment) {
    for (const id of list) {
      if (id < table.total) kept[id] = 1;
      else comparedUpTo = Math.min(comparedUpTo, placeOfStray(table, id));
    }
  }
  const unassigned: number[] = new Array(table.total).fill(0);
  let count = 0;
  for (let id = 0; id < table.total; id++) if (kept[id] === 0 || id >= comparedUpTo) unassigned[count++] = id;
  unassigned.length = count;
  return unassigned;
}

function placeOfStray(table: StickyRound['table'], id: number): number {
  const topic = table.topicOf[id] as number;
  return table.firstId[(table.partitionOf[id] as number) < 0 ? topic : topic + 1] as number;
}

/** Those under minQuota in turn, then one more for those at minQuota. Source: assignRoundRobin. */
function assignRoundRobin(state: ConstrainedAssignment, unassigned: readonly number[]): void {
  const { minQuota, maxQuota, underMinQuota: under, exactlyMinQuota: exactly } = state;
  let nextExactly = 0;
  let at = 0;
  // Places before `kept` hold the members of this turn that need more.
  let kept = 0;
  for (const id of unassigned) {
    if (at === under.length) {
      under.length = kept;
      at = 0;
      kept = 0;
    }
    const member = under.length > 0 ? (under[at++] as number) : exactly[nextExactly++];
    if (member === undefined) {
      throw new AssignorFailure('IllegalStateException', 'No more unfilled consumers to be assigned.');
    }
    const count = assignNewPartition(state, id, member);
    if (count === minQuota) exactly.push(member);
    else if (count === maxQuota) state.currentWithOverMinQuota++;
    if (under.length > 0 && count !== minQuota) under[kept++] = member;
  }
  state.underMinQuota = [...under.slice(0, kept), ...under.slice(at)];
  state.exactlyMinQuota = exactly.slice(nextExactly);
}

/** Source: verifyUnfilledMembers. */
function verifyUnfilledMembers(state: ConstrainedAssignment): void {
  if (state.underMinQuota.length === 0) return;
  if (state.currentWithOverMinQuota !== state.expectedWithOverMinQuota) {
    const message =
      "We haven't reached the expected number of members with more than the minQuota partitions, but no more " +
      'partitions to be assigned';
    throw new AssignorFailure('IllegalStateException', message);
  }
  for (const member of state.underMinQuota) {
    if (state.assignment[member]?.length === state.minQuota) continue;
    const { memberId } = state.round.members[member] as StickyRound['members'][number];
    const message = `Consumer: [${memberId}] doesn't reach minQuota partitions, and no more partitions to be assigned`;
    throw new AssignorFailure('IllegalStateException', message);
  }
}
