import { expect, test } from 'vitest';
import { partitionOf, replicaOf } from '../cluster/testing/snapshot-fixture.ts';
import { placeNames, ticksOf } from './tick-names.ts';

test('the leader’s offsets are named; those that are equal share a tick', () => {
  const leader = replicaOf(1, { logStartOffset: 3, highWatermark: 20, logEndOffset: 24 });
  const follower = replicaOf(2, { logEndOffset: 30, highWatermark: 18 });
  expect(ticksOf(partitionOf('orders', 0, [leader, follower]))).toEqual([
    { offset: 3, names: ['logStartOffset'] },
    { offset: 20, names: ['highWatermark'] },
    { offset: 24, names: ['logEndOffset'] },
  ]);
  const even = replicaOf(1, { highWatermark: 24, logEndOffset: 24 });
  expect(ticksOf(partitionOf('orders', 0, [even, follower]))).toEqual([
    { offset: 0, names: ['logStartOffset'] },
    { offset: 24, names: ['highWatermark', 'logEndOffset'] },
  ]);
});

test('while nobody leads, the longest log is named', () => {
  const logs = [replicaOf(1, { logEndOffset: 5 }), replicaOf(2, { logEndOffset: 9 })];
  expect(ticksOf(partitionOf('orders', 0, logs, { leader: -1 })).at(-1)?.offset).toBe(24);
  expect(ticksOf(partitionOf('orders', 0, logs, { leader: -1 })).map(({ offset }) => offset)).toEqual([0, 9, 24]);
});

test('far names stand beside their ticks in one lane', () => {
  const ticks = [0, 500, 520].map((at) => ({ at, width: 100 }));
  expect(placeNames(ticks, 0, 640)).toMatchObject([
    { at: 0, lane: 0, toLeft: false },
    { at: 500, lane: 0, toLeft: true },
    { at: 520, lane: 0, toLeft: false },
  ]);
});

test('no name lies over another, no tick runs through one, and none leaves the room', () => {
  const faults: string[] = [];
  for (let a = 0; a <= 600; a += 40) {
    for (let b = a; b <= 600; b += 25) {
      for (let c = b; c <= 600; c += 30) {
        const spans = placeNames(
          [a, b, c].map((at) => ({ at, width: 110 })),
          0,
          700,
        ).map(({ at, lane, toLeft }) => ({ at, lane, from: toLeft ? at - 114 : at, to: toLeft ? at : at + 114 }));
        const isFault = spans.some(
          (one, i) =>
            one.from < 0 ||
            one.to > 700 ||
            spans.some(
              (other, k) =>
                k !== i &&
                ((one.lane === other.lane && one.from < other.to && other.from < one.to) ||
                  (one.lane > other.lane && one.at > other.from && one.at < other.to)),
            ),
        );
        if (isFault) faults.push(`${a} ${b} ${c}`);
      }
    }
  }
  expect(faults).toEqual([]);
});
