import { expect, test } from 'vitest';
import { type BarFacts, loadGroupsTexts } from './groups.ts';

/** Texts without parameters by their path. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => texts(child, `${path}/${key}`));
}

test('the groups lens says the same things in both languages, and none of them is empty', async () => {
  const en = texts(await loadGroupsTexts('en'));
  const ko = texts(await loadGroupsTexts('ko'));
  const whole = (all: [string, string][]) => new Set(all.map(([path]) => path.replace(/\/\d+(\/code)?$/, '')));
  expect(whole(ko)).toEqual(whole(en));
  for (const [path, text] of [...en, ...ko]) expect(text.trim(), path).not.toBe('');
});

const facts: BarFacts = {
  id: 'billing-1',
  phase: 'joining',
  from: '00:20.000',
  to: '00:20.700',
  took: '700 ms',
  partitions: 'orders-0, orders-1',
  generation: 1,
  before: '100 ms',
  join: '400 ms',
  sync: '200 ms',
  reason: 'group is already rebalancing',
};

test('a bar says in one sentence who, from when to when, what and why', async () => {
  const en = await loadGroupsTexts('en');
  expect(en.bar(facts)).toBe(
    'billing-1, 00:20.000 to 00:20.700 (700 ms): stands still, gave up orders-0, orders-1 and waits for the group: ' +
      '100 ms to commit before, 400 ms for the other members (JoinGroup), 200 ms for the leader’s assignment (SyncGroup); ' +
      'it joins again because “group is already rebalancing”.',
  );
  const ko = await loadGroupsTexts('ko');
  expect(ko.bar({ ...facts, phase: 'dead', to: null })).toBe(
    'billing-1, 00:20.000부터 지금까지 700 ms: 강제 종료되어 session.timeout.ms가 지날 때까지 아무도 orders-0, orders-1을 읽지 않습니다.',
  );
});

test('a generation says who came and who went', async () => {
  const en = await loadGroupsTexts('en');
  expect(en.generationMark('00:21.000', 2, 3, 'billing-3', '')).toBe(
    'Generation 2 at 00:21.000 with 3 members: billing-3 came.',
  );
  expect(en.generationMark('00:21.000', 3, 1, '', '')).toBe(
    'Generation 3 at 00:21.000 with 1 member: the same members joined again.',
  );
});
