import { AssignorFailure } from './assignor-failure.ts';
import { type BalanceCheck, isBalanced } from './balance-check.ts';
import { type GeneralAssignment, isSubscribed } from './general-state.ts';
import { actualPartitionToMove, movePartition, type PartitionMovements } from './partition-movements.ts';
import { changeCount } from './sorted-members.ts';

export interface Reassignment {
  /** Partition id → the member that had it in an older generation. */
  readonly previous: ReadonlyMap<number, number>;
  /** Members that take no part. */
  readonly fixed: ReadonlySet<number>;
  readonly movements: PartitionMovements;
  readonly check: BalanceCheck;
}

/** Kafka has no such bound; a few passes do. */
const maxPasses = 1000;

/**
 * Moves partitions, in this order, to members with at least two fewer, again and again until all is even or none can
 * move. Whether any moved. (Kafka looks for a member in a rack of the partition first, but where one is found the
 * partition goes to the member with the fewest all the same.) Source: GeneralAssignmentBuilder.performReassignments.
 */
export function reassignPartitions(state: GeneralAssignment, context: Reassignment, ids: readonly number[]): boolean {
  let reassigned = false;
  let modified = true;
  for (let pass = 0; modified && pass < maxPasses; pass++) {
    modified = false;
    for (const id of ids) {
      if (isBalanced(state, context.check)) break;
      const to = betterOwner(state, context, id);
      if (to === -1) continue;
      reassign(state, context.movements, id, to);
      reassigned = true;
      modified = true;
    }
  }
  return reassigned;
}

/** −1: it stays. */
function betterOwner(state: GeneralAssignment, { previous, fixed }: Reassignment, id: number): number {
  const { sorted, counts } = state.sortedMembers;
  const count = counts[state.owner[id] as number] as number;
  const before = previous.get(id);
  if (before !== undefined) {
    if (fixed.has(before)) {
      throw new AssignorFailure('NullPointerException', 'a previous owner takes no part in the reassignment');
    }
    if (count > (counts[before] as number) + 1) return before;
  }
  const topic = state.round.table.topicOf[id] as number;
  for (const member of sorted) {
    if (count <= (counts[member] as number) + 1) return -1;
    if (isSubscribed(state, member, topic)) return member;
  }
  return -1;
}

/** Source: reassignPartition, processPartitionMovement. */
function reassign(state: GeneralAssignment, movements: PartitionMovements, asked: number, to: number): void {
  const id = actualPartitionToMove(movements, asked, state.owner[asked] as number, to);
  const from = state.owner[id] as number;
  movePartition(movements, id, from, to);
  const list = state.current[from] as number[];
  list.splice(list.indexOf(id), 1);
  state.current[to]?.push(id);
  state.owner[id] = to;
  changeCount(state.sortedMembers, to, 1);
  changeCount(state.sortedMembers, from, -1);
}
