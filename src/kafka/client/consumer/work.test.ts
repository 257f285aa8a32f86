import { expect, test } from 'vitest';
import { type ConsumerConfig, describeConsumer } from './consumer.ts';
import { ToyCluster } from './toy-cluster/toy-cluster.ts';
import type { ManualCommit, Poison } from './work-state.ts';

const ms = 1000;
const base = { autoOffsetReset: 'earliest', enableAutoCommit: false, processingUs: 100 * ms } as const;

/** Ten records wait for a consumer that takes a tenth of a second for each. */
function working(config: Partial<ConsumerConfig>, advanceMs = 1): ToyCluster {
  const cluster = new ToyCluster({ t: 1 }, { initialRebalanceDelayMs: 0 });
  cluster.produce('t', 0, 10);
  cluster.addConsumer('A', { ...base, ...config });
  for (let waited = 0; waited < 1000 && cluster.consumer('A').work === null; waited++) cluster.advance(1);
  cluster.advance(advanceMs);
  return cluster;
}

const effects = <K extends string>(cluster: ToyCluster, kind: K) =>
  cluster.trace.flatMap(({ effect }) => (effect.kind === kind ? [effect as typeof effect & { kind: K }] : []));
const processed = (cluster: ToyCluster): number[] =>
  cluster.trace.flatMap(({ effect }) =>
    effect.kind === 'processed' ? Array.from({ length: effect.count }, (_, i) => effect.fromOffset + i) : [],
  );
const committed = (cluster: ToyCluster): number => cluster.coordinator.shard.offsets.get('g')?.get('t-0')?.offset ?? -1;
const does = (cluster: ToyCluster) => describeConsumer(cluster.consumer('A')).application;
const commit = (when: ManualCommit['when'], records: number | null = null): ManualCommit => ({
  call: 'commitSync',
  when,
  records,
});
const poison = (changes: Partial<Poison> = {}): Poison => ({
  record: { by: 'offset', every: 4 },
  failures: null,
  retries: 0,
  backoffMs: 50,
  giveUp: 'skip',
  deadLetterTopic: null,
  ...changes,
});

test('records are processed one after the other, and then it polls again', () => {
  const cluster = working({}, 351);
  expect(processed(cluster)).toEqual([0, 1, 2]);
  expect(does(cluster)).toMatchObject({ does: 'processing', record: { partition: 0, offset: 3 } });
  cluster.advance(1000);
  expect(processed(cluster)).toHaveLength(10);
  expect(does(cluster).does).toBe('polling');
});

test('commitSync after the records of a poll leaves nothing behind a crash, and all of them to be read again', () => {
  const cluster = working({ commit: commit('after') }, 500);
  expect(committed(cluster)).toBe(-1);
  cluster.advance(1000);
  expect(committed(cluster)).toBe(10);
  expect(describeConsumer(cluster.consumer('A')).lastCommit).toMatchObject({ how: 'commitSync', error: null });
});

test('commitSync before the records are processed', () => {
  const cluster = working({ commit: commit('before') }, 50);
  expect([committed(cluster), processed(cluster)]).toEqual([10, []]);
});

test('commits for every three records, before and after', () => {
  const after = working({ commit: commit('after', 3) }, 450);
  expect([committed(after), processed(after)]).toEqual([3, [0, 1, 2, 3]]);
  after.advance(1000);
  expect([committed(after), after.requests.filter(({ request }) => request.api === 'OffsetCommit').length]).toEqual([
    10, 4,
  ]);
  const before = working({ commit: commit('before', 3) }, 450);
  expect([committed(before), processed(before)]).toEqual([6, [0, 1, 2, 3]]);
});

test('commitAsync does not wait', () => {
  const cluster = working({ commit: { call: 'commitAsync', when: 'after', records: 1 } }, 1001);
  expect(processed(cluster)).toHaveLength(10);
  cluster.advance(10);
  expect(committed(cluster)).toBe(10);
});

test('an application that works for too long is put out of the group, and its commit fails', () => {
  const cluster = working({ commit: commit('after'), maxPollIntervalMs: 500 }, 600);
  expect(cluster.coordinator.shard.groups.get('g')?.state).toBe('Empty');
  cluster.advance(600);
  const ends = effects(cluster, 'commitEnded');
  expect(ends[0]).toMatchObject({ error: 'CommitFailedException' });
  cluster.advance(600);
  // It has joined again and reads the same records.
  expect(processed(cluster).filter((offset) => offset === 0)).toHaveLength(2);
});

