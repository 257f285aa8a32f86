import { fromHex } from '../base/bytes.ts';
import { murmur2, partitionForKey, toPositive } from '../kafka/record/murmur2.ts';
import { defineSuite } from './suite.ts';

/** For how many partitions the recording asked stands in its answer. */
interface Output {
  readonly partitions: Readonly<Record<string, number>>;
}

export const murmur2Suite = defineSuite<{ key: string }, Output>('murmur2', (input, expected) => {
  const key = fromHex(input.key);
  const hash = murmur2(key);
  const counts = Object.keys(expected.partitions);
  const partitions = Object.fromEntries(counts.map((count) => [count, partitionForKey(key, Number(count))]));
  return { hash, positive: toPositive(hash), partitions };
});
