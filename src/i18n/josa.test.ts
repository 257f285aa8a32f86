import { expect, test } from 'vitest';
import { josa, withJosa } from './josa.ts';

test('a syllable with a final consonant takes the consonant form', () => {
  expect(withJosa('토픽', '이/가')).toBe('토픽이');
  expect(withJosa('브로커', '이/가')).toBe('브로커가');
  expect(withJosa('파티션', '을/를')).toBe('파티션을');
});

test('digits are read as Sino-Korean numbers', () => {
  expect(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => josa(digit, '이/가')).join('')).toBe(
    '이이가이가가이이이가',
  );
  expect(withJosa(10, '은/는')).toBe('10은');
});

test('으로 loses its vowel after ㄹ too', () => {
  expect(withJosa('서울', '으로/로')).toBe('서울로');
  expect(withJosa('집', '으로/로')).toBe('집으로');
  expect(withJosa('서버', '으로/로')).toBe('서버로');
  expect([1, 7, 8].map((digit) => josa(digit, '으로/로'))).toEqual(['로', '로', '로']);
  expect(josa(3, '으로/로')).toBe('으로');
});

test('names end as their last readable character sounds', () => {
  expect(withJosa('orders-0', '이/가')).toBe('orders-0이');
  expect(withJosa('orders-2', '을/를')).toBe('orders-2를');
  expect(josa('shop', '이/가')).toBe('이');
  expect(josa('search', '이/가')).toBe('가');
  expect(josa('ISR', '이/가')).toBe('가');
  expect(josa('(URL)', '은/는')).toBe('은');
});