test('a frozen application holds its work, and its partitions until max.poll.interval.ms', () => {
  const cluster = working({ maxPollIntervalMs: 5000 }, 250);
  cluster.freeze('A');
  cluster.advance(4000);
  expect(processed(cluster)).toEqual([0, 1]);
  expect(does(cluster).does).toBe('frozen');
  expect(cluster.coordinator.shard.groups.get('g')?.state).toBe('Stable');
  cluster.advance(1000);
  expect(cluster.coordinator.shard.groups.get('g')?.state).toBe('Empty');
  cluster.resume('A');
  cluster.advance(60);
  expect(processed(cluster)).toEqual([0, 1, 2]);
});

test('close waits for the records at hand', () => {
  const cluster = working({ enableAutoCommit: true }, 250);
  cluster.close('A');
  cluster.advance(100);
  expect(cluster.consumer('A').life).toBe('running');
  cluster.advance(1000);
  expect([cluster.consumer('A').life, processed(cluster).length, committed(cluster)]).toEqual(['closed', 10, 10]);
});

test('a seek waits for the records at hand', () => {
  const cluster = working({}, 250);
  cluster.call('A', { do: 'seek', offsets: [{ topic: 't', partition: 0, offset: 8 }] });
  cluster.advance(1050);
  expect(processed(cluster)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 9]);
});

test('a record on which it throws is skipped', () => {
  const cluster = working({ poison: poison() }, 1200);
  expect(processed(cluster)).toEqual([0, 1, 2, 4, 5, 6, 8, 9]);
  expect(effects(cluster, 'recordGivenUp').map(({ offset, how }) => [offset, how])).toEqual([
    [3, 'skip'],
    [7, 'skip'],
  ]);
});

test('it is tried again in place, which keeps the partition waiting, until it works', () => {
  const cluster = working({ poison: poison({ retries: null, failures: 2 }) }, 410);
  expect(does(cluster)).toMatchObject({ does: 'backoff', record: { offset: 3 }, attempt: 2 });
  cluster.advance(250);
  expect(processed(cluster)).toEqual([0, 1, 2]);
  cluster.advance(100);
  expect(processed(cluster)).toEqual([0, 1, 2, 3]);
  expect(effects(cluster, 'recordFailed').map(({ attempt, next }) => [attempt, next])).toEqual([
    [1, 'retry'],
    [2, 'retry'],
  ]);
});

test('the exception leaves the poll loop: whoever gets the partition next meets it too', () => {
  const cluster = working({ poison: poison({ giveUp: 'stop' }), commit: commit('after', 1) }, 1200);
  expect([processed(cluster), committed(cluster)]).toEqual([[0, 1, 2], 3]);
  expect(cluster.consumer('A')).toMatchObject({ life: 'closed', failure: 'RuntimeException' });
  cluster.addConsumer('B', { ...base, poison: poison({ giveUp: 'stop' }), commit: commit('after', 1) });
  cluster.advance(1000);
  expect([processed(cluster), cluster.consumer('B').life]).toEqual([[0, 1, 2], 'closed']);
});

test('with auto commit, close() after the exception commits what poll returned, also what was not processed', () => {
  const cluster = working({ poison: poison({ giveUp: 'stop' }), enableAutoCommit: true }, 1200);
  expect([processed(cluster), committed(cluster)]).toEqual([[0, 1, 2], 10]);
});

test('a dead letter is waited for; one that cannot be written is tried again', () => {
  const cluster = working({ poison: poison({ giveUp: 'dead-letter', retries: 1 }) }, 600);
  expect(does(cluster)).toMatchObject({ does: 'dead-letter', record: { offset: 3 } });
  const [letter] = cluster.deadLetters;
  expect(letter).toMatchObject({ to: 't.DLT', partition: 0, attempts: 2, record: { offset: 3 } });
  cluster.endDeadLetter('A', letter?.id ?? 0, false);
  cluster.advance(200);
  expect(cluster.deadLetters).toHaveLength(2);
  cluster.endDeadLetter('A', cluster.deadLetters[1]?.id ?? 0, true);
  cluster.advance(150);
  expect(processed(cluster)).toEqual([0, 1, 2, 4]);
  expect(effects(cluster, 'recordGivenUp')).toMatchObject([{ offset: 3, how: 'dead-letter' }]);
});
