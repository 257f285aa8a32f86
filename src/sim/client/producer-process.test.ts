import { expect, test } from 'vitest';
import { decodeUtf8 } from '../../base/utf8.ts';
import { readRecords } from '../../kafka/record/record-batch.ts';
import { actOn, advanceTo, logOf, nowUs, type Run, stateHash, takeSnapshot } from '../run.ts';
import { cluster, producer, seconds, topic } from '../testing/small-cluster.ts';

/** Leaders freeze for longer than the producer waits, so that answers to what was written are lost. */
function troubled(configs: Record<string, string>): Run {
  const run = cluster({
    topics: [topic({ partitions: 1 })],
    producers: [producer({ ratePerSecond: 20, configs: { 'request.timeout.ms': '400', acks: 'all', ...configs } })],
    groups: [],
  });
  advanceTo(run, seconds(15));
  for (let round = 0; round < 4; round++) {
    const leader = takeSnapshot(run).partitions.find((it) => it.topic === 'orders')?.leader ?? -1;
    actOn(run, { do: 'pause-broker', broker: leader });
    advanceTo(run, nowUs(run) + seconds(1.5));
    actOn(run, { do: 'resume-broker', broker: leader });
    advanceTo(run, nowUs(run) + seconds(5));
  }
  advanceTo(run, nowUs(run) + seconds(20));
  return run;
}

function written(run: Run): string[] {
  const leader = takeSnapshot(run).partitions.find((it) => it.topic === 'orders')?.leader ?? -1;
  const batches = logOf(run, leader, 'orders', 0)?.segments.flatMap(({ batches, length }) => batches.slice(0, length));
  return (batches ?? []).flatMap((batch) =>
    readRecords(batch).map(({ value }) => (value === null ? '' : decodeUtf8(value))),
  );
}

const numbers = (values: readonly string[]): number[] => values.map((value) => Number(/ (\d+)/.exec(value)?.[1]));

test('without idempotence what was written twice stays twice, with it everything is there once and in order', () => {
  const off = numbers(written(troubled({ 'enable.idempotence': 'false' })));
  expect(new Set(off).size).toBeLessThan(off.length);
  const on = numbers(written(troubled({ 'enable.idempotence': 'true' })));
  expect(on.length).toBeGreaterThan(400);
  expect(on).toEqual([...new Set(on)].sort((a, b) => a - b));
});

test('a run of idempotent producers is the same every time', () => {
  const [a, b] = [troubled({}), troubled({})].map(stateHash);
  expect(a).toBe(b);
});
