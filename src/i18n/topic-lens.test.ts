import { expect, test } from 'vitest';
import { loadTopicLensTexts } from './topic-lens.ts';

/** Texts without parameters by their path. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => texts(child, `${path}/${key}`));
}

test('the topic lens says the same things in both languages, and none of them is empty', async () => {
  const en = texts(await loadTopicLensTexts('en'));
  const ko = texts(await loadTopicLensTexts('ko'));
  const whole = (all: [string, string][]) => new Set(all.map(([path]) => path.replace(/\/\d+(\/code)?$/, '')));
  expect(whole(ko)).toEqual(whole(en));
  for (const [path, text] of [...en, ...ko]) expect(text.trim(), path).not.toBe('');
});

test('Korean is Korean, but for the names of Kafka’s offsets', async () => {
  const same = texts(await loadTopicLensTexts('ko')).filter(
    ([path, text]) => !/[가-힣]/.test(text) && !/\/code$/.test(path),
  );
  expect(same.filter(([path]) => !path.startsWith('/marks/'))).toEqual([]);
});
