import type { Int64 } from '../base/int64.ts';
import { toInt64 } from '../base/int64.ts';

/** A 64-bit integer as the vectors write it: a number where it is a safe one, else its digits. */
export type Json64 = number | string;

export function fromJson64(v: Json64): Int64 {
  return toInt64(BigInt(v));
}

export function toJson64(v: Int64): Json64 {
  return typeof v === 'number' ? v : String(v);
}
