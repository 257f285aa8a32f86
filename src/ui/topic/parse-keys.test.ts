import { expect, test } from 'vitest';
import { parseKeys, pasteLimits } from './parse-keys.ts';

test('a key stands on each line; those that stand twice are one key', () => {
  const pasted = parseKeys('user-1\r\nuser-2\n\nuser-1\ruser-3\n');
  expect(pasted.keys).toEqual(['user-1', 'user-2', 'user-3']);
  expect(pasted.times).toEqual([2, 1, 1]);
  expect(pasted).toMatchObject({ lines: 4, tooLong: 0, tooMany: 0, cut: false });
});

test('blanks belong to a key, and names of object members are keys like any other', () => {
  expect(parseKeys(' a\na \na\n__proto__\nconstructor').keys).toEqual([' a', 'a ', 'a', '__proto__', 'constructor']);
});

test('what is too long or too many is counted and left out', () => {
  const long = 'x'.repeat(pasteLimits.keyLength);
  expect(parseKeys(`${long}\n${long}x\nb`)).toMatchObject({ keys: [long, 'b'], lines: 2, tooLong: 1 });
  const many = Array.from({ length: pasteLimits.keys + 5 }, (_, i) => `k${i}`);
  const pasted = parseKeys([...many, 'k0'].join('\n'));
  expect(pasted.keys).toHaveLength(pasteLimits.keys);
  expect(pasted).toMatchObject({ tooMany: 5, lines: pasteLimits.keys + 1 });
  expect(pasted.times[0]).toBe(2);
});

test('of a text without end only the beginning is read', () => {
  const pasted = parseKeys('a\n'.repeat(pasteLimits.text));
  expect(pasted).toMatchObject({ keys: ['a'], times: [pasteLimits.text / 2], cut: true });
});
