/** java.lang.String.hashCode: s[0]·31^(n−1) + … over the UTF-16 units, signed 32 bit. */
export function javaHashCode(s: string): number {
  let hash = 0;
  for (let i = 0; i < s.length; i++) hash = (Math.imul(31, hash) + s.charCodeAt(i)) | 0;
  return hash;
}

/**
 * The order in which a java.util.HashMap iterates entries that were put in one by one, as indexes into `hashes`
 * (the keys' hashCode, keys all different): by bucket, equal buckets in order of insertion. The table starts at
 * `initialCapacity` (a power of two) and doubles when more than three quarters are taken, or when a ninth entry falls
 * into one bucket of a table below 64. (From 64 on such a bucket becomes a tree, which may bring another entry to its
 * front; that is not followed here.)
 */
export function javaHashOrder(hashes: readonly number[], initialCapacity = 16): number[] {
  const spread = hashes.map((h) => h ^ (h >>> 16));
  let capacity = initialCapacity;
  for (let size = 1; size <= spread.length; size++) {
    const mask = capacity - 1;
    const bucket = (spread[size - 1] as number) & mask;
    if (capacity < 64) {
      let inBucket = 0;
      for (let i = 0; i < size; i++) if (((spread[i] as number) & mask) === bucket) inBucket++;
      if (inBucket > 8) capacity *= 2;
    }
    if (size > capacity * 0.75) capacity *= 2;
  }
  const mask = capacity - 1;
  const order = hashes.map((_, i) => i);
  return order.sort((i, j) => ((spread[i] as number) & mask) - ((spread[j] as number) & mask) || i - j);
}

/** The order in which a HashMap<String, …> or HashSet<String> iterates these keys (see javaHashOrder). */
export function javaHashMapOrder(keys: readonly string[]): string[] {
  return javaHashOrder(keys.map(javaHashCode)).map((i) => keys[i] as string);
}
