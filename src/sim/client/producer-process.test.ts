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

function calm(setup: Parameters<typeof producer>[0]): Run {
  return cluster({ topics: [topic({ partitions: 1 })], producers: [producer(setup)], groups: [] });
}

const viewOf = (run: Run) => takeSnapshot(run).producers[0];

test('a burst comes as a whole, and the next one after its time', () => {
  const run = calm({ load: { kind: 'burst', records: 30, everyUs: 4_000_000 } });
  advanceTo(run, seconds(20));
  const sent = viewOf(run)?.sent ?? 0;
  expect(sent % 30).toBe(0);
  expect(sent).toBeGreaterThan(0);
  advanceTo(run, seconds(24));
  expect(viewOf(run)?.sent).toBe(sent + 30);
});

test('so many records, and then no more', () => {
  const run = calm({ ratePerSecond: 10, load: { kind: 'count', records: 12 } });
  advanceTo(run, seconds(30));
  expect(viewOf(run)).toMatchObject({ sent: 12, acknowledged: 12 });
  actOn(run, { do: 'change-producer', producer: viewOf(run)?.id ?? '', load: { kind: 'count', records: 3 } });
  advanceTo(run, seconds(40));
  expect(viewOf(run)).toMatchObject({ sent: 15, acknowledged: 15 });
});

test('a burst goes on where send() blocked it, as soon as there is memory', () => {
  const run = calm({
    load: { kind: 'burst', records: 40, everyUs: 10_000_000 },
    valueBytes: 500,
    configs: { 'buffer.memory': '4000', 'batch.size': '1000' },
  });
  advanceTo(run, seconds(19));
  const { sent, failed } = viewOf(run) ?? { sent: 0, failed: 0 };
  expect(failed).toBe(0);
  expect(sent % 40).toBe(0);
  expect(sent).toBeGreaterThan(0);
});

test('with other configs a producer closes, sends what it has, and starts anew', () => {
  const run = calm({ ratePerSecond: 50, configs: { 'linger.ms': '2000', 'enable.idempotence': 'true' } });
  advanceTo(run, seconds(15));
  const { id = '', pending = 0, failed } = viewOf(run) ?? {};
  expect(pending).toBeGreaterThan(0);
  actOn(run, { do: 'change-producer', producer: id, configs: { 'linger.ms': '0', 'enable.idempotence': null } });
  expect(viewOf(run)?.restarting).toBe(true);
  advanceTo(run, seconds(16));
  expect(viewOf(run)).toMatchObject({ restarting: false, failed, configs: { 'linger.ms': '0' } });
  expect(viewOf(run)?.pending).toBeLessThan(pending);
  advanceTo(run, seconds(20));
  const all = numbers(written(run));
  expect(all).toEqual(all.map((_, i) => i + 1));
  expect(all.length).toBeGreaterThanOrEqual(viewOf(run)?.acknowledged ?? 0);
});

test('configs that KafkaProducer refuses together are refused in its words, and the process stays', () => {
  const run = calm({ configs: { 'enable.idempotence': 'true' } });
  advanceTo(run, seconds(12));
  const producerId = viewOf(run)?.id ?? '';
  actOn(run, { do: 'change-producer', producer: producerId, acks: '1' });
  expect(run.state.updates.at(-1)).toMatchObject({
    kind: 'refused',
    error: 'INVALID_CONFIG',
    message: expect.stringContaining('Must set acks to all in order to use the idempotent producer.'),
  });
  expect(viewOf(run)).toMatchObject({ acks: 'all', restarting: false });
});
