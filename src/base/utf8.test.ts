import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex } from './hex.ts';
import { decodeUtf8, encodeUtf8, utf8Length } from './utf8.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

test('writes well-formed text as every encoder does, and reads it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = encodeUtf8(text);
      expect(hex(bytes)).toBe(hex(new TextEncoder().encode(text)));
      expect(utf8Length(text)).toBe(bytes.length);
      expect(decodeUtf8(bytes)).toBe(text);
    }),
  );
});

test('a lone surrogate becomes a question mark, as in Java', () => {
  expect(hex(encodeUtf8('a\ud83db'))).toBe('613f62');
  expect(hex(encodeUtf8('\udc00\ud83d'))).toBe('3f3f');
  expect(utf8Length('\ud83d')).toBe(1);
});

test('malformed bytes are replaced as the standard decoder replaces them', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0))), (list) => {
      const bytes = Uint8Array.from(list);
      expect(decodeUtf8(bytes)).toBe(decoder.decode(bytes));
    }),
    { numRuns: 2000 },
  );
});

test('reads a part of the bytes', () => {
  expect(decodeUtf8(encodeUtf8('xx토픽yy'), 2, 8)).toBe('토픽');
});
