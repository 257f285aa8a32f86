import { expect, test } from 'vitest';
import { code, codes, plain, words } from './words.ts';

test('text, numbers, code and sentences become the parts of one sentence', () => {
  const inner = words`leader of ${code('orders-0')}`;
  expect(words`Broker ${2} is ${inner}.`).toEqual(['Broker ', '2', ' is ', 'leader of ', { code: 'orders-0' }, '.']);
});

test('empty parts leave no trace', () => {
  expect(words`${''}a${[]}`).toEqual(['a']);
});

test('the plain text has the code without its font', () => {
  expect(plain(words`ISR ${code('[1, 2]')}`)).toBe('ISR [1, 2]');
  expect(plain(codes(['a', 'b']))).toBe('a, b');
});
