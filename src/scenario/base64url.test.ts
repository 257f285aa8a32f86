import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64Url, toBase64Url } from './base64url.ts';

property.prop([fc.uint8Array({ maxLength: 200 })])('bytes go to the text that Node writes, and back', (bytes) => {
  const text = toBase64Url(bytes);
  expect(text).toBe(Buffer.from(bytes).toString('base64url'));
  expect(fromBase64Url(text)).toEqual(bytes);
});

property.prop([fc.string()])('a text that is read is the only one for its bytes', (text) => {
  const bytes = fromBase64Url(text);
  if (bytes !== null) expect(toBase64Url(bytes)).toBe(text);
});

test.each(['A', 'AAAAA', 'AB==', 'A+A/', 'ab c', '_x', 'AAAB\n'])('%j is refused', (text) => {
  expect(fromBase64Url(text)).toBeNull();
});
