const PRIME_1 = 0x9e3779b1;
const PRIME_2 = 0x85ebca77;
const PRIME_3 = 0xc2b2ae3d;
const PRIME_4 = 0x27d4eb2f;
const PRIME_5 = 0x165667b1;

function rotateLeft(v: number, bits: number): number {
  return (v << bits) | (v >>> (32 - bits));
}

/** The four bytes at `at`, little-endian, as a signed number. */
export function readInt32Le(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

function round(lane: number, word: number): number {
  return Math.imul(rotateLeft((lane + Math.imul(word, PRIME_2)) | 0, 13), PRIME_1);
}

/** XXH32 with seed 0 of bytes[from … to−1], unsigned: the checksum of LZ4 frames. */
export function xxHash32(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  let hash = PRIME_5;
  if (to - from >= 16) {
    const lanes: [number, number, number, number] = [(PRIME_1 + PRIME_2) | 0, PRIME_2 | 0, 0, -PRIME_1 | 0];
    for (; at <= to - 16; at += 16) {
      lanes[0] = round(lanes[0], readInt32Le(bytes, at));
      lanes[1] = round(lanes[1], readInt32Le(bytes, at + 4));
      lanes[2] = round(lanes[2], readInt32Le(bytes, at + 8));
      lanes[3] = round(lanes[3], readInt32Le(bytes, at + 12));
    }
    hash = rotateLeft(lanes[0], 1) + rotateLeft(lanes[1], 7) + rotateLeft(lanes[2], 12) + rotateLeft(lanes[3], 18);
  }
  hash = (hash + (to - from)) | 0;
  for (; at <= to - 4; at += 4) {
    hash = Math.imul(rotateLeft((hash + Math.imul(readInt32Le(bytes, at), PRIME_3)) | 0, 17), PRIME_4);
  }
  for (; at < to; at++) {
    hash = Math.imul(rotateLeft((hash + Math.imul(bytes[at] as number, PRIME_5)) | 0, 11), PRIME_1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
  hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
  return (hash ^ (hash >>> 16)) >>> 0;
}
