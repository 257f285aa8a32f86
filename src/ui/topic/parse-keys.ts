import { limits } from '../../scenario/limits.ts';

/** What is taken of a pasted list: limits of this panel, not of Kafka. */
export const pasteLimits = {
  /** Different keys. */
  keys: 10_000,
  /** UTF-16 units of one key. */
  keyLength: limits.recordText,
  /** UTF-16 units of the whole text. */
  text: 1_000_000,
} as const;

export interface PastedKeys {
  /** Each once, in the order in which they first stand. */
  readonly keys: readonly string[];
  /** How often each stands in the list. */
  readonly times: readonly number[];
  /** Lines with a key that counts. */
  readonly lines: number;
  /** Lines whose key is longer than a key may be. */
  readonly tooLong: number;
  /** Lines with further keys when there were enough different ones. */
  readonly tooMany: number;
  /** The text went on after what was read of it. */
  readonly cut: boolean;
}

/** A key a line, as it stands: blanks belong to it, empty lines are none. Whatever is left out is counted. */
export function parseKeys(text: string): PastedKeys {
  const cut = text.length > pasteLimits.text;
  const places = new Map<string, number>();
  const times: number[] = [];
  let [lines, tooLong, tooMany] = [0, 0, 0];
  for (const key of (cut ? text.slice(0, pasteLimits.text) : text).split(/\r\n|\n|\r/)) {
    if (key === '') continue;
    const place = places.get(key);
    if (key.length > pasteLimits.keyLength) tooLong++;
    else if (place === undefined && places.size === pasteLimits.keys) tooMany++;
    else {
      lines++;
      if (place === undefined) places.set(key, times.length);
      times[place ?? times.length] = (times[place ?? times.length] ?? 0) + 1;
    }
  }
  return { keys: [...places.keys()], times, lines, tooLong, tooMany, cut };
}
