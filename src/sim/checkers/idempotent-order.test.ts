import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { serialize } from '../../kafka/config/serializers.ts';
import { numberOf } from './idempotent-order.ts';

test.each([
  ['shop 12', 12],
  ['shop 3........', 3],
  ['till-2 40.', 40],
  ['drawn 7 of user-1 in orders', null],
  [' 0', null],
  ['12', null],
])('the number of the record %j is %j', (text, number) => {
  expect(numberOf(encodeUtf8(text))).toBe(number);
});

test('an integer whose bytes end like a numbered text has no number', () => {
  const value = serialize('integer', String(0x00_00_20_30));
  expect(value).toEqual(encodeUtf8('\0\0 0'));
  expect(numberOf(value)).toBeNull();
});
