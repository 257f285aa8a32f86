import { assert } from '../../base/assert.ts';

const M = 0x5bd1e995;
const SEED = 0x9747b28c;

/** 32-bit MurmurHash 2, signed (org.apache.kafka.common.utils.Utils.murmur2). */
export function murmur2(bytes: Uint8Array): number {
  const length = bytes.length;
  let h = SEED ^ length;
  const whole = length & ~3;
  for (let at = 0; at < whole; at += 4) {
    let k =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    k = Math.imul(k, M);
    k ^= k >>> 24;
    h = Math.imul(h, M) ^ Math.imul(k, M);
  }
  const rest = length - whole;
  if (rest >= 3) h ^= (bytes[whole + 2] as number) << 16;
  if (rest >= 2) h ^= (bytes[whole + 1] as number) << 8;
  if (rest >= 1) h = Math.imul(h ^ (bytes[whole] as number), M);
  h ^= h >>> 13;
  h = Math.imul(h, M);
  return h ^ (h >>> 15);
}

/** Clears the sign bit; not the absolute value (Utils.toPositive). */
export function toPositive(n: number): number {
  return n & 0x7fffffff;
}

/** The partition of a key: over all partitions of the topic, also those without a leader (BuiltInPartitioner.partitionForKey). */
export function partitionForKey(keyBytes: Uint8Array, numPartitions: number): number {
  assert(numPartitions > 0, 'a topic has partitions');
  return toPositive(murmur2(keyBytes)) % numPartitions;
}
