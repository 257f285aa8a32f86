import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashState } from '../../base/state-hash.ts';
import {
  appendAsLeader,
  assignEpoch,
  copyLog,
  deleteOldSegments,
  incrementLogStartOffset,
  type PartitionLog,
  rollLog,
  truncateFullyAndStartAt,
  truncateTo,
} from './partition-log.ts';
import { batchOf, configOf, emptyLog, T0 } from './testing/logs.ts';

const config = configOf({ segmentBytes: 400, indexIntervalBytes: 100, retentionBytes: 800, retentionMs: -1 });

type Step =
  | { readonly do: 'append'; readonly count: number; readonly time: number; readonly epoch: number }
  | { readonly do: 'truncate' | 'start'; readonly share: number }
  | { readonly do: 'roll' | 'retention' | 'epoch' }
  | { readonly do: 'restart'; readonly at: number }
  | { readonly do: 'checkpoint' }
  | { readonly do: 'restore'; readonly which: number };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      count: fc.integer({ min: 1, max: 3 }),
      time: fc.nat(100),
      epoch: fc.nat(5),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('truncate' as const, 'start' as const), share }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('roll' as const, 'retention' as const, 'epoch' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), at: fc.nat(100) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('checkpoint' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restore' as const), which: fc.nat(50) }) },
);

function act(log: PartitionLog, s: Step): void {
  switch (s.do) {
    case 'append':
      appendAsLeader(log, batchOf(s.count, T0 + s.time), s.epoch, T0, config);
      break;
    case 'truncate':
      truncateTo(log, Math.floor(s.share * (log.logEndOffset + 1)), T0);
      break;
    case 'start':
      incrementLogStartOffset(log, Math.floor(s.share * (log.logEndOffset + 1)), log.logEndOffset);
      break;
    case 'roll':
      rollLog(log, T0);
      break;
    case 'retention':
      deleteOldSegments(log, config, T0, log.logEndOffset);
      break;
    case 'epoch':
      assignEpoch(log, 6, log.logEndOffset);
      break;
    case 'restart':
      truncateFullyAndStartAt(log, s.at, T0);
      break;
    case 'checkpoint':
    case 'restore':
      // Not the log's own acts.
      break;
  }
}

/** All that a log says, of its own part of the shared lists only. */
function viewOf(log: PartitionLog): string {
  const segments = log.segments.map((segment) => ({
    ...segment,
    offsetIndex: segment.offsetIndex.slice(0, 2 * segment.offsetIndexLength),
    timeIndex: segment.timeIndex.slice(0, 2 * segment.timeIndexLength),
    batches: segment.batches
      .slice(0, segment.length)
      .map((b) => [b.baseOffset, b.lastOffset, b.partitionLeaderEpoch, b.crc]),
  }));
  return JSON.stringify({ ...log, cow: 0, segments, hash: hashState(log) });
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
}

interface Saved {
  readonly log: PartitionLog;
  readonly view: string;
  readonly history: readonly Step[];
}

function runSteps(steps: readonly Step[], freeze: boolean): void {
  let generation = 0;
  let live = emptyLog();
  let history: Step[] = [];
  const saved: Saved[] = [];
  for (const s of steps) {
    const from = s.do === 'restore' ? saved[s.which % Math.max(saved.length, 1)] : undefined;
    if (s.do === 'checkpoint') {
      if (freeze) deepFreeze(live);
      saved.push({ log: live, view: viewOf(live), history });
      live = copyLog(live, ++generation);
    } else if (from !== undefined) {
      live = copyLog(from.log, ++generation);
      history = [...from.history];
    } else if (s.do !== 'restore') {
      act(live, s);
      history = [...history, s];
    }
  }
  for (const checkpoint of saved) expect(viewOf(checkpoint.log)).toBe(checkpoint.view);
  const straight = emptyLog();
  for (const s of history) act(straight, s);
  expect(viewOf(live)).toBe(viewOf(straight));
}

test('a checkpoint never sees what happens to the log later, and a log that went through checkpoints is as if it had not', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => runSteps(steps, false)),
    { numRuns: 500 },
  );
});

test('the same holds when checkpoints are frozen: nothing shared is written to', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => runSteps(steps, true)),
    { numRuns: 300 },
  );
});

test('a copy shares the batches and does not walk over them', () => {
  const log = emptyLog();
  for (let i = 0; i < 50; i++) appendAsLeader(log, batchOf(1), 0, T0, configOf());
  const copy = copyLog(log, 1);
  expect(copy.segments[0]?.batches).toBe(log.segments[0]?.batches);
  appendAsLeader(copy, batchOf(1), 0, T0, configOf());
  // The first to append goes on with the shared list, the second gets one of its own.
  expect(copy.segments[0]?.batches).toBe(log.segments[0]?.batches);
  appendAsLeader(log, batchOf(2), 0, T0, configOf());
  expect(copy.segments[0]?.batches).not.toBe(log.segments[0]?.batches);
  expect([log.logEndOffset, copy.logEndOffset]).toEqual([52, 51]);
});
