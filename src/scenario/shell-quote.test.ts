import { execFileSync } from 'node:child_process';
import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeRegex, option, shellQuote } from './shell-quote.ts';

/** The words that a POSIX shell hands to a program for this line. */
function words(line: string): string[] {
  return execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

const typed = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll('\0', ''));

property.prop([fc.array(typed, { minLength: 1, maxLength: 20 })], { numRuns: 25 })(
  'a shell sees each quoted text as it was',
  (texts) => {
    expect(words(texts.map(shellQuote).join(' '))).toEqual(texts);
  },
);

property.prop([typed])('a text is matched by its own expression and only as a whole', (text) => {
  expect(new RegExp(`^${escapeRegex(text)}$`).exec(text)?.[0]).toBe(text);
});

test.each([
  ['orders', '--topic orders'],
  ['', '--topic='],
  ['-x', '--topic=-x'],
  ["it's", "--topic 'it'\\''s'"],
  ['$(rm -rf ~)', "--topic '$(rm -rf ~)'"],
  ['-a b', "'--topic=-a b'"],
])('%j as the value of an option', (value, line) => {
  expect(option('topic', value)).toBe(line);
});
