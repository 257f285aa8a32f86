import type { BaseIssue } from 'valibot';
import { limits } from './limits.ts';
import { partPath } from './plain-data.ts';
import { type DocumentProblem, type InvalidReason, invalid, shown } from './problem.ts';

type Issue = BaseIssue<unknown>;

function pathOf(issue: Issue): string {
  let path = '';
  for (const item of issue.path ?? []) path = partPath(path, String(item.key), item.type === 'array');
  return path;
}

/** Everything up to the last step: for a key that should not be there, the object that has it. */
function ownerOf(issue: Issue): string {
  let path = '';
  for (const item of (issue.path ?? []).slice(0, -1)) path = partPath(path, String(item.key), item.type === 'array');
  return path;
}

const limitOf = (issue: Issue): number => (typeof issue.requirement === 'number' ? issue.requirement : 0);

/** `"a" | "b"`, as valibot words what it expected, taken apart. */
function expectedWords(issue: Issue): string[] {
  return (issue.expected ?? '').split(/[^\w-]+/).filter((word) => word !== '');
}

const types: Readonly<Record<string, 'text' | 'number' | 'list' | 'object'>> = {
  string: 'text',
  number: 'number',
  array: 'list',
  record: 'object',
  strict_object: 'object',
};

const checks: Readonly<Record<string, InvalidReason>> = {
  unprintable: { code: 'unprintable' },
  'too-slow': { code: 'too-small', min: limits.slowestRate },
  'too-narrow': { code: 'too-small', min: limits.bandwidth.min },
  'too-many-configs': { code: 'too-many', what: 'configs', max: limits.configs },
};

function reasonOf(issue: Issue): InvalidReason {
  const isText = typeof issue.input === 'string';
  switch (issue.type) {
    case 'integer':
      return { code: 'not-whole' };
    case 'min_value':
      return { code: 'too-small', min: limitOf(issue) };
    case 'max_value':
      return { code: 'too-big', max: limitOf(issue) };
    case 'min_length':
      return isText ? { code: 'empty' } : { code: 'too-few', min: limitOf(issue) };
    case 'max_length':
      return isText
        ? { code: 'too-long', max: limitOf(issue) }
        : { code: 'too-many', what: 'entries', max: limitOf(issue) };
    case 'check':
      return checks[issue.message] ?? { code: 'not-data' };
    case 'literal':
    case 'picklist':
    case 'variant':
      return issue.type === 'variant' && issue.path === undefined
        ? { code: 'wrong-type', expected: 'object' }
        : { code: 'not-one-of', allowed: expectedWords(issue) };
    default:
      return { code: 'wrong-type', expected: types[issue.type] ?? 'object' };
  }
}

/** The first thing that the schema did not like, with its place. */
export function problemOfIssue(issue: Issue): DocumentProblem {
  const last = issue.path?.at(-1);
  if (issue.type === 'strict_object' && last?.origin === 'key') {
    return issue.expected === 'never'
      ? invalid(ownerOf(issue), { code: 'unknown-field', name: shown(String(last.key)) })
      : invalid(pathOf(issue), { code: 'missing' });
  }
  return invalid(pathOf(issue), reasonOf(issue));
}
