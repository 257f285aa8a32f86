import { expect, test } from 'vitest';
import { loadStorageTexts } from './storage.ts';

/** Texts without parameters by their path. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => texts(child, `${path}/${key}`));
}

test('the storage lens says the same things in both languages, and none of them is empty', async () => {
  const en = texts(await loadStorageTexts('en'));
  const ko = texts(await loadStorageTexts('ko'));
  const whole = (all: [string, string][]) => new Set(all.map(([path]) => path.replace(/\/\d+(\/code)?$/, '')));
  expect(whole(ko)).toEqual(whole(en));
  for (const [path, text] of [...en, ...ko]) expect(text.trim(), path).not.toBe('');
});

test('what a field is for is said in Korean in Korean', async () => {
  const { fields } = await loadStorageTexts('ko');
  for (const [name, { text }] of Object.entries(fields)) expect(text, name).toMatch(/[가-힣]/);
});
