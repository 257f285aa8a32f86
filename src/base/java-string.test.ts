import { expect, test } from 'vitest';
import { javaHashCode, javaHashMapOrder, javaHashOrder } from './java-string.ts';

test('hashes text as String.hashCode does, over UTF-16 units with overflow', () => {
  expect(javaHashCode('')).toBe(0);
  expect(javaHashCode('a')).toBe(97);
  expect(javaHashCode('hello')).toBe(99162322);
  expect(javaHashCode('polygenelubricants')).toBe(-2147483648);
  expect(javaHashCode('\ud83d')).toBe(0xd83d);
});

test('a hash map iterates by bucket, equal buckets in order of insertion', () => {
  // "Aa" and "BB" have the same hash; "a" … "q" lie in the buckets 1 … 15, 0, 1.
  expect(javaHashMapOrder(['BB', 'Aa'])).toEqual(['BB', 'Aa']);
  expect(javaHashMapOrder(['q', 'p', 'b', 'a'])).toEqual(['p', 'q', 'a', 'b']);
});

test('a hash map of 13 keys has 32 buckets', () => {
  const hashes = Array.from({ length: 13 }, (_, i) => 31 - i);
  expect(javaHashOrder(hashes).map((i) => hashes[i])).toEqual([...hashes].reverse());
  expect(javaHashOrder([17, 1]).map((i) => [17, 1][i])).toEqual([17, 1]);
  expect(javaHashOrder([...hashes.slice(0, 12), 1]).at(0)).toBe(12);
});

test('the upper half of a hash takes part in choosing the bucket', () => {
  expect(javaHashOrder([1 << 16, 0])).toEqual([1, 0]);
});

test('a ninth entry in one bucket doubles a small table', () => {
  const sameBucket = Array.from({ length: 9 }, (_, i) => i * 16);
  const order = javaHashOrder([...sameBucket]).map((i) => sameBucket[i]);
  // In 32 buckets the even multiples of 16 come first.
  expect(order).toEqual([0, 32, 64, 96, 128, 16, 48, 80, 112]);
});
