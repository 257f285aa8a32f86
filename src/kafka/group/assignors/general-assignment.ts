import { balance } from './general-balance.ts';
import { createGeneralAssignment, type GeneralAssignment, isSubscribed } from './general-state.ts';
import type { OwnedPartitions } from './owned-partitions.ts';
import { racksMismatch } from './rack-info.ts';
import { createSortedMembers } from './sorted-members.ts';
import type { StickyRound } from './sticky-round.ts';

/** By member: partition ids. Source: GeneralAssignmentBuilder.build. */
export function assignGeneral(round: StickyRound, owned: OwnedPartitions): number[][] {
  const state = createGeneralAssignment(round, owned);
  const previous = previousOwners(round, owned.maxGeneration);
  keepOwnedPartitions(state);
  const unassigned = unassignedPartitions(state);
  state.sortedMembers = createSortedMembers(state.current.map((list) => list.length));
  balance(state, previous, unassigned);
  return state.current;
}

/**
 * Partition id → the member that had it in the youngest generation before the last one. Of equal generations the first
 * member in Java's order counts. Source: GeneralAssignmentBuilder.prepopulateCurrentAssignments.
 */
function previousOwners({ order, claims }: StickyRound, maxGeneration: number): ReadonlyMap<number, number> {
  const owners = new Map<number, number>();
  const generations = new Map<number, number>();
  for (const member of order) {
    const claim = claims[member];
    if (claim === undefined) continue;
    const generation = claim.generation ?? -1;
    if (generation >= maxGeneration) continue;
    for (const id of claim.ids) {
      const before = generations.get(id);
      if (before !== undefined && generation <= before) continue;
      generations.set(id, generation);
      owners.set(id, member);
    }
  }
  return owners;
}

/** A member keeps what it owns of its topics, in its rack. Source: GeneralAssignmentBuilder.assignOwnedPartitions. */
function keepOwnedPartitions(state: GeneralAssignment): void {
  const { table, racks } = state.round;
  state.current = state.current.map((list, member) =>
    list.filter((id) => {
      const kept = isSubscribed(state, member, table.topicOf[id] as number) && !racksMismatch(racks, member, id);
      if (kept) state.owner[id] = member;
      else state.revocationRequired = true;
      return kept;
    }),
  );
}

/**
 * In the order of sortedAllPartitions. A kept stray stops Kafka's comparison of the two lists, so that all partitions
 * after it count as unassigned. Source: GeneralAssignmentBuilder.getUnassignedPartitions.
 */
function unassignedPartitions({ sortedAllPartitions, owner, round: { table } }: GeneralAssignment): number[] {
  const stopAfter = new Set<number>();
  const stopBefore = new Set<number>();
  for (const id of table.strays.values()) {
    if (owner[id] === -1) continue;
    ((table.partitionOf[id] as number) < 0 ? stopBefore : stopAfter).add(table.topicOf[id] as number);
  }
  let stopped = false;
  return sortedAllPartitions.filter((id, at) => {
    const topic = table.topicOf[id] as number;
    if (stopBefore.has(topic)) stopped = true;
    const last = at === 0 ? topic : (table.topicOf[sortedAllPartitions[at - 1] as number] as number);
    if (last !== topic && stopAfter.has(last)) stopped = true;
    return stopped || owner[id] === -1;
  });
}
