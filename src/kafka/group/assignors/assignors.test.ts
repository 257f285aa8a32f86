import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Assignor, assignorByName, type GroupAssignment } from './assignor.ts';
import { encodeStickyUserData } from './sticky-user-data.ts';
import { type Group, groups, joinAgain, partitionsOf } from './testing/groups.ts';

const names = ['range', 'roundrobin', 'sticky', 'cooperative-sticky'];

function assignorOf(name: string): Assignor {
  const assignor = assignorByName(name);
  if (assignor === undefined) throw new Error(`there is no ${name}`);
  return assignor;
}

const keyOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}-${partition}`;

/** Partition → its members. */
function owners(assignment: GroupAssignment): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const id of assignment.keys()) {
    for (const key of partitionsOf(assignment, id).map(keyOf)) found.set(key, [...(found.get(key) ?? []), id]);
  }
  return found;
}

const countsOf = ({ members }: Group, assignment: GroupAssignment): number[] =>
  members.map(({ memberId }) => partitionsOf(assignment, memberId).length);

function expectEveryPartitionOnce({ cluster, members }: Group, assignment: GroupAssignment): void {
  const found = owners(assignment);
  for (const [topic, count] of cluster.partitionsPerTopic) {
    const subscribers = members.filter(({ topics }) => topics.includes(topic)).map(({ memberId }) => memberId);
    for (let partition = 0; partition < count; partition++) {
      const of = found.get(keyOf({ topic, partition })) ?? [];
      expect(of).toHaveLength(subscribers.length === 0 ? 0 : 1);
      for (const owner of of) expect(subscribers).toContain(owner);
    }
  }
}

test('assignors are found by the names that partition.assignment.strategy uses', () => {
  for (const name of names) expect(assignorOf(name).name).toBe(name);
  expect(assignorOf('cooperative-sticky').supportedProtocols).toEqual(['COOPERATIVE', 'EAGER']);
  expect(assignorByName('nobody')).toBeUndefined();
});

test.each(names)('%s gives every partition to exactly one member that subscribes to its topic', (name) => {
  fc.assert(
    fc.property(groups('mixed'), (group) => {
      expectEveryPartitionOnce(group, assignorOf(name).assign(group.cluster, group.members));
    }),
  );
});

test.each(['roundrobin', 'sticky', 'cooperative-sticky'])(
  '%s is even when all subscribe to the same topics',
  (name) => {
    fc.assert(
      fc.property(groups('equal'), (group) => {
        const counts = countsOf(group, assignorOf(name).assign(group.cluster, group.members));
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  },
);

/** Everybody owns what fell to it by chance: owner number by partition, none when out of range. */
function withClaims({ cluster, members }: Group, draws: readonly number[]): Group {
  let next = 0;
  const claims = members.map((): { topic: string; partition: number }[] => []);
  for (const [topic, count] of cluster.partitionsPerTopic) {
    for (let partition = 0; partition < count; partition++) claims[draws[next++] ?? -1]?.push({ topic, partition });
  }
  return {
    cluster,
    members: members.map((member, at) => ({
      ...member,
      generationId: 1,
      ownedPartitions: claims[at] ?? [],
      userData: encodeStickyUserData(claims[at] ?? [], 1),
    })),
  };
}

const claiming = (subscriptions: 'equal' | 'mixed'): fc.Arbitrary<Group> =>
  fc
    .tuple(groups(subscriptions), fc.array(fc.nat({ max: 9 }), { minLength: 36, maxLength: 36 }))
    .map(([group, draws]) => withClaims(group, draws));

test('sticky moves no more partitions than an even assignment asks for', () => {
  fc.assert(
    fc.property(claiming('equal'), (group) => {
      const assignment = assignorOf('sticky').assign(group.cluster, group.members);
      const total = [...group.cluster.partitionsPerTopic.values()].reduce((sum, count) => sum + count, 0);
      const quota = Math.floor(total / group.members.length);
      const over = group.members.filter(({ ownedPartitions }) => ownedPartitions.length > quota).length;
      const mayKeep = group.members.reduce((sum, member) => sum + Math.min(quota, member.ownedPartitions.length), 0);
      const kept = group.members.map(({ memberId, ownedPartitions }) => {
        const now = new Set(partitionsOf(assignment, memberId).map(keyOf));
        return ownedPartitions.filter((owned) => now.has(keyOf(owned))).length;
      });
      const sum = kept.reduce((all, count) => all + count, 0);
      expect(sum).toBe(mayKeep + Math.min(over, total % group.members.length));
    }),
  );
});

test.each(['equal', 'mixed'] as const)('with %s subscriptions nothing cooperative is owned by two', (subscriptions) => {
  const assignor = assignorOf('cooperative-sticky');
  fc.assert(
    fc.property(claiming(subscriptions), ({ cluster, members }) => {
      const total = [...cluster.partitionsPerTopic.keys()]
        .filter((topic) => members.some(({ topics }) => topics.includes(topic)))
        .reduce((sum, topic) => sum + (cluster.partitionsPerTopic.get(topic) ?? 0), 0);
      let joining = members;
      let assigned = -1;
      for (let generation = 2; assigned < total; generation++) {
        expect(generation, 'the group comes to rest').toBeLessThan(10);
        const before = new Map(
          joining.flatMap(({ memberId, ownedPartitions }) => ownedPartitions.map((it) => [keyOf(it), memberId])),
        );
        const assignment = assignor.assign(cluster, joining);
        for (const [partition, of] of owners(assignment)) {
          expect(of).toHaveLength(1);
          expect([undefined, of[0]]).toContain(before.get(partition));
        }
        joining = joinAgain(assignor, joining, assignment, generation);
        assigned = owners(assignment).size;
      }
    }),
  );
});

test.each(['sticky', 'cooperative-sticky'])(
  '%s leaves no member that could have one of another with two more',
  (name) => {
    fc.assert(
      fc.property(groups('mixed'), (group) => {
        const assignment = assignorOf(name).assign(group.cluster, group.members);
        const counts = new Map(
          group.members.map(({ memberId }) => [memberId, partitionsOf(assignment, memberId).length]),
        );
        for (const [partition, [owner = '']] of owners(assignment)) {
          const topic = partition.slice(0, 1);
          for (const { memberId, topics } of group.members) {
            if (!topics.includes(topic)) continue;
            expect((counts.get(owner) ?? 0) - (counts.get(memberId) ?? 0)).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  },
);
