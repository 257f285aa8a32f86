import { expect, test } from 'vitest';
import { fileBytes } from '../../kafka/log/partition-log.ts';
import { actOn, advanceTo, logOf, type Run, restoreRun, saveRun, stateHash } from '../run.ts';
import type { TopicSetup } from '../setup.ts';
import { freezeNewestCheckpoint } from '../testing/freeze.ts';
import { cluster, producer, seconds, topic } from '../testing/small-cluster.ts';
import { writeBiography } from './biography.ts';
import type { Biography, BiographyLine, RecordName } from './biography-line.ts';

const never = () => false;

function biographyOf(run: Run, offset: number, epoch: number): Biography {
  const answer = writeBiography(run, { topic: 'orders', partition: 0, offset, epoch }, true).goOn(never);
  if (answer.kind !== 'told') throw new Error(answer.kind);
  return answer.biography;
}

/** `12.345 kind name=value …` */
const text = ({ atUs, kind, ...fields }: BiographyLine): string =>
  [(atUs / 1_000_000).toFixed(3), kind, ...Object.entries(fields).map(([name, value]) => `${name}=${value}`)].join(' ');

const told = (biography: Biography): string[] => biography.lines.map(text);

const oneTopic = (configs: Record<string, string>, changes: Partial<TopicSetup> = {}) =>
  cluster({
    topics: [topic({ partitions: 1, ...changes })],
    producers: [producer({ configs: { 'enable.idempotence': 'false', ...configs } })],
  });

test('a record is followed from its send to the commit of the group that read it', () => {
  const run = oneTopic({ acks: '1' });
  advanceTo(run, seconds(30));
  expect(told(biographyOf(run, 5, 0))).toEqual([
    '2.112 created producer=checkout key=user-10',
    '2.112 batched producer=checkout index=0',
    '2.117 sent producer=checkout broker=1 attempt=1 records=1',
    '2.138 appended broker=1 offset=5 epoch=0 other=false',
    '2.158 copied broker=3',
    '2.159 copied broker=2',
    '2.159 acknowledged producer=checkout offset=5',
    '2.180 committed broker=1 highWatermark=6',
    '6.687 read group=billing member=billing-1 times=1',
    '6.697 processed group=billing member=billing-1 times=1',
    '11.646 offset-committed group=billing member=billing-1 offset=34',
  ]);
});

test('the run that is asked goes on as if nobody had asked', () => {
  const [asked, other] = [oneTopic({ acks: '1' }), oneTopic({ acks: '1' })];
  for (const run of [asked, other]) advanceTo(run, seconds(12));
  freezeNewestCheckpoint(asked);
  biographyOf(asked, 20, 0);
  expect(stateHash(asked)).toBe(stateHash(other));
  for (const run of [asked, other]) advanceTo(run, seconds(20));
  expect(stateHash(asked)).toBe(stateHash(other));
});

test('told in many small parts it is the same', () => {
  const run = oneTopic({ acks: 'all' });
  advanceTo(run, seconds(20));
  const work = writeBiography(run, { topic: 'orders', partition: 0, offset: 9, epoch: 0 }, true);
  const progress: number[] = [];
  let answer = work.goOn(() => true);
  for (; answer.kind === 'working'; answer = work.goOn(() => true)) progress.push(answer.playedUs / answer.ofUs);
  expect(progress.length).toBeGreaterThan(3);
  expect(progress.every((part) => part >= 0 && part <= 1)).toBe(true);
  expect(answer).toEqual({ kind: 'told', biography: biographyOf(run, 9, 0) });
});

/** Broker 1 leads and alone has what is sent from second 10 on; it dies, and the others go on without. */
function lossOfAcknowledged(): Run {
  const run = oneTopic({ acks: '1' }, { configs: { 'min.insync.replicas': '1' } });
  advanceTo(run, seconds(10));
  const leader = run.state.brokers.get(1)?.image.topics.get('orders')?.partitions[0]?.leader;
  expect(leader).toBe(1);
  for (const from of [2, 3]) actOn(run, { do: 'cut-link', from, to: 1 });
  advanceTo(run, seconds(12));
  actOn(run, { do: 'kill-broker', broker: 1 });
  advanceTo(run, seconds(30));
  for (const from of [2, 3]) actOn(run, { do: 'heal-link', from, to: 1 });
  actOn(run, { do: 'start-broker', broker: 1 });
  advanceTo(run, seconds(45));
  return run;
}

