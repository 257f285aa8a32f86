import { javaHashOrder } from '../../base/java-string.ts';

/**
 * The order in which a java.util.HashSet iterates broker ids: `new HashSet<>(first)`, then `added` one by one.
 * Duplicates count once. An id's hash is the id.
 */
export function hashSetOrder(first: readonly number[], added: readonly number[] = []): number[] {
  const ids = [...new Set([...first, ...added])];
  // HashSet(Collection) makes room for max(size / .75 + 1, 16), rounded up to a power of two.
  const wanted = Math.max(Math.floor(first.length / 0.75) + 1, 16);
  let capacity = 16;
  while (capacity < wanted) capacity *= 2;
  return javaHashOrder(ids, capacity).map((i) => ids[i] as number);
}
