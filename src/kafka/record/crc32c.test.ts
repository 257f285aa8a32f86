import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { crc32c } from './crc32c.ts';

/** Bit by bit, by the definition. */
function slowCrc(bytes: readonly number[]): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}

test('gives the check values of the standard (RFC 3720, B.4)', () => {
  expect(crc32c(encodeUtf8('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43);
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  expect(crc32c(new Uint8Array(0))).toBe(0);
});

test('gives for any range what the definition gives bit by bit', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(255), { maxLength: 64 }), fc.nat(64), fc.nat(64), (list, x, y) => {
      const [from, to] = [Math.min(x, y, list.length), Math.min(Math.max(x, y), list.length)];
      expect(crc32c(Uint8Array.from(list), from, to)).toBe(slowCrc(list.slice(from, to)));
    }),
  );
});
