import { MalformedBytes } from '../../../base/bytes.ts';
import { sizeOfUnsignedVarint, writeUnsignedVarint } from '../../../base/varint.ts';
import { GrowingBytes } from './growing-bytes.ts';
import { readInt32Le } from './xxhash32.ts';

/** Snappy's format (format_description.txt): the length, then literals and copies of what came before. */
const HASH_BITS = 14;
const MIN_MATCH = 4;
const LONGEST_COPY = 64;

const places = new Int32Array(1 << HASH_BITS);

function hashAt(from: Uint8Array, at: number): number {
  return Math.imul(readInt32Le(from, at), 0x1e35a7bd) >>> (32 - HASH_BITS);
}

/** `end` − `start` is from 1 to 65536. */
function putLiteral(into: Uint8Array, at: number, from: Uint8Array, start: number, end: number): number {
  const last = end - start - 1;
  let to = at;
  if (last < 60) into[to++] = last << 2;
  else if (last < 256) {
    into[to++] = 60 << 2;
    into[to++] = last;
  } else {
    into[to++] = 61 << 2;
    into[to++] = last;
    into[to++] = last >>> 8;
  }
  into.set(from.subarray(start, end), to);
  return to + last + 1;
}

function putCopy(into: Uint8Array, at: number, distance: number, count: number): number {
  let to = at;
  for (let left = count; left > 0; ) {
    // A rest below four bytes could not be written.
    const length = left > LONGEST_COPY && left < LONGEST_COPY + MIN_MATCH ? 60 : Math.min(left, LONGEST_COPY);
    if (length < 12 && distance < 2048) {
      into[to++] = 1 | ((length - MIN_MATCH) << 2) | ((distance >>> 8) << 5);
      into[to++] = distance;
    } else {
      into[to++] = 2 | ((length - 1) << 2);
      into[to++] = distance;
      into[to++] = distance >>> 8;
    }
    left -= length;
  }
  return to;
}

/** Most bytes that `length` bytes can take (snappy's MaxCompressedLength). */
export function snappyBound(length: number): number {
  return 32 + length + Math.ceil(length / 6);
}

/** Writes from[start … end−1], at most 65536 bytes, and gives the position after it. */
export function compressSnappyBlock(
  from: Uint8Array,
  start: number,
  end: number,
  into: Uint8Array,
  at: number,
): number {
  places.fill(-1);
  let to = writeUnsignedVarint(into, at, end - start);
  let anchor = start;
  let place = start;
  while (place <= end - MIN_MATCH) {
    const word = readInt32Le(from, place);
    const hash = Math.imul(word, 0x1e35a7bd) >>> (32 - HASH_BITS);
    const candidate = places[hash] as number;
    places[hash] = place;
    if (candidate < 0 || readInt32Le(from, candidate) !== word) {
      place += 1 + ((place - anchor) >> 5);
      continue;
    }
    let length = MIN_MATCH;
    while (place + length < end && from[candidate + length] === from[place + length]) length++;
    if (place > anchor) to = putLiteral(into, to, from, anchor, place);
    to = putCopy(into, to, place - candidate, length);
    place += length;
    anchor = place;
    if (place <= end - MIN_MATCH + 1) places[hashAt(from, place - 1)] = place - 1;
  }
  return anchor < end ? putLiteral(into, to, from, anchor, end) : to;
}

function readLength(from: Uint8Array, start: number, end: number): number {
  let length = 0;
  for (let at = start, shift = 0; at < end && shift <= 28; at++, shift += 7) {
    const byte = from[at] as number;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80 && (shift < 28 || byte <= 0x0f)) return length >>> 0;
  }
  throw new MalformedBytes('a snappy block has no length');
}

/** Unfolds the block from[start … end−1], which says itself how long it gets. */
export function decompressSnappyBlock(from: Uint8Array, start: number, end: number, limit: number): Uint8Array {
  const length = readLength(from, start, end);
  if (length > limit) throw new MalformedBytes(`it unfolds to more than ${limit} bytes`);
  // A copy of at most 64 bytes takes two: a longer promise cannot be kept.
  if (length > 32 * (end - start)) throw new MalformedBytes('a snappy block promises more than it can hold');
  const into = new GrowingBytes(length, length);
  let at = start + sizeOfUnsignedVarint(length);
  const number = (bytes: number): number => {
    if (bytes > end - at) throw new MalformedBytes('a snappy block ends too early');
    let v = 0;
    for (let i = 0; i < bytes; i++) v |= (from[at++] as number) << (8 * i);
    return v >>> 0;
  };
  while (at < end) {
    const tag = number(1);
    const high = tag >>> 2;
    const kind = tag & 3;
    if (kind === 0) {
      const count = (high < 60 ? high : number(high - 59)) + 1;
      if (count > end - at) throw new MalformedBytes('a snappy block ends inside a literal');
      into.append(from, at, at + count);
      at += count;
    } else if (kind === 1) into.repeat(((tag >>> 5) << 8) | number(1), (high & 7) + MIN_MATCH, 0);
    else into.repeat(number(kind === 2 ? 2 : 4), high + 1, 0);
  }
  if (into.length !== length) throw new MalformedBytes(`a snappy block holds ${into.length} bytes, not ${length}`);
  return into.toBytes();
}
