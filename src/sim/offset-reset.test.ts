import { expect, test } from 'vitest';
import type { ResetStrategy } from '../kafka/group/offset-reset.ts';
import { actOn, advanceTo, nowUs, type Run, stateHash, takeSnapshot } from './run.ts';
import { cluster, producer, seconds } from './testing/small-cluster.ts';
import type { Update } from './update.ts';
import { resetPreview } from './view/reset-preview.ts';

type Reset = Extract<Update, { kind: 'offsets-reset' | 'refused' }>;

const command = (to: ResetStrategy, topic: string | null = 'orders') =>
  ({ do: 'reset-offsets', group: 'billing', topic, to }) as const;

/** A group that has read and committed, and is gone. */
function inactive(): Run {
  const run = cluster({ producers: [producer({ ratePerSecond: 20 })] });
  advanceTo(run, seconds(25));
  actOn(run, { do: 'change-producer', producer: 'checkout', ratePerSecond: 0 });
  advanceTo(run, seconds(32));
  for (const member of ['billing-1', 'billing-2']) actOn(run, { do: 'remove-consumer', member });
  advanceTo(run, seconds(36));
  return run;
}

function reset(run: Run, to: ResetStrategy, topic: string | null = 'orders'): Reset | undefined {
  const before = run.state.updates.length;
  actOn(run, command(to, topic));
  advanceTo(run, nowUs(run) + seconds(3));
  return run.state.updates
    .slice(before)
    .find((it): it is Reset => it.kind === 'offsets-reset' || it.kind === 'refused');
}

const committed = (run: Run) => takeSnapshot(run).groups[0]?.offsets.map((it) => it.committed);

test.each<ResetStrategy>([
  { kind: 'to-earliest' },
  { kind: 'to-latest' },
  { kind: 'to-current' },
  { kind: 'to-offset', offset: 40 },
  { kind: 'to-offset', offset: 1_000_000 },
  { kind: 'shift-by', by: -13 },
  { kind: 'to-datetime', ms: 1_700_000_000_000 + 20_000 },
  { kind: 'by-duration', ms: 16_000 },
])('what is foretold of %j comes true', (to) => {
  const run = inactive();
  const hash = stateHash(run);
  const foretold = resetPreview(run, command(to));
  expect(stateHash(run)).toBe(hash);
  if (foretold.kind !== 'plan') throw new Error(foretold.kind);
  const told = reset(run, to);
  expect(told).toMatchObject({
    kind: 'offsets-reset',
    warnings: foretold.warnings,
    offsets: foretold.rows.map(({ topic, partition, current, target }) => ({
      topic,
      partition,
      before: current ?? -1,
      after: target,
    })),
  });
  expect(committed(run)).toEqual(foretold.rows.map(({ target }) => target));
});

test('the beginning of everything that was committed, and reading goes on from there', () => {
  const run = inactive();
  const before = committed(run)?.reduce((sum, offset) => sum + offset, 0) ?? 0;
  expect(before).toBeGreaterThan(100);
  expect(reset(run, { kind: 'to-earliest' }, null)).toMatchObject({ kind: 'offsets-reset' });
  actOn(run, { do: 'add-consumer', group: 'billing', member: 'billing-9', processingUs: 1000 });
  advanceTo(run, nowUs(run) + seconds(20));
  expect(takeSnapshot(run).groups[0]?.processedTwice).toBe(before);
});

test('a group with members is refused in the words of the tool, before and after', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  const words = "Assignments can only be reset if the group 'billing' is inactive, but the current state is Stable.";
  expect(resetPreview(run, command({ kind: 'to-latest' }))).toEqual({ kind: 'refused', message: words });
  expect(reset(run, { kind: 'to-latest' })).toMatchObject({
    kind: 'refused',
    error: 'NON_EMPTY_GROUP',
    message: words,
  });
});

test('what is not there is refused', () => {
  const run = inactive();
  expect(reset(run, { kind: 'to-earliest' }, 'nowhere')).toMatchObject({ error: 'UNKNOWN_TOPIC_OR_PARTITION' });
  actOn(run, { ...command({ kind: 'to-earliest' }), partitions: [1, 9] });
  advanceTo(run, nowUs(run) + seconds(2));
  expect(run.state.updates.at(-1)).toMatchObject({
    kind: 'refused',
    message: 'The partitions "orders-9" do not exist',
  });
});

test('without any broker the tool gives up after its time', () => {
  const run = inactive();
  actOn(run, { do: 'power-off' });
  actOn(run, command({ kind: 'to-earliest' }));
  advanceTo(run, nowUs(run) + seconds(4));
  expect(run.state.updates.at(-1)?.kind).not.toBe('refused');
  advanceTo(run, nowUs(run) + seconds(3));
  expect(run.state.updates.at(-1)).toMatchObject({ kind: 'refused', error: 'REQUEST_TIMED_OUT' });
});

test('a coordinator that moves meanwhile is found again', () => {
  const run = inactive();
  const coordinator = takeSnapshot(run).groups[0]?.coordinator ?? -1;
  actOn(run, command({ kind: 'to-earliest' }));
  advanceTo(run, nowUs(run) + seconds(0.15));
  actOn(run, { do: 'stop-broker', broker: coordinator });
  advanceTo(run, nowUs(run) + seconds(8));
  expect(run.state.updates.filter(({ kind }) => kind === 'offsets-reset')).toHaveLength(1);
  expect(committed(run)).toEqual([0, 0, 0]);
});
