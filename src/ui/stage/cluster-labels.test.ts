import { expect, test } from 'vitest';
import { en } from '../../i18n/en.ts';
import { ko } from '../../i18n/ko.ts';
import { advanceTo, takeSnapshot } from '../../sim/run.ts';
import type { ProducerSetup } from '../../sim/setup.ts';
import { cluster, producer, seconds, topic } from '../../sim/testing/small-cluster.ts';
import { clusterLabels } from './cluster-labels.ts';

function loadOf(changes: Partial<ProducerSetup>): string[] {
  const run = cluster({ topics: [topic()], producers: [producer(changes)] });
  advanceTo(run, seconds(6));
  const [view] = takeSnapshot(run).producers;
  return view === undefined ? [] : [en, ko].map((texts) => clusterLabels(texts.diagram).load(view).long);
}

test.each<[string, Partial<ProducerSetup>, string[]]>([
  ['a rate', { ratePerSecond: 5, keys: { kind: 'users', count: 3 } }, ['5 rec/s · 3 users', '초당 5개 · 사용자 3명']],
  ['by hand: each record has a key or none', { ratePerSecond: 0 }, ['by hand', '직접 보내기']],
  [
    'bursts, whatever the rate',
    { ratePerSecond: 0, load: { kind: 'burst', records: 40, everyUs: seconds(2.5) }, keys: { kind: 'none' } },
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
