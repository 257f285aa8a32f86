/** How keys spread over the partitions of a topic. Every key counts once, however often it stands in the list. */
export interface KeySpread {
  readonly partitions: number;
  /** Partition of each key, in the order of the keys. */
  readonly of: readonly number[];
  /** Keys of each partition. */
  readonly counts: readonly number[];
  /** The first partition with the most keys. */
  readonly largest: number;
  /** Keys of the largest against the mean: 1 is even. 0 without keys. */
  readonly skew: number;
  readonly empty: number;
}

/** `hashes`: toPositive(murmur2(key)) of each key; the partition is the rest (BuiltInPartitioner.partitionForKey). */
export function spreadKeys(hashes: readonly number[], partitions: number): KeySpread {
  const of = hashes.map((hash) => hash % partitions);
  const counts = new Array<number>(partitions).fill(0);
  for (const partition of of) counts[partition] = (counts[partition] ?? 0) + 1;
  const most = counts.reduce((best, count) => Math.max(best, count), 0);
  return {
    partitions,
    of,
    counts,
    largest: counts.indexOf(most),
    skew: hashes.length === 0 ? 0 : (most * partitions) / hashes.length,
    empty: counts.filter((count) => count === 0).length,
  };
}

/** Places of the keys whose partition differs. */
export function movedKeys(before: KeySpread, after: KeySpread): readonly number[] {
  return before.of.flatMap((partition, key) => (after.of[key] === partition ? [] : [key]));
}

/**
 * The share of evenly hashed keys that move: h mod P = h mod Q holds for min(P, Q) of every lcm(P, Q) hashes, so
 * gcd(P, Q) / max(P, Q) of the keys stay.
 */
export function expectedMoved(before: number, after: number): number {
  return 1 - greatestCommonDivisor(before, after) / Math.max(before, after);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
