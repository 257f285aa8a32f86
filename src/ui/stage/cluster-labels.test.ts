import { expect, test } from 'vitest';
import { producerOf } from '../../diagram/cluster/testing/snapshot-fixture.ts';
import { en } from '../../i18n/en.ts';
import { ko } from '../../i18n/ko.ts';
import type { ProducerView } from '../../sim/snapshot.ts';
import { clusterLabels } from './cluster-labels.ts';

const loadOf = (changes: Partial<ProducerView>): string[] =>
  [en, ko].map((texts) => clusterLabels(texts.diagram).load(producerOf('shop', 'orders', changes)).long);

test.each<[string, Partial<ProducerView>, string[]]>([
  ['a rate', { ratePerSecond: 5, keys: { kind: 'users', count: 3 } }, ['5 rec/s · 3 users', '초당 5개 · 사용자 3명']],
  ['by hand: each record has a key or none', { ratePerSecond: 0 }, ['by hand', '직접 보내기']],
  [
    'bursts, whatever the rate',
    { ratePerSecond: 0, load: { kind: 'burst', records: 40, everyUs: 2_500_000 }, keys: { kind: 'none' } },
    ['40 rec every 2.5 s · no key', '2.5초마다 40개 · 키 없음'],
  ],
  [
    'a count',
    { ratePerSecond: 4, load: { kind: 'count', records: 100 }, keys: { kind: 'none' } },
    ['100 rec, 4/s · no key', '100개, 초당 4개 · 키 없음'],
  ],
])('the stage says of a producer with %s when it sends how much', (_, changes, said) => {
  expect(loadOf(changes)).toEqual(said);
});
