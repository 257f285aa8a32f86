/**
 * The slot of a (broker id, epoch) in the java.util.concurrent.ConcurrentHashMap of contacts: the record's hash code is
 * 31 · id + (epoch ^ epoch >>> 32), spread by its upper half.
 */
export function hashSlot(key: { readonly id: number; readonly epoch: number }, slots: number): number {
  const epochHash = (key.epoch | 0) ^ Math.floor(key.epoch / 4294967296);
  const hash = (Math.imul(31, key.id) + epochHash) | 0;
  return (hash ^ (hash >>> 16)) & 0x7fffffff & (slots - 1);
}
