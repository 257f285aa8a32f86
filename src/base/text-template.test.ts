import { expect, test } from 'vitest';
import { fillTemplate, isTemplate, parseTemplate } from './text-template.ts';

const names = ['n', 'key'];

function filled(text: string, draw: (bound: number) => number = () => 0): string {
  const template = parseTemplate(text, names);
  if (!isTemplate(template)) throw new Error(`${template.kind} ${template.place}`);
  return fillTemplate(template, { n: '7', key: 'user-1' }, draw);
}

test('names are filled in, and what stands between them stays', () => {
  expect(filled('order {n} of {key}.')).toBe('order 7 of user-1.');
  expect(filled('')).toBe('');
  expect(filled('{n}{n}')).toBe('77');
});

test('braces that are no place stand for themselves', () => {
  expect(filled('{"order": {n}, "by": {"user": "{key}"}}')).toBe('{"order": 7, "by": {"user": "user-1"}}');
  expect(filled('{} { n } {{n}} {N} {1..}')).toBe('{} { n } {7} {N} {1..}');
});

test('a range is drawn with both its ends', () => {
  expect(filled('{3..5}', () => 0)).toBe('3');
  expect(filled('{3..5}', (bound) => bound - 1)).toBe('5');
  expect(filled('{-2..-2}', (bound) => bound - 1)).toBe('-2');
});

test('an unknown name and an empty or too wide range are told', () => {
  expect(parseTemplate('a {nn}', names)).toEqual({ kind: 'unknown-place', place: '{nn}' });
  expect(parseTemplate('{5..4}', names)).toEqual({ kind: 'bad-range', place: '{5..4}' });
  expect(parseTemplate('{0..2147483647}', names)).toEqual({ kind: 'bad-range', place: '{0..2147483647}' });
});
