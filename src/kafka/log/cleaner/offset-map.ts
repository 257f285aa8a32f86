/**
 * Key → latest offset, for one round of cleaning (SkimpyOffsetMap, Cleaner). Kafka keeps the MD5 of each key in a fixed
 * buffer; here stands the key itself. `latestOffset` is where the round has come to, −1 at its start.
 */
export interface OffsetMap {
  /** Most keys that a round takes. */
  readonly maxKeys: number;
  readonly offsets: Map<string, number>;
  latestOffset: number;
}

/** Bytes of an entry in Kafka's buffer: 16 of MD5, 8 of the offset. */
const ENTRY_BYTES = 24;
/** log.cleaner.io.buffer.load.factor. */
const LOAD_FACTOR = 0.9;

/** How many slots a buffer of log.cleaner.dedupe.buffer.size has, shared by log.cleaner.threads. */
export function offsetMapSlots(dedupeBufferSize: number, threads: number): number {
  const bytes = Math.min(Math.floor(dedupeBufferSize / threads), 0x7fffffff);
  return Math.floor(bytes / ENTRY_BYTES);
}

export function createOffsetMap(slots: number): OffsetMap {
  return { maxKeys: Math.floor(slots * LOAD_FACTOR), offsets: new Map(), latestOffset: -1 };
}

/** The bytes as a text of one character a byte. */
function textOf(key: Uint8Array): string {
  let text = '';
  for (const byte of key) text += String.fromCharCode(byte);
  return text;
}

/** Puts a key, unless the map is full; then even a key that it knows is refused. */
export function putOffset(map: OffsetMap, key: Uint8Array, offset: number): boolean {
  if (map.offsets.size >= map.maxKeys) return false;
  map.offsets.set(textOf(key), offset);
  map.latestOffset = offset;
  return true;
}

/** −1 for a key that is not in the map. */
export function latestOffsetOf(map: OffsetMap, key: Uint8Array): number {
  return map.offsets.get(textOf(key)) ?? -1;
}
