import { expect, test } from 'vitest';
import { fromHex } from '../../base/hex.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { murmur2, partitionForKey, toPositive } from './murmur2.ts';

test.each([
  ['', 275646681],
  ['a', -1563381124],
  ['abc', 479470107],
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['user-42', 1459644460],
  ['é', 186971271],
  ['日本', -700811021],
])('hashes %j as Kafka does', (key, hash) => {
  expect(murmur2(encodeUtf8(key))).toBe(hash);
});

test('numbers are hashed as their serialized bytes', () => {
  expect(murmur2(fromHex('00000007'))).toBe(-1028359445);
  expect(murmur2(fromHex('000000000000002a'))).toBe(506863552);
});

test('a key goes to the positive hash modulo all partitions', () => {
  expect(toPositive(-1563381124)).toBe(584102524);
  expect(toPositive(-2147483648)).toBe(0);
  expect([3, 6, 12].map((n) => partitionForKey(encodeUtf8('kafka'), n))).toEqual([1, 4, 4]);
  expect(() => partitionForKey(encodeUtf8('kafka'), 0)).toThrow('partitions');
});
