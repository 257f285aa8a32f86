import { expect, test } from 'vitest';
import { nextResetStep, offsetAt, type ResetFacts, type ResetStrategy, resetRefusal } from './offset-reset.ts';

const partitions = [0, 1, 2].map((partition) => ({ topic: 'orders', partition }));

interface Log {
  readonly start: number;
  readonly end: number;
  /** Offset of the first record at or after any asked time; −1: none. */
  readonly found: number;
}

/** Answers the tool's questions until it has a plan; the questions are kept. */
function run(
  strategy: Exclude<ResetStrategy, { kind: 'by-duration' }>,
  logs: readonly Log[],
  committed: Readonly<Record<string, number>> = {},
) {
  let facts: ResetFacts = { committed: null, offsets: new Map() };
  const asked: string[] = [];
  for (;;) {
    const step = nextResetStep(strategy, partitions, facts);
    if (step.kind === 'plan') return { asked, offsets: step.offsets.map((it) => it.offset), warnings: step.warnings };
    if (step.kind === 'impossible') return { asked, message: step.message };
    if (step.kind === 'ask-committed') {
      asked.push('committed');
      facts = { ...facts, committed: new Map(Object.entries(committed)) };
      continue;
    }
    const { timestamp } = step;
    asked.push(`${timestamp} of ${step.partitions.map(({ partition }) => partition).join(',')}`);
    const offsets = new Map(facts.offsets);
    for (const at of step.partitions) {
      const log = logs[at.partition] ?? { start: -1, end: -1, found: -1 };
      offsets.set(offsetAt(timestamp, at), timestamp === -1 ? log.end : timestamp === -2 ? log.start : log.found);
    }
    facts = { ...facts, offsets };
  }
}

const logs: readonly Log[] = [
  { start: 0, end: 10, found: 4 },
  { start: 5, end: 100, found: 60 },
  { start: 0, end: 0, found: -1 },
];

test('to the ends of the logs', () => {
  expect(run({ kind: 'to-earliest' }, logs)).toEqual({ asked: ['-2 of 0,1,2'], offsets: [0, 5, 0], warnings: [] });
  expect(run({ kind: 'to-latest' }, logs)).toEqual({ asked: ['-1 of 0,1,2'], offsets: [10, 100, 0], warnings: [] });
});

test('an offset outside of a log is moved to its nearer end, with a warning', () => {
  expect(run({ kind: 'to-offset', offset: 3 }, logs)).toEqual({
    asked: ['-2 of 0,1,2', '-1 of 0,1,2'],
    offsets: [3, 5, 0],
    warnings: [
      'New offset (3) is lower than earliest offset for topic partition orders-1. Value will be set to 5',
      'New offset (3) is higher than latest offset for topic partition orders-2. Value will be set to 0',
    ],
  });
});

test('a shift is from what is committed, and impossible without a commit', () => {
  const committed = { 'orders-0': 9, 'orders-1': 50, 'orders-2': 0 };
  expect(run({ kind: 'shift-by', by: -2 }, logs, committed)).toMatchObject({ offsets: [7, 48, 0] });
  expect(run({ kind: 'shift-by', by: 5 }, logs, committed)).toMatchObject({ offsets: [10, 55, 0] });
  expect(run({ kind: 'shift-by', by: -2 }, logs, { 'orders-0': 9, 'orders-2': 0 })).toEqual({
    asked: ['committed'],
    message: 'Cannot shift offset for partition orders-1 since there is no current committed offset',
  });
});

test('to current is what is committed, and the end where nothing is', () => {
  expect(run({ kind: 'to-current' }, logs, { 'orders-0': 7 })).toEqual({
    asked: ['committed', '-1 of 1,2'],
    offsets: [7, 100, 0],
    warnings: [],
  });
});

test('to a time is the first record from then on, and the end where there is none', () => {
  expect(run({ kind: 'to-datetime', ms: 1000 }, logs)).toEqual({
    asked: ['1000 of 0,1,2', '-1 of 2'],
    offsets: [4, 60, 0],
    warnings: ['Warn: Partition 2 from topic orders is empty. Falling back to latest known offset.'],
  });
});

test('a group with members is not moved', () => {
  expect(resetRefusal('billing', 'Empty')).toBeNull();
  expect(resetRefusal('billing', 'Dead')).toBeNull();
  expect(resetRefusal('billing', 'Stable')).toBe(
    "Assignments can only be reset if the group 'billing' is inactive, but the current state is Stable.",
  );
});
