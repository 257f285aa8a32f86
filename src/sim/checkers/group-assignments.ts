import { checker } from './checker.ts';
import { type AssignedMember, keyOf, type LeaderAssignment } from './seen/leader-assignment.ts';

/*
 * What leaders of groups work out: three promises look at it.
 */

const isCooperative = ({ assignor }: LeaderAssignment): boolean => assignor === 'cooperative-sticky';

const isSticky = (assignment: LeaderAssignment): boolean =>
  assignment.assignor === 'sticky' || isCooperative(assignment);

const of = ({ group, generation, assignor }: LeaderAssignment): string =>
  `group ${group}, generation ${generation}, ${assignor}`;

/** Who has each partition, by `topic-partition`. */
const ownersIn = ({ members }: LeaderAssignment): Map<string, AssignedMember> =>
  new Map(members.flatMap((member) => member.assigned.map((at) => [keyOf(at), member] as const)));

/** Partitions that somebody subscribes to and nobody was given. */
function nobodys(assignment: LeaderAssignment): string[] {
  const owners = ownersIn(assignment);
  const missing: string[] = [];
  for (const topic of new Set(assignment.members.flatMap(({ topics }) => [...topics]))) {
    const count = assignment.partitions.get(topic) ?? 0;
    for (let partition = 0; partition < count; partition++) {
      const key = keyOf({ topic, partition });
      if (!owners.has(key)) missing.push(key);
    }
  }
  return missing;
}

/**
 * G1. In the assignment of a generation each partition of the subscribed topics has exactly one member, which subscribes
 * to the topic. A cooperative one leaves out what its owner has to give up first. The sticky ones take a first member that
 * subscribes to nothing yet, as one with a pattern may, for one that subscribes to what the others do
 * (AbstractStickyAssignor.allSubscriptionsEqual).
 * Source: AbstractStickyAssignorTest.verifyValidityAndBalance, kafkatest's test_valid_assignment.
 */
export const validAssignments = checker(
  'valid assignments',
  ['G1'],
  (_, { assignments }) => {
    for (const assignment of assignments) {
      const wrong = invalidity(assignment);
      if (wrong !== null) return `${of(assignment)}: ${wrong}`;
    }
    return null;
  },
  { looksAtClients: true },
);

function invalidity(assignment: LeaderAssignment): string | null {
  const given = new Set<string>();
  for (const { memberId, topics, assigned } of assignment.members) {
    for (const at of assigned) {
      const key = keyOf(at);
      if (given.has(key)) return `${key} is given twice`;
      if (!topics.has(at.topic) && !(isSticky(assignment) && topics.size === 0))
        return `${memberId} gets ${key} and does not subscribe to it`;
      if (at.partition >= (assignment.partitions.get(at.topic) ?? 0)) return `${key} is not there`;
      given.add(key);
    }
  }
  const left = nobodys(assignment).find(
    (key) => !isCooperative(assignment) || !assignment.members.some(({ claimed }) => claimed.has(key)),
  );
  return left === undefined ? null : `nobody gets ${left}`;
}

/**
 * G3. After a sticky assignor two members of which one has at least two partitions more share no topic of which it could
 * give one away; of a cooperative one this is said when nothing has to be given up.
 * Source: AbstractStickyAssignorTest.verifyValidityAndBalance.
 */
export const balancedAssignments = checker(
  'balanced assignments',
  ['G3'],
  (_, { assignments }) => {
    for (const assignment of assignments) {
      const wrong = !isSticky(assignment) || nobodys(assignment).length > 0 ? null : imbalance(assignment.members);
      if (wrong !== null) return `${of(assignment)}: ${wrong}`;
    }
    return null;
  },
  { looksAtClients: true },
);

function imbalance(members: readonly AssignedMember[]): string | null {
  const sorted = [...members].sort((a, b) => a.assigned.length - b.assigned.length);
  const most = sorted.at(-1)?.assigned.length ?? 0;
  for (const less of sorted) {
    const count = less.assigned.length;
    if (count + 1 >= most) return null;
    for (const more of sorted) {
      if (more.assigned.length <= count + 1) continue;
      const movable = more.assigned.find(({ topic }) => less.topics.has(topic));
      if (movable === undefined) continue;
      return `${more.memberId} has ${more.assigned.length}, ${less.memberId} ${count}, and ${keyOf(movable)} could move`;
    }
  }
  return null;
}

/**
 * G4. A cooperative assignor gives a partition that somebody has to nobody else: its owner gives it up first, and the
 * next generation hands it out. Claims of older generations than the newest do not count.
 * Source: CooperativeStickyAssignor.adjustAssignment, AbstractStickyAssignor.
 */
export const cooperativeHandover = checker(
  'cooperative handover',
  ['G4'],
  (_, { assignments }) => {
    for (const assignment of assignments) {
      const wrong = isCooperative(assignment) ? takenAway(assignment.members) : null;
      if (wrong !== null) return `${of(assignment)}: ${wrong}`;
    }
    return null;
  },
  { looksAtClients: true },
);

function takenAway(members: readonly AssignedMember[]): string | null {
  const newest = Math.max(...members.map(({ claimGeneration }) => claimGeneration));
  const owners = new Map<string, string>();
  for (const { memberId, claimed, claimGeneration } of members) {
    if (claimGeneration === newest) for (const key of claimed) owners.set(key, memberId);
  }
  for (const { memberId, assigned, claimed } of members) {
    for (const at of assigned) {
      const key = keyOf(at);
      const owner = owners.get(key);
      if (owner !== undefined && owner !== memberId && !claimed.has(key))
        return `${memberId} gets ${key}, which ${owner} still has`;
    }
  }
  return null;
}
