import { expect, test } from 'vitest';
import { fromHex, hex } from './hex.ts';

test('bytes become lower-case digits and come back', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  expect(hex(bytes).slice(0, 8)).toBe('00010203');
  expect(fromHex(hex(bytes))).toEqual(bytes);
  expect(fromHex('0A ff\n1b')).toEqual(Uint8Array.of(10, 255, 27));
});

test('refuses what is not hex', () => {
  expect(() => fromHex('abc')).toThrow('pairs');
  expect(() => fromHex('0g')).toThrow('0-9');
});
