import { expect, test } from 'vitest';
import { en } from '../../i18n/en.ts';
import { ko } from '../../i18n/ko.ts';
import type { DocumentProblem, InvalidReason } from '../../scenario/problem.ts';
import { problemText } from './problem-text.ts';

type Code = InvalidReason['code'];
const reasons: { readonly [C in Code]: Extract<InvalidReason, { code: C }> } = {
  missing: { code: 'missing' },
  'unknown-field': { code: 'unknown-field', name: 'x' },
  'wrong-type': { code: 'wrong-type', expected: 'number' },
  'not-data': { code: 'not-data' },
  'not-whole': { code: 'not-whole' },
  'too-small': { code: 'too-small', min: 1 },
  'too-big': { code: 'too-big', max: 9 },
  empty: { code: 'empty' },
  'too-long': { code: 'too-long', max: 9 },
  unprintable: { code: 'unprintable' },
  'not-one-of': { code: 'not-one-of', allowed: ['0', '1', 'all'] },
  'too-few': { code: 'too-few', min: 1 },
  'too-many': { code: 'too-many', what: 'brokers', max: 12 },
  'bad-topic-name': { code: 'bad-topic-name', name: 'a b' },
  'reserved-topic-name': { code: 'reserved-topic-name', name: '__x' },
  'topic-name-collision': { code: 'topic-name-collision', name: 'a.b', other: 'a_b' },
  'bad-pattern': { code: 'bad-pattern', pattern: '(a', message: '( without )' },
  'topics-or-pattern': { code: 'topics-or-pattern' },
  'not-unique': { code: 'not-unique', value: 'x' },
  'not-in-order': { code: 'not-in-order' },
  unknown: { code: 'unknown', what: 'preset', value: 'x' },
  'replication-above-brokers': { code: 'replication-above-brokers', replicationFactor: 5, brokers: 3 },
  'unknown-config': { code: 'unknown-config', owner: 'topic', name: 'x' },
  'bad-config': { code: 'bad-config', owner: 'topic', name: 'x', message: 'Invalid value' },
  'bad-place': { code: 'bad-place', place: '{x}', known: ['{n}'] },
  'not-serializable': { code: 'not-serializable', serializer: 'integer', value: 'x' },
  'preset-changed': { code: 'preset-changed', preset: 'first-cluster' },
  'conflicting-parameter': { code: 'conflicting-parameter', name: 't' },
};

const problems: readonly DocumentProblem[] = [
  { kind: 'cut' },
  { kind: 'not-samsa' },
  { kind: 'future-version', of: 'link', version: 2, known: 1 },
  { kind: 'too-large', what: 'link', limit: 1 },
  { kind: 'too-large', what: 'document', limit: 1 },
  { kind: 'too-large', what: 'parts', limit: 1 },
  ...Object.values(reasons).map((reason): DocumentProblem => ({ kind: 'invalid', path: 'setup', reason })),
];

test.each(problems)('a link that is $kind is told in a sentence of both languages', (problem) => {
  const [english, korean] = [problemText(problem, en.problems), problemText(problem, ko.problems)];
  expect(english).toMatch(/\S/);
  expect(korean).toMatch(/[가-힣]/);
  expect(`${english} ${korean}`).not.toMatch(/undefined|\[object/);
});
