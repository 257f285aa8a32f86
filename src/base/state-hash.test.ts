import { expect, test } from 'vitest';
import { chainHash, hashState } from './state-hash.ts';

test('the same data has the same hash in every engine, for ever', () => {
  expect(hashState(null)).toMatch(/^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/);
  const state = {
    now: 1_700_000_000_000_000,
    name: 'orders-0 토픽',
    list: [1, -1, 0.5, true, null, undefined],
    map: new Map<string, number>([['a', 1]]),
    bytes: Uint8Array.of(1, 2, 3, 4, 5),
  };
  expect(hashState(state)).toBe(hashState(structuredClone(state)));
  expect(hashState(state)).toMatchInlineSnapshot(`"110f-5a9d-4215-4eba"`);
});

test('values that differ have different hashes', () => {
  const values = [
    0,
    -0,
    1,
    -1,
    0.5,
    NaN,
    Infinity,
    2 ** 31,
    2 ** 32,
    2 ** 53,
    '',
    '0',
    'a',
    'b',
    'ab',
    true,
    false,
    null,
    undefined,
    [],
    {},
    new Map(),
    new Set(),
    new Uint8Array(0),
    new Float64Array(0),
    [0],
    [[0]],
    [0, 0],
    ['0'],
    { a: 1 },
    { a: 2 },
    { b: 1 },
    { a: undefined },
    { a: 1, b: 2 },
    { b: 2, a: 1 },
    new Map([['a', 1]]),
    new Set(['a']),
    [['a', 1]],
    Uint8Array.of(0),
    Uint8Array.of(0, 0),
    Uint8Array.of(1, 2, 3, 4),
    Uint8Array.of(4, 3, 2, 1),
    [1, 2],
    [2, 1],
    'aa',
    'aaa',
    { a: [] },
    { a: {} },
  ];
  const hashes = values.map(hashState);
  const clashes = hashes.flatMap((hash, i) => (hashes.indexOf(hash) === i ? [] : [values[i]]));
  expect(clashes).toEqual([]);
});

test('every bit of a number counts', () => {
  const seen = new Set<string>();
  for (let bit = 0; bit < 53; bit++)
    seen
      .add(hashState(2 ** bit))
      .add(hashState(-(2 ** bit)))
      .add(hashState(2 ** -bit - 3.25));
  expect(seen.size).toBe(159);
});

test('small differences move about half of the bits', () => {
  let moved = 0;
  for (let i = 0; i < 500; i++) {
    const [x, y] = [hashState({ at: i }), hashState({ at: i + 1 })].map((h) => BigInt(`0x${h.replaceAll('-', '')}`));
    moved += ((x ?? 0n) ^ (y ?? 0n)).toString(2).replaceAll('0', '').length;
  }
  expect(Math.abs(moved / 500 - 32)).toBeLessThan(1);
});

test('in which checkpoint something was copied is left out', () => {
  expect(hashState({ cow: 1, x: [{ cow: 5, y: 1 }] })).toBe(hashState({ cow: 2, x: [{ cow: 6, y: 1 }] }));
});

test('an object with a content hash stands for that alone', () => {
  expect(hashState({ contentHash: 7, batches: [1, 2] })).toBe(hashState({ contentHash: 7, batches: [] }));
  expect(hashState({ contentHash: 7 })).not.toBe(hashState({ contentHash: 8 }));
});

test('functions and bigints are no state', () => {
  expect(() => hashState({ f: () => 1 })).toThrow('function');
  expect(() => hashState([1n])).toThrow('bigint');
});

test('a running hash depends on every word and on their order, and stays a safe integer', () => {
  let chain = 0;
  const seen = new Set<number>();
  for (let i = 0; i < 20_000; i++) {
    chain = chainHash(chain, i % 7);
    expect(Number.isSafeInteger(chain) && chain >= 0).toBe(true);
    seen.add(chain);
  }
  expect(seen.size).toBe(20_000);
  expect(chainHash(chainHash(0, 1), 2)).not.toBe(chainHash(chainHash(0, 2), 1));
  expect(chainHash(0, -1)).toBe(chainHash(0, 0xffffffff));
});
