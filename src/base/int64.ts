import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** A signed 64-bit integer: a number where it is a safe one (|v| ≤ 2^53 − 1), else a bigint. String(v) prints both. */
export type Int64 = number | bigint;

/** `v` is within 64 bits, signed. */
export function toInt64(v: bigint): Int64 {
  const number = Number(v);
  return Number.isSafeInteger(number) ? number : v;
}

/** @throws MalformedBytes when fewer than eight bytes are left. */
export function readInt64(reader: ByteReader): Int64 {
  return toInt64(reader.i64Big());
}

export function writeInt64(writer: ByteWriter, v: Int64): void {
  if (typeof v === 'number') writer.i64(v);
  else writer.i64Big(v);
}

export function isSafeInt64(v: Int64): v is number {
  return typeof v === 'number';
}
