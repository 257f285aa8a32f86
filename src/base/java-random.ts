import { assert } from './assert.ts';

const TWO_24 = 0x1000000;
// The multiplier 0x5DEECE66D in two halves of 24 bits, so that every product stays below 2^53.
const MULTIPLIER_HIGH = 0x5de;
const MULTIPLIER_LOW = 0xece66d;
const ADDEND = 0xb;

/**
 * java.util.Random, bit for bit: the 48-bit linear congruential generator of its documentation.
 * Kafka's controller places replicas with it. Lives for one call only; it is not part of the saved state.
 */
export class JavaRandom {
  private high: number;
  private low: number;

  /** `seed` is the signed 64-bit seed of `new Random(seed)`; only its lowest 48 bits count. */
  constructor(seed: bigint | number) {
    const scrambled = BigInt.asUintN(48, BigInt(seed) ^ 0x5deece66dn);
    this.high = Number(scrambled >> 24n);
    this.low = Number(scrambled & 0xffffffn);
  }

  /** The top `bits` (1 … 31) of the next state as a non-negative number, or all 32 as a signed one. */
  private next(bits: number): number {
    const low = this.low * MULTIPLIER_LOW + ADDEND;
    const high = this.high * MULTIPLIER_LOW + this.low * MULTIPLIER_HIGH + Math.floor(low / TWO_24);
    this.low = low % TWO_24;
    this.high = high % TWO_24;
    const top = (this.high << 8) | (this.low >>> 16);
    return bits === 32 ? top : top >>> (32 - bits);
  }

  /** Without bound a signed 32-bit integer, with one 0 … bound−1 (bound 1 … 2^31−1). */
  nextInt(bound?: number): number {
    if (bound === undefined) return this.next(32);
    assert(Number.isInteger(bound) && bound > 0 && bound <= 0x7fffffff, 'bound must be positive');
    // A power of two takes the high bits, which are the better ones.
    if ((bound & (bound - 1)) === 0) return this.next(31) >>> Math.clz32(bound);
    for (;;) {
      const drawn = this.next(31);
      const result = drawn % bound;
      // Java lets `drawn - result + bound - 1` overflow to refuse the last, incomplete range.
      if (drawn - result + (bound - 1) <= 0x7fffffff) return result;
    }
  }

  /** A signed 64-bit integer. */
  nextLong(): bigint {
    const high = this.next(32);
    const low = this.next(32);
    return BigInt.asIntN(64, (BigInt(high) << 32n) + BigInt(low));
  }

  /** A fraction in [0, 1) with 53 bits. */
  nextDouble(): number {
    const high = this.next(26);
    const low = this.next(27);
    return (high * 0x8000000 + low) / 0x20000000000000;
  }

  nextBoolean(): boolean {
    return this.next(1) !== 0;
  }

  /** Collections.shuffle(list, random), in place. */
  shuffle<T>(list: T[]): void {
    for (let i = list.length; i > 1; i--) {
      const j = this.nextInt(i);
      const last = list[i - 1] as T;
      list[i - 1] = list[j] as T;
      list[j] = last;
    }
  }
}
