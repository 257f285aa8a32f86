import { expect, test } from 'vitest';
import { flagBroker, flagsOf, flagWidth, lagsOf } from './flags.ts';
import { groupOf, partitionOf, replicaOf } from './testing/snapshot-fixture.ts';

const partition = partitionOf('orders', 0, [replicaOf(2), replicaOf(1)]);
const zone = { x: 0, y: 30, width: 80, height: 13 };
const window = { first: 16, count: 8 };
const groupAt = (id: string, committed: number, position: number) =>
  groupOf(id, ['orders'], [], { offsets: [{ topic: 'orders', partition: 0, committed, position, lag: 0 }] });

test('a group has a flag for its committed offset and an open one for its position', () => {
  const flags = flagsOf(partition, [groupAt('billing', 20, 22)], window, zone);
  expect(flags.map(({ kind, tip, x }) => [kind, tip, x])).toEqual([
    ['committed', 40, 35],
    ['position', 60, 55],
  ]);
});

test('one flag is enough when the position is what was committed', () => {
  expect(flagsOf(partition, [groupAt('billing', 20, 20)], window, zone)).toHaveLength(1);
  expect(flagsOf(partition, [groupAt('billing', -1, -1)], window, zone)).toHaveLength(0);
});

test('flags at one offset stand side by side and still point at it', () => {
  const flags = flagsOf(
    partition,
    ['a', 'b', 'c'].map((id) => groupAt(id, 24, 24)),
    window,
    zone,
  );
  const xs = flags.map((flag) => flag.x);
  expect(flags.every((flag) => flag.tip === 80)).toBe(true);
  for (const [i, x] of xs.entries()) if (i > 0) expect(x - (xs[i - 1] ?? 0)).toBeGreaterThanOrEqual(flagWidth);
});

test('the lag reaches from the committed offset to the high watermark', () => {
  expect(lagsOf(partition, 24, [groupAt('a', 20, 20)], window, zone)).toEqual([{ group: 0, x: 40, width: 40 }]);
  expect(lagsOf(partition, 24, [groupAt('a', 24, 24), groupAt('b', -1, 3)], window, zone)).toEqual([]);
});

test('flags stand under the leader, or under the first replica while there is none', () => {
  expect(flagBroker(partition)).toBe(2);
  expect(flagBroker({ ...partition, leader: -1 })).toBe(2);
  expect(flagBroker({ ...partition, leader: 1 })).toBe(1);
});
