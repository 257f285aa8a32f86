import { assert } from './assert.ts';

/** Two lanes of 32 bits that every value of the walk is mixed into. */
let low = 0;
let high = 0;

// What kind of value comes next, so that for example [] and {} and '' differ.
const TAG_NULL = 1;
const TAG_UNDEFINED = 2;
const TAG_FALSE = 3;
const TAG_TRUE = 4;
const TAG_INTEGER = 5;
const TAG_FLOAT = 6;
const TAG_STRING = 7;
const TAG_ARRAY = 8;
const TAG_MAP = 9;
const TAG_SET = 10;
const TAG_OBJECT = 11;
const TAG_BYTES = 12;
const TAG_NUMBERS = 13;

const float = new Float64Array(1);
const floatWords = new Uint32Array(float.buffer);

function mix(word: number): void {
  low = Math.imul(low ^ word, 0x9e3779b1);
  low ^= low >>> 15;
  high = Math.imul((high ^ word) + low, 0x85ebca77);
  high ^= high >>> 13;
}

function mixNumber(v: number): void {
  // 0 is an integer of 32 bits, -0 is not: it keeps its sign bit through the float path.
  if (v === (v | 0) && (v !== 0 || 1 / v > 0)) {
    mix(TAG_INTEGER);
    mix(v);
    return;
  }
  mix(TAG_FLOAT);
  if (Number.isNaN(v)) {
    // The bits of NaN are the engine's own choice.
    mix(0x7ff80000);
    return;
  }
  float[0] = v;
  mix(floatWords[0] as number);
  mix(floatWords[1] as number);
}

function mixString(s: string): void {
  mix(TAG_STRING);
  mix(s.length);
  for (let i = 0; i < s.length; i += 2) mix(s.charCodeAt(i) | (s.charCodeAt(i + 1) << 16));
}

function mixBytes(bytes: Uint8Array): void {
  mix(TAG_BYTES);
  mix(bytes.length);
  const whole = bytes.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    const word =
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24);
    mix(word);
  }
  for (let i = whole; i < bytes.length; i++) mix(bytes[i] as number);
}

function isNumbers(v: object): v is Float64Array {
  return ArrayBuffer.isView(v) && !(v instanceof DataView);
}

function mixObject(v: object): void {
  const content = (v as { contentHash?: unknown }).contentHash;
  mix(TAG_OBJECT);
  if (typeof content === 'string' || typeof content === 'number') {
    walk(content);
    return;
  }
  let count = 0;
  for (const key in v) {
    if (key === 'cow') continue;
    mixString(key);
    walk((v as Record<string, unknown>)[key]);
    count++;
  }
  mix(count);
}

function walkReference(v: object): void {
  if (Array.isArray(v)) {
    mix(TAG_ARRAY);
    mix(v.length);
    for (let i = 0; i < v.length; i++) walk(v[i]);
  } else if (v instanceof Map) {
    mix(TAG_MAP);
    mix(v.size);
    for (const [key, value] of v) {
      walk(key);
      walk(value);
    }
  } else if (v instanceof Set) {
    mix(TAG_SET);
    mix(v.size);
    for (const item of v) walk(item);
  } else if (v instanceof Uint8Array) {
    mixBytes(v);
  } else if (isNumbers(v)) {
    mix(TAG_NUMBERS);
    mix(v.length);
    for (let i = 0; i < v.length; i++) mixNumber(v[i] as number);
  } else {
    mixObject(v);
  }
}

function walk(v: unknown): void {
  if (typeof v === 'number') mixNumber(v);
  else if (typeof v === 'string') mixString(v);
  else if (typeof v === 'boolean') mix(v ? TAG_TRUE : TAG_FALSE);
  else if (v === undefined) mix(TAG_UNDEFINED);
  else if (v === null) mix(TAG_NULL);
  else if (typeof v === 'object') walkReference(v);
  else assert(false, `the state is plain data, it cannot hold a ${typeof v}`);
}

function finish(lane: number): number {
  let z = lane;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** Folds `word` (32 bits) into a running number of 53 bits: the hash of an append-only list that grows with it. */
export function chainHash(chain: number, word: number): number {
  let lowLane = Math.imul((chain >>> 0) ^ word, 0x9e3779b1);
  lowLane ^= lowLane >>> 15;
  const lane = Math.floor(chain / 4294967296);
  const highLane = Math.imul((lane ^ word) + lowLane, 0x85ebca77);
  return (((highLane >>> 13) ^ highLane) & 0x1fffff) * 4294967296 + (lowLane >>> 0);
}

/**
 * Hash of plain data as `xxxx-xxxx-xxxx-xxxx`: objects and Maps in their own order, keys named `cow` left out (which
 * checkpoint a thing was copied for is no part of what it is). An object with a `contentHash` stands for that alone.
 * The same in every JavaScript engine. @throws InvariantError on a function, symbol or bigint.
 */
export function hashState(value: unknown): string {
  low = 0x243f6a88;
  high = 0x85a308d3 | 0;
  walk(value);
  const first = finish(low ^ Math.imul(high, 5));
  const second = finish(high ^ first);
  const digits = first.toString(16).padStart(8, '0') + second.toString(16).padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8, 12)}-${digits.slice(12)}`;
}
