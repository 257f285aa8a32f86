import { fromHex } from '../base/bytes.ts';
import { murmur2, partitionForKey, toPositive } from '../kafka/record/murmur2.ts';
import { defineSuite } from './suite.ts';

const PARTITION_COUNTS = [1, 2, 3, 6, 12, 50, 1000];

export const murmur2Suite = defineSuite<{ key: string }>('murmur2', (input) => {
  const key = fromHex(input.key);
  const hash = murmur2(key);
  const partitions = Object.fromEntries(PARTITION_COUNTS.map((count) => [count, partitionForKey(key, count)]));
  return { hash, positive: toPositive(hash), partitions };
});
