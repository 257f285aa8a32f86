import { expect, test } from 'vitest';
import { nextBelow, nextFraction, nextUint32, type Prng, seedPrng } from './prng.ts';

function take(p: Prng, count: number): number[] {
  return Array.from({ length: count }, () => nextUint32(p));
}

test('gives the reference stream of xoshiro128** from the state 1, 2, 3, 4', () => {
  const p = { a: 1, b: 2, c: 3, d: 4 };
  expect(take(p, 6)).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492]);
  take(p, 9993);
  expect(nextUint32(p)).toBe(4275519364);
});

test('gives the reference stream from a state with all bits in use', () => {
  const p = { a: 0x964d4a0c, b: 0xd40ab895, c: 0xad7fdecb, d: 0x3006f0f0 };
  expect(take(p, 4)).toEqual([0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70]);
});

test('a seed always gives the same stream: links depend on it', () => {
  expect(seedPrng(0)).toEqual({ a: 0x92ca2f0e, b: 0x3cd6e3f3, c: 0x1b147dcc, d: 0x4c081dbf });
  expect(take(seedPrng(0), 5)).toEqual([3809008728, 1133695204, 53579671, 2891528803, 139681546]);
  expect(take(seedPrng(42), 4)).toEqual([2837322924, 544945897, 479756282, 3500138142]);
  expect(take(seedPrng(4294967295), 3)).toEqual([835879718, 1921286648, 2356205009]);
});

test('a copy of the state goes on with the same stream', () => {
  const p = seedPrng(7);
  take(p, 100);
  const copy = { ...p };
  expect(take(copy, 10)).toEqual(take(p, 10));
});

test('numbers below a bound reach every value about equally often and never the bound', () => {
  const p = seedPrng(1);
  expect(nextBelow(p, 1)).toBe(0);
  expect(() => nextBelow(p, 0)).toThrow('bound');
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 70_000; i++) {
    const drawn = nextBelow(p, 7);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test('a bound of 2^32 takes the number as it is', () => {
  expect(nextBelow(seedPrng(3), 4294967296)).toBe(nextUint32(seedPrng(3)));
});

test('fractions lie in [0, 1)', () => {
  const p = seedPrng(5);
  for (let i = 0; i < 1000; i++) {
    const f = nextFraction(p);
    expect(f >= 0 && f < 1).toBe(true);
  }
});
