/**
 * Variable-length integers: zig-zag, then groups of 7 bits, low first, bit 7 = more follow (protobuf's encoding, as in
 * Kafka's ByteUtils). Up to 5 bytes for 32 bits, 10 for 64.
 */
const TWO_32 = 4294967296;

/** Bytes of the unsigned 32-bit value `u`. */
export function sizeOfUnsignedVarint(u: number): number {
  const v = u >>> 0;
  if (v < 0x80) return 1;
  if (v < 0x4000) return 2;
  if (v < 0x200000) return 3;
  return v < 0x10000000 ? 4 : 5;
}

/** Bytes of the signed 32-bit value `v`. */
export function sizeOfVarint(v: number): number {
  return sizeOfUnsignedVarint((v << 1) ^ (v >> 31));
}

/** Bytes of the signed value `v`, a safe integer. */
export function sizeOfVarlong(v: number): number {
  if (v === (v | 0)) return sizeOfVarint(v);
  // The zig-zag value is 2v or −2v−1; each byte takes 7 of its bits.
  let rest = v < 0 ? -(v + 1) : v;
  let size = 1;
  for (rest = Math.floor(rest / 64); rest > 0; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Writes the unsigned 32-bit `u` and gives the position after it. */
export function writeUnsignedVarint(into: Uint8Array, at: number, u: number): number {
  let v = u >>> 0;
  let to = at;
  while (v >= 0x80) {
    into[to++] = (v & 0x7f) | 0x80;
    v >>>= 7;
  }
  into[to++] = v;
  return to;
}

/** Writes the signed 32-bit `v` and gives the position after it. */
export function writeVarint(into: Uint8Array, at: number, v: number): number {
  return writeUnsignedVarint(into, at, (v << 1) ^ (v >> 31));
}

/** Writes the signed `v`, a safe integer, and gives the position after it. */
export function writeVarlong(into: Uint8Array, at: number, v: number): number {
  if (v === (v | 0)) return writeVarint(into, at, v);
  // 2v (or −2v−1) has up to 54 bits: take the lowest 7 bits apart before doubling could round.
  const sign = v < 0 ? 1 : 0;
  let rest = v < 0 ? -(v + 1) : v;
  let to = at;
  into[to++] = (((rest % 64) << 1) | sign) + 0x80;
  rest = Math.floor(rest / 64);
  while (rest >= TWO_32) {
    into[to++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  return writeUnsignedVarint(into, to, rest);
}

/** Bytes of the signed 64-bit value `v`. */
export function sizeOfVarlongBig(v: bigint): number {
  let size = 1;
  for (let rest = zigZag(v) >> 7n; rest > 0n; rest >>= 7n) size++;
  return size;
}

/** Writes the signed 64-bit `v` and gives the position after it. */
export function writeVarlongBig(into: Uint8Array, at: number, v: bigint): number {
  let to = at;
  let rest = zigZag(v);
  for (; rest >= 0x80n; rest >>= 7n) into[to++] = Number(rest & 0x7fn) | 0x80;
  into[to++] = Number(rest);
  return to;
}

function zigZag(v: bigint): bigint {
  return BigInt.asUintN(64, (v << 1n) ^ (v >> 63n));
}
