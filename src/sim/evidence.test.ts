import { expect, test } from 'vitest';
import { addRange, splitRanges } from './evidence.ts';

test('a range that continues one of its epoch is joined to it, from either side', () => {
  expect(addRange([{ epoch: 1, first: 0, last: 4 }], { epoch: 1, first: 5, last: 6 })).toEqual([
    { epoch: 1, first: 0, last: 6 },
  ]);
  expect(addRange([{ epoch: 1, first: 5, last: 6 }], { epoch: 1, first: 0, last: 4 })).toEqual([
    { epoch: 1, first: 0, last: 6 },
  ]);
  expect(addRange([{ epoch: 1, first: 0, last: 4 }], { epoch: 2, first: 5, last: 6 })).toHaveLength(2);
});

test('what an epoch holds beyond its end is gone, the rest stays', () => {
  const ranges = [
    { epoch: 0, first: 0, last: 9 },
    { epoch: 1, first: 10, last: 12 },
    { epoch: 2, first: 13, last: 14 },
  ];
  const ends = new Map([
    [0, 10],
    [1, 11],
    [2, 11],
  ]);
  expect(splitRanges(ranges, (epoch) => ends.get(epoch) ?? 0)).toEqual({
    kept: [
      { epoch: 0, first: 0, last: 9 },
      { epoch: 1, first: 10, last: 10 },
    ],
    gone: [
      { epoch: 1, first: 11, last: 12 },
      { epoch: 2, first: 13, last: 14 },
    ],
  });
});
