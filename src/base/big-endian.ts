const TWO_32 = 4294967296;

/** Writes the big-endian signed 64-bit `v` (a safe integer). */
export function putInt64(into: Uint8Array, at: number, v: number): void {
  putInt32(into, at, Math.floor(v / TWO_32));
  putInt32(into, at + 4, v);
}

/** Writes the lowest 32 bits of the integer `v`, big-endian. */
export function putInt32(into: Uint8Array, at: number, v: number): void {
  const low = v >>> 0;
  into[at] = low >>> 24;
  into[at + 1] = low >>> 16;
  into[at + 2] = low >>> 8;
  into[at + 3] = low;
}

/** Writes the lowest 16 bits of the integer `v`, big-endian. */
export function putInt16(into: Uint8Array, at: number, v: number): void {
  into[at] = v >>> 8;
  into[at + 1] = v;
}

/** The unsigned 32-bit value at `at`, big-endian; the four bytes must be there. */
export function getUint32(from: Uint8Array, at: number): number {
  const high = ((from[at] as number) << 24) | ((from[at + 1] as number) << 16);
  return (high | ((from[at + 2] as number) << 8) | (from[at + 3] as number)) >>> 0;
}
