import { expect, test } from 'vitest';
import { fidelity as fidelityEn } from './en/fidelity.ts';
import { en } from './en.ts';
import { fidelity as fidelityKo } from './ko/fidelity.ts';
import { ko } from './ko.ts';
import { chooseLocale } from './locale.ts';

/** Texts without parameters by their path. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => texts(child, `${path}/${key}`));
}

test('no text is empty', () => {
  for (const [path, text] of [...texts(en), ...texts(ko)]) expect(text.trim(), path).not.toBe('');
});

test('both languages have the same texts', () => {
  const shape = (catalogue: unknown) => texts(catalogue).map(([path]) => path);
  // Sentences in parts may have their parts in another order.
  const whole = (paths: string[]) => new Set(paths.map((path) => path.replace(/\/\d+(\/code)?$/, '')));
  expect(whole(shape(ko))).toEqual(whole(shape(en)));
});

test('what stays in English in Korean is a term of Kafka, a unit or a key', () => {
  const korean = new Map(texts(ko));
  const same = texts(en).filter(([path, text]) => korean.get(path) === text && /[a-z]{3}/.test(text));
  const allowed =
    /\/code |[Rr]eplicas|groupStates|\/inspector\/(tables|topic\/minIsr)|Kafka|Samsa|[Oo]ffset|Watermark|Replicas|Leader|[Uu]nder-replicated|fenced|acks|client\.id|group\.id|CreateTime|CRC|\blag$|null|Fetch|Heartbeat|Space|Esc/;
  expect(same.filter(([path, text]) => !allowed.test(`${path} ${text}`))).toEqual([]);
});

test('what is simplified is told in both languages, point by point', () => {
  expect(fidelityKo.sections.map(({ points }) => points.length)).toEqual(
    fidelityEn.sections.map(({ points }) => points.length),
  );
});

test('the stored language wins, then the reader’s first language that we speak, then English', () => {
  expect(chooseLocale(null, ['de-DE', 'ko-KR', 'en'])).toBe('ko');
  expect(chooseLocale('en', ['ko-KR'])).toBe('en');
  expect(chooseLocale('xx', ['fr'])).toBe('en');
  expect(chooseLocale(null, [])).toBe('en');
});
