import { assert } from './assert.ts';

const DIGITS = '0123456789abcdef';

/** Lower-case hex digits, two a byte. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15);
  return text;
}

function digit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = unit | 0x20;
  assert(letter >= 0x61 && letter <= 0x66, 'hex digits are 0-9 and a-f');
  return letter - 0x57;
}

/** Bytes of an even number of hex digits; white space is left out. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, '');
  assert(digits.length % 2 === 0, 'hex digits come in pairs');
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = digit(digits.charCodeAt(2 * i)) * 16 + digit(digits.charCodeAt(2 * i + 1));
  }
  return bytes;
}