test('what was acknowledged and lost says by whom, and who cut it off; the offset has another record by then', () => {
  const run = lossOfAcknowledged();
  const loss = run.state.evidence.entries.get('lost')?.[0];
  if (loss?.kind !== 'lost') throw new Error('nothing is lost');
  const lost = biographyOf(run, loss.first, loss.epoch);
  const kinds = lost.lines.map(({ kind }) => kind);
  expect(kinds.slice(0, 5)).toEqual(['created', 'batched', 'sent', 'appended', 'acknowledged']);
  expect(kinds.slice(5)).toEqual(['lost', 'truncated']);
  expect(lost.lines.find(({ kind }) => kind === 'lost')).toMatchObject({ atUs: loss.atUs, epoch: 1 });
  expect(lost.lines.at(-1)).toMatchObject({ broker: 1, leaderEpoch: 1 });
  expect(lost.onBrokers).toEqual([]);

  const heir = biographyOf(run, loss.first, 1);
  expect(heir.onBrokers).toEqual([1, 2, 3]);
  expect(heir.lines.find(({ kind }) => kind === 'appended')).toMatchObject({ offset: loss.first, epoch: 1 });
});

test('a batch that is tried again tells each attempt, and where its other copy lies', () => {
  const run = oneTopic({ acks: 'all', 'request.timeout.ms': '2000', 'delivery.timeout.ms': '60000' });
  advanceTo(run, seconds(10));
  actOn(run, { do: 'pause-broker', broker: 1 });
  advanceTo(run, seconds(14));
  actOn(run, { do: 'resume-broker', broker: 1 });
  advanceTo(run, seconds(25));
  const copy = run.state.evidence.entries.get('duplicated')?.[0];
  if (copy?.kind !== 'duplicated') throw new Error('nothing is duplicated');
  const first = biographyOf(run, copy.copyOf, 0).lines;
  expect(first.filter(({ kind }) => kind === 'sent')).toMatchObject([{ attempt: 1 }, { attempt: 2 }]);
  expect(first.find(({ kind }) => kind === 'failed')).toMatchObject({ error: 'REQUEST_TIMED_OUT', final: false });
  const appended = [
    { offset: copy.copyOf, epoch: 0 },
    { offset: copy.first, epoch: 0 },
  ];
  const both = (lines: readonly BiographyLine[]) => lines.filter(({ kind }) => kind === 'appended');
  expect(both(first)).toMatchObject([
    { ...appended[0], other: false },
    { ...appended[1], other: true },
  ]);
  expect(both(biographyOf(run, copy.first, 0).lines)).toMatchObject([
    { ...appended[0], other: true },
    { ...appended[1], other: false },
  ]);
});

test('retention and compaction take a record from each broker', () => {
  const configs = { 'min.insync.replicas': '1', 'segment.ms': '3000' };
  const brokerConfigs = { 'metadata.max.idle.interval.ms': '0', 'log.initial.task.delay.ms': '3000' };
  const short = (name: string, change: Record<string, string>, more: Record<string, string> = {}) =>
    cluster({
      topics: [topic({ partitions: 1, configs: { ...configs, ...change } })],
      producers: [producer({ keys: { kind: 'users', count: 2 } })],
      brokerConfigs: { ...brokerConfigs, ...more, [name]: '5000' },
    });
  const retained = short('log.retention.check.interval.ms', { 'retention.ms': '5000' });
  advanceTo(retained, seconds(40));
  expect(biographyOf(retained, 2, 0).lines.filter(({ kind }) => kind === 'deleted')).toHaveLength(3);
  const compacted = short('log.cleaner.backoff.ms', {
    'cleanup.policy': 'compact',
    'min.cleanable.dirty.ratio': '0.01',
  });
  advanceTo(compacted, seconds(60));
  expect(biographyOf(compacted, 2, 0).lines.filter(({ kind }) => kind === 'compacted')).toHaveLength(3);
  expect(biographyOf(compacted, 2, 0).onBrokers).toEqual([]);
});

test('with acks=0 nothing is awaited', () => {
  const run = oneTopic({ acks: '0' });
  advanceTo(run, seconds(12));
  const kinds = biographyOf(run, 10, 0).lines.map(({ kind }) => kind);
  expect(kinds).toContain('not-awaited');
  expect(kinds).not.toContain('acknowledged');
  expect(kinds.slice(0, 3)).toEqual(['created', 'batched', 'sent']);
});

test('a run that came back from storage is played from its beginning, unless its document gives another one', () => {
  const run = oneTopic({ acks: 'all' });
  advanceTo(run, seconds(20));
  const { run: restored } = restoreRun(run.origin, saveRun(run), (broker, name, partition, baseOffset) => {
    const log = logOf(run, broker, name, partition);
    const file = `${String(baseOffset).padStart(20, '0')}.log`;
    return new Uint8Array(log === undefined ? [] : (fileBytes(log, file) ?? []));
  });
  const name: RecordName = { topic: 'orders', partition: 0, offset: 3, epoch: 0 };
  expect(writeBiography(restored, name, false).goOn(never)).toEqual({ kind: 'too-old' });
  expect(writeBiography(restored, name, true).goOn(never)).toEqual({ kind: 'told', biography: biographyOf(run, 3, 0) });
});

test('of a record that was never written there is nothing to tell', () => {
  const run = oneTopic({ acks: 'all' });
  advanceTo(run, seconds(5));
  expect(biographyOf(run, 5000, 0)).toEqual({ lines: [], onBrokers: [], appendedAtUs: null });
});
