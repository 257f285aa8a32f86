import { expect, test } from 'vitest';
import { err } from '../../base/result.ts';
import { compileTopicPattern, maxPatternLength } from './topic-pattern.ts';

const matches = (pattern: string, topic: string): boolean => {
  const compiled = compileTopicPattern(pattern);
  expect(compiled.ok).toBe(true);
  return compiled.ok && compiled.value(topic);
};

test.each([
  ['pat-.*', 'pat-orders', true],
  ['pat-.*', 'nopat-x', false],
  ['orders', 'orders-2', false],
  ['orders|invoices', 'invoices', true],
  ['^orders$', 'orders', true],
  ['(eu|us)\\.(orders|bills)', 'us.bills', true],
  ['(eu|us)\\.(orders|bills)', 'usxbills', false],
  ['[a-c_]+\\d{2,3}', 'ab_c12', true],
  ['[a-c_]+\\d{2,3}', 'abc1', false],
  ['[^_].*', '__consumer_offsets', false],
  ['(?:a?){3}b', 'aab', true],
  ['(?:a?){3}b', 'b', true],
  ['(a*)*c', 'aaac', true],
  ['x{2}', 'xxx', false],
  ['.*?-dlt', 'orders-dlt', true],
  ['', 'x', null],
  ['(a', 'a', null],
  ['a)', 'a', null],
  ['*a', 'a', null],
  ['(?i)a', 'A', null],
  ['(?=a)a', 'a', null],
  ['a*+', 'a', null],
  ['(a)\\1', 'aa', null],
  ['[a&&[b]]', 'a', null],
  ['[b-a]', 'a', null],
] as const)('%s and %s: %s', (pattern, topic, expected) => {
  const compiled = compileTopicPattern(pattern);
  expect(compiled.ok ? compiled.value(topic) : null).toBe(expected);
});

test('agrees with a regular expression that both understand', () => {
  const parts = ['a', 'b', '.', '[ab]', '[^a]', '(a|b)', '(ab)*', 'a+', '(b?a){2}', '(a|bb){1,3}', '(ab|b){2,}'];
  const names = ['', 'a', 'b', 'ab', 'ba', 'abab', 'aabb', 'bba', 'aaa', 'bbbb', 'abba', 'baba'];
  for (const first of parts) {
    for (const second of parts) {
      const pattern = `${first}${second}|${second}`;
      const other = new RegExp(`^(?:${pattern})$`);
      for (const name of names)
        expect([pattern, name, matches(pattern, name)]).toEqual([pattern, name, other.test(name)]);
    }
  }
});

test('no pattern takes long', () => {
  const name = `${'a'.repeat(240)}!`;
  expect(matches('(a+)+$', name)).toBe(false);
  const nested = (quantifier: string) => `${'('.repeat(60)}a${`)${quantifier}`.repeat(60)}`;
  for (const quantifier of ['*', '+', '?']) expect(matches(nested(quantifier), name)).toBe(false);
  expect(matches(nested('+'), 'a'.repeat(240))).toBe(true);
  expect(compileTopicPattern('(((a?){255}){255}){255}b')).toEqual(err('it repeats too much'));
  expect(compileTopicPattern('((()){999}){999}')).toEqual(err('it repeats too much'));
  expect(compileTopicPattern('a'.repeat(maxPatternLength + 1)).ok).toBe(false);
});
