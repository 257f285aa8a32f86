import { MalformedBytes } from '../../../base/bytes.ts';
import type { GrowingBytes } from './growing-bytes.ts';
import { readInt32Le } from './xxhash32.ts';

/** The block format of LZ4 (lz4_Block_format.md): sequences of literals and a match at most 65535 bytes back. */
const MIN_MATCH = 4;
/** The last bytes of a block are literals, and no match begins in the last twelve. */
const LAST_LITERALS = 5;
const MATCH_LIMIT = 12;
const HASH_BITS = 14;

/** Blocks have at most this many bytes, so that every match lies near enough. */
export const LZ4_BLOCK_BYTES = 65536;

const heads = new Int32Array(1 << HASH_BITS);
const earlier = new Int32Array(LZ4_BLOCK_BYTES);

/** Most bytes that a block of `length` bytes can take. */
export function lz4Bound(length: number): number {
  return length + Math.floor(length / 255) + 16;
}

function hashAt(from: Uint8Array, at: number): number {
  return Math.imul(readInt32Le(from, at), 0x9e3779b1) >>> (32 - HASH_BITS);
}

function matchLength(from: Uint8Array, a: number, b: number, end: number): number {
  let length = 0;
  while (b + length < end && from[a + length] === from[b + length]) length++;
  return length;
}

/** A length above 15 goes on in bytes of 255. */
function putLength(into: Uint8Array, at: number, rest: number): number {
  let to = at;
  let left = rest;
  for (; left >= 255; left -= 255) into[to++] = 255;
  into[to++] = left;
  return to;
}

function putLiterals(
  into: Uint8Array,
  at: number,
  from: Uint8Array,
  start: number,
  end: number,
  match: number,
): number {
  const count = end - start;
  into[at] = (Math.min(count, 15) << 4) | Math.min(match, 15);
  const to = count >= 15 ? putLength(into, at + 1, count - 15) : at + 1;
  into.set(from.subarray(start, end), to);
  return to + count;
}

/**
 * Writes from[start … end−1] as one block and gives the position after it. Of the places with the same hash the
 * nearest `attempts` are compared, and the longest match is taken: 1 is what LZ4 calls fast.
 */
export function compressLz4Block(
  from: Uint8Array,
  start: number,
  end: number,
  into: Uint8Array,
  at: number,
  attempts: number,
): number {
  heads.fill(-1);
  const remember = (place: number): void => {
    const hash = hashAt(from, place);
    earlier[place - start] = heads[hash] as number;
    heads[hash] = place;
  };
  let to = at;
  let anchor = start;
  let place = start;
  while (place <= end - MATCH_LIMIT) {
    let best = 0;
    let where = 0;
    let candidate = heads[hashAt(from, place)] as number;
    for (let tries = attempts; candidate >= 0 && tries > 0; tries--) {
      const length = matchLength(from, candidate, place, end - LAST_LITERALS);
      if (length > best) {
        best = length;
        where = candidate;
      }
      candidate = earlier[candidate - start] as number;
    }
    remember(place);
    if (best < MIN_MATCH) {
      place += attempts === 1 ? 1 + ((place - anchor) >> 6) : 1;
      continue;
    }
    to = putLiterals(into, to, from, anchor, place, best - MIN_MATCH);
    into[to++] = (place - where) & 0xff;
    into[to++] = (place - where) >>> 8;
    if (best - MIN_MATCH >= 15) to = putLength(into, to, best - MIN_MATCH - 15);
    anchor = place + best;
    const first = attempts === 1 ? anchor - 2 : place + 1;
    for (place = first; place < anchor && place <= end - MATCH_LIMIT; place++) remember(place);
    place = anchor;
  }
  return putLiterals(into, to, from, anchor, end, 0);
}

/** Unfolds the block from[start … end−1]. Its matches may not reach back before it. */
export function decompressLz4Block(from: Uint8Array, start: number, end: number, into: GrowingBytes): void {
  const first = into.length;
  let at = start;
  const byte = (): number => {
    if (at >= end) throw new MalformedBytes('an LZ4 block ends too early');
    return from[at++] as number;
  };
  const length = (nibble: number): number => {
    let sum = nibble;
    if (nibble < 15) return sum;
    for (let more = 255; more === 255; sum += more) more = byte();
    return sum;
  };
  for (;;) {
    const token = byte();
    const literals = length(token >>> 4);
    if (literals > end - at) throw new MalformedBytes('an LZ4 block ends inside its literals');
    into.append(from, at, at + literals);
    at += literals;
    if (at === end) return;
    const distance = byte() | (byte() << 8);
    into.repeat(distance, length(token & 15) + MIN_MATCH, first);
  }
}
