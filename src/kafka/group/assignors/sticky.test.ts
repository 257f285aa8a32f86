import { expect, test } from 'vitest';
import { AssignorFailure } from './assignor-failure.ts';
import { cooperativeStickyAssignor } from './cooperative-sticky.ts';
import { stickyAssignor } from './sticky.ts';
import { encodeStickyUserData } from './sticky-user-data.ts';
import { aCluster, aMember, joinAgain, partitions, shown } from './testing/groups.ts';

test('a third cooperative member waits until the others have given up its partitions', () => {
  const cluster = aCluster({ a: 6 });
  const first = [
    aMember('c1', ['a'], { ownedPartitions: partitions('a0 a1 a2'), generationId: 1 }),
    aMember('c2', ['a'], { ownedPartitions: partitions('a3 a4 a5'), generationId: 1 }),
    aMember('c3', ['a']),
  ];
  const given = cooperativeStickyAssignor.assign(cluster, first);
  expect(shown(given)).toEqual({ c1: 'a0 a1', c2: 'a3 a4', c3: '' });
  const again = joinAgain(cooperativeStickyAssignor, first, given, 2);
  const second = cooperativeStickyAssignor.assign(cluster, again);
  expect(shown(second)).toEqual({ c1: 'a0 a1', c2: 'a3 a4', c3: 'a2 a5' });
  const left = joinAgain(cooperativeStickyAssignor, again, second, 3).filter(({ memberId }) => memberId !== 'c2');
  expect(shown(cooperativeStickyAssignor.assign(cluster, left))).toEqual({ c1: 'a0 a1 a3', c3: 'a2 a5 a4' });
});

const says = (text: string, generation: number) => ({
  userData: encodeStickyUserData(partitions(text), generation),
  generationId: generation,
});

test('the claim of the younger generation counts', () => {
  const members = [aMember('c1', ['a'], says('a0 a1', 4)), aMember('c2', ['a'], says('a0 a1', 5))];
  expect(shown(stickyAssignor.assign(aCluster({ a: 4 }), members))).toEqual({ c1: 'a2 a3', c2: 'a0 a1' });
});

test('a partition that two members claim in one generation counts for neither, and moves slowly', () => {
  const claims = [partitions('a0 a1'), partitions('a1 a2')];
  const members = claims.map((ownedPartitions, at) => aMember(`c${at}`, ['a'], { ownedPartitions, generationId: 3 }));
  const given = cooperativeStickyAssignor.assign(aCluster({ a: 3 }), members);
  expect(shown(given)).toEqual({ c0: 'a0', c1: 'a2' });
});

test('which of three equal members keeps more is decided by the order of the map', () => {
  const members = ['a0 a1 a2', 'a3 a4 a5', 'a6 a7 a8'].map((text, at) => aMember(`c${at}`, ['a'], says(text, 1)));
  const four = [...members, aMember('c3', ['a'])];
  const cluster = aCluster({ a: 9 });
  expect(shown(stickyAssignor.assign(cluster, four))).toEqual({
    c0: 'a0 a1 a2',
    c1: 'a3 a4',
    c2: 'a6 a7',
    c3: 'a5 a8',
  });
  expect(shown(stickyAssignor.assign(cluster, four.toReversed())).c2).toBe('a6 a7 a8');
});

test('with unequal subscriptions a partition moves only where that evens the counts out', () => {
  const members = [
    aMember('c1', ['a', 'b'], says('a0 a1 b0 b1', 1)),
    aMember('c2', ['b']),
    aMember('c3', ['a'], { ...says('a2', 1) }),
  ];
  expect(shown(stickyAssignor.assign(aCluster({ a: 3, b: 2 }), members))).toEqual({
    c1: 'a1 b1',
    c2: 'b0',
    c3: 'a2 a0',
  });
});

/** The Java exception, or null. */
function failureOf(assign: () => unknown): string | null {
  try {
    assign();
    return null;
  } catch (error) {
    return error instanceof AssignorFailure ? error.exception : String(error);
  }
}

test('claims on partitions that the topic no longer has can confuse Kafka', () => {
  const members = [aMember('c1', ['a', 'b'], says('a5 a6 a7', 1)), aMember('c2', ['a', 'b'], says('b0 b1', 1))];
  expect(failureOf(() => stickyAssignor.assign(aCluster({ a: 3, b: 2 }), members))).toBe('IllegalStateException');
});

test('a previous owner that takes no part any more is a null pointer in Kafka', () => {
  const members = [
    aMember('c1', ['a'], says('a0 a1 a2 a3', 2)),
    aMember('c2', ['a']),
    aMember('c3', ['b'], says('a0', 1)),
  ];
  expect(failureOf(() => stickyAssignor.assign(aCluster({ a: 4, b: 1 }), members))).toBe('NullPointerException');
});
