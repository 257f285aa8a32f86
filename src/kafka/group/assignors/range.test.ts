import { expect, test } from 'vitest';
import { rangeAssignor } from './range.ts';
import { aCluster, aMember, shown } from './testing/groups.ts';

test('the first members by id get one partition more, static members come before dynamic ones', () => {
  const members = [
    aMember('c1', ['a']),
    aMember('c2', ['a'], { groupInstanceId: 'inst-b' }),
    aMember('c3', ['a'], { groupInstanceId: 'inst-a' }),
  ];
  expect(shown(rangeAssignor.assign(aCluster({ a: 4 }), members))).toEqual({ c1: 'a3', c2: 'a2', c3: 'a0 a1' });
});

test('topics without metadata are skipped, members without partitions have an empty answer', () => {
  const members = [aMember('c1', ['a', 'ghost']), aMember('c2', ['ghost'])];
  expect(shown(rangeAssignor.assign(aCluster({ a: 1, b: 3 }), members))).toEqual({ c1: 'a0', c2: '' });
});

const inRacks = (racks: readonly (readonly string[])[]) => aCluster({ a: racks.length }, new Map([['a', racks]]));
const threeRacks = ['r1', 'r2', 'r3'].map((rackId, at) => aMember(`c${at + 1}`, ['a'], { rackId }));

test('members get partitions with a replica in their rack first', () => {
  const racks = [0, 1].flatMap(() => [
    ['r1', 'r2'],
    ['r2', 'r3'],
    ['r3', 'r1'],
  ]);
  expect(shown(rangeAssignor.assign(inRacks(racks), threeRacks))).toEqual({ c1: 'a0 a2', c2: 'a1 a3', c3: 'a4 a5' });
});

test('racks do not count when every partition is in all of them', () => {
  const racks = [0, 1, 2].map(() => ['r3', 'r2', 'r1']);
  expect(shown(rangeAssignor.assign(inRacks(racks), [...threeRacks].reverse()))).toEqual({
    c1: 'a0',
    c2: 'a1',
    c3: 'a2',
  });
});

test('topics with the same subscribers and size keep equal partition numbers together', () => {
  const racks = [['r3'], ['r2'], ['r1']];
  const cluster = aCluster(
    { a: 3, b: 3 },
    new Map([
      ['a', racks],
      ['b', racks],
    ]),
  );
  const members = threeRacks.map((member) => ({ ...member, topics: ['a', 'b'] }));
  expect(shown(rangeAssignor.assign(cluster, members))).toEqual({ c1: 'a2 b2', c2: 'a1 b1', c3: 'a0 b0' });
});
