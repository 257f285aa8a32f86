import { expect, test } from 'vitest';
import { assert, InvariantError, unreachable } from './assert.ts';

test('a broken promise throws an InvariantError with its message', () => {
  expect(() => assert(1 > 2, 'one is more than two')).toThrow(InvariantError);
  expect(() => assert(false, 'said why')).toThrow('said why');
  assert(true, 'never said');
});

test('an impossible value says which', () => {
  expect(() => unreachable('surprise' as never)).toThrow('surprise');
});
