import { expect, test } from 'vitest';
import { freeName, nextName } from './free-name.ts';

test('a name that is taken gets a number', () => {
  expect(freeName('web', [])).toBe('web');
  expect(freeName('web', ['web', 'web-2'])).toBe('web-3');
});

test('a new member fills the first gap', () => {
  expect(nextName('billing', ['billing-1', 'billing-3'])).toBe('billing-2');
});
