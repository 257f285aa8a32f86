import { assert } from './assert.ts';

/**
 * State of xoshiro128** (Blackman and Vigna 2018): four uint32 words, not all zero. Plain data, so that the dice are
 * part of the state that is checkpointed and hashed. Shared links depend on this exact stream: it never changes.
 */
export interface Prng {
  a: number;
  b: number;
  c: number;
  d: number;
}

const TWO_32 = 4294967296;

/** One output of splitmix32 for the counter `x` (already advanced). */
function splitmix32(x: number): number {
  let z = x | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** Seeds the four words by splitmix32. `seed` is any integer; only its lowest 32 bits count. */
export function seedPrng(seed: number): Prng {
  assert(Number.isSafeInteger(seed), 'a seed is an integer');
  const step = 0x9e3779b9;
  const a = splitmix32(seed + step);
  const b = splitmix32(seed + 2 * step);
  const c = splitmix32(seed + 3 * step);
  const d = splitmix32(seed + 4 * step);
  // splitmix32 is a bijection of the counter, so at most one of the four words is zero.
  return { a, b, c, d };
}

/** The next number of the stream, 0 … 2^32−1. */
export function nextUint32(p: Prng): number {
  const scaled = Math.imul(p.b, 5);
  const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
  const t = p.b << 9;
  let c = p.c ^ p.a;
  let d = p.d ^ p.b;
  const b = p.b ^ c;
  const a = p.a ^ d;
  c ^= t;
  d = (d << 11) | (d >>> 21);
  p.a = a >>> 0;
  p.b = b >>> 0;
  p.c = c >>> 0;
  p.d = d >>> 0;
  return result;
}

/** Unbiased integer 0 … bound−1 by rejection. `bound` is 1 … 2^32. */
export function nextBelow(p: Prng, bound: number): number {
  assert(Number.isInteger(bound) && bound >= 1 && bound <= TWO_32, 'bound is 1 … 2^32');
  const limit = TWO_32 - (TWO_32 % bound);
  // Each round succeeds with a chance above one half.
  for (;;) {
    const drawn = nextUint32(p);
    if (drawn < limit) return drawn % bound;
  }
}

/** A fraction in [0, 1) with 32 bits: nextUint32 / 2^32. */
export function nextFraction(p: Prng): number {
  return nextUint32(p) / TWO_32;
}
