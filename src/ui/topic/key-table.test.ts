import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { expectedMoved, movedKeys, spreadKeys } from './key-table.ts';

const { murmur2, toPositive } = await import('../../kafka/record/murmur2.ts');
const hashOf = (key: string): number => toPositive(murmur2(encodeUtf8(key)));

test('keys stand on the partitions that Kafka gave them', () => {
  const suite = JSON.parse(gunzipSync(readFileSync('vectors/murmur2.json.gz')).toString()) as {
    readonly cases: readonly {
      readonly in: { readonly key: string };
      readonly out: { readonly positive: number; readonly partitions: Readonly<Record<string, number>> };
    }[];
  };
  let compared = 0;
  for (const partitions of [1, 2, 3, 4, 6, 12]) {
    const known = suite.cases.filter(({ out }) => String(partitions) in out.partitions);
    const { of } = spreadKeys(
      known.map(({ in: { key } }) => toPositive(murmur2(Buffer.from(key, 'hex')))),
      partitions,
    );
    expect(of).toEqual(known.map(({ out }) => out.partitions[partitions]));
    compared += of.length;
  }
  expect(compared).toBeGreaterThan(1000);
});

test('text is hashed as StringSerializer writes it', () => {
  expect(['user-42', 'é', '日本'].map(hashOf)).toEqual([1459644460, 186971271, -700811021 & 0x7fffffff]);
});

test('the largest share is measured against the mean', () => {
  const spread = spreadKeys([0, 4, 8, 1, 12, 5], 4);
  expect(spread).toMatchObject({ of: [0, 0, 0, 1, 0, 1], counts: [4, 2, 0, 0], largest: 0, skew: 4 / 1.5, empty: 2 });
  expect(spreadKeys([], 3)).toMatchObject({ counts: [0, 0, 0], skew: 0, empty: 3 });
});

test('with more partitions the keys move whose hash leaves another rest', () => {
  const hashes = Array.from({ length: 12 }, (_, hash) => hash);
  const moved = movedKeys(spreadKeys(hashes, 3), spreadKeys(hashes, 4));
  expect(moved).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(moved.length / hashes.length).toBe(expectedMoved(3, 4));
  expect(movedKeys(spreadKeys(hashes, 3), spreadKeys(hashes, 3))).toEqual([]);
});

test('of many keys about as many move as is to be expected', () => {
  const hashes = Array.from({ length: 10_000 }, (_, i) => hashOf(`user-${i}`));
  for (const [before, after] of [
    [3, 4],
    [6, 12],
    [6, 9],
  ] as const) {
    const share = movedKeys(spreadKeys(hashes, before), spreadKeys(hashes, after)).length / hashes.length;
    expect(Math.abs(share - expectedMoved(before, after))).toBeLessThan(0.02);
  }
});
