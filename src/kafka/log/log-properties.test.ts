import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordBatch } from '../record/record-batch.ts';
import {
  appendAsLeader,
  appendBatchesAsFollower,
  assignEpoch,
  closeLog,
  copyLog,
  deleteOldSegments,
  fileBytes,
  flushLog,
  incrementLogStartOffset,
  latestEpoch,
  logFiles,
  onHighWatermarkUpdated,
  openLog,
  type PartitionLog,
  reopenLog,
  rollLog,
  truncateFullyAndStartAt,
  truncateTo,
} from './partition-log.ts';
import { batchesOf, checkLog } from './testing/invariants.ts';
import { batchOf, configOf, emptyLog, T0 } from './testing/logs.ts';
import { losePower } from './testing/lose-power.ts';
import { markerBatch, producerBatch } from './testing/transactions.ts';

const config = configOf({ segmentBytes: 500, indexIntervalBytes: 100, retentionBytes: 1500, retentionMs: -1 });

type Step =
  | { readonly do: 'append' | 'replicate'; readonly count: number; readonly lag: number }
  | { readonly do: 'produce'; readonly producer: number; readonly transactional: boolean; readonly repeat: boolean }
  | { readonly do: 'end'; readonly producer: number; readonly abort: boolean }
  | { readonly do: 'truncate' | 'start' | 'high watermark'; readonly share: number }
  | { readonly do: 'roll' | 'retention' | 'epoch' | 'flush' | 'truncate fully' | 'crash' | 'restart' | 'power loss' }
  | { readonly do: 'wait'; readonly ms: number };

const share = fc.nat(99).map((percent) => percent / 100);
const producer = fc.constantFrom(7, 8, 9);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('append' as const, 'replicate' as const),
      count: fc.integer({ min: 1, max: 3 }),
      lag: fc.nat(50),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('produce' as const),
      producer,
      transactional: fc.boolean(),
      repeat: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('end' as const), producer, abort: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('truncate' as const, 'start' as const, 'high watermark' as const),
      share,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'roll' as const,
        'retention' as const,
        'epoch' as const,
        'flush' as const,
        'truncate fully' as const,
        'crash' as const,
        'restart' as const,
        'power loss' as const,
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(40_000) }) },
);

interface Replica {
  log: PartitionLog;
  nowMs: number;
  highWatermark: number;
  nextSequence: Map<number, number>;
  epoch: number;
}

function filesOf(log: PartitionLog): Map<string, Uint8Array> {
  return new Map(logFiles(log).map(({ name }) => [name, fileBytes(log, name) ?? new Uint8Array()]));
}

function openFiles(log: PartitionLog, nowMs: number, hadCleanShutdown: boolean): PartitionLog {
  const { topic, partition, topicId, cow, logStartOffset, recoveryPoint } = log;
  const directory = { topic, partition, topicId, cow, logStartOffset, recoveryPoint, config, nowMs, hadCleanShutdown };
  const opened = openLog({ ...directory, files: filesOf(log) });
  expect([opened.report.cut, opened.report.failure, opened.report.otherFiles]).toEqual([null, null, []]);
  return opened.log;
}

/** Whatever only the process knows: when a segment was made, and what is in the page cache alone. */
function onDisk(log: PartitionLog): object {
  const { durableOffset: _d, writeMarks: _w, lastFlushedMs: _f, cow: _c, deletedFiles: _x, ...rest } = log;
  const times = ({
    createdAtMs: _1,
    contentHash: _2,
    lastModifiedMs: _3,
    ...segment
  }: PartitionLog['segments'][number]): object => ({
    ...segment,
    batches: segment.batches.slice(0, segment.length),
    offsetIndex: segment.offsetIndex.slice(0, 2 * segment.offsetIndexLength),
    timeIndex: segment.timeIndex.slice(0, 2 * segment.timeIndexLength),
  });
  return { ...rest, segments: log.segments.map(times) };
}

/** The broker starts again: from the objects in memory as from the files, with all its batches. */
function restart(r: Replica, log: PartitionLog, clean: boolean): void {
  const { nowMs } = r;
  const { logStartOffset, recoveryPoint } = log;
  const options = { nowMs, logStartOffset, recoveryPoint, hadCleanShutdown: clean, config };
  const closed = copyLog(log, log.cow);
  if (clean) closeLog(closed, nowMs);
  const reopened = reopenLog(log, log.cow, options);
  expect(onDisk(reopened)).toEqual(onDisk(openFiles(closed, nowMs, clean)));
  // A log that ends below its start begins anew there.
  expect(batchesOf(reopened)).toEqual(log.logEndOffset < logStartOffset ? [] : batchesOf(log));
  expect(reopened.logStartOffset).toBe(logStartOffset);
  for (const [id, entry] of reopened.producerState.producers) {
    const data = batchesOf(log).findLast((batch) => batch.producerId === id && batch.baseSequence >= 0);
    if (data === undefined || data.lastOffset < logStartOffset) continue;
    expect([id, entry.batches.at(-1)?.lastOffset]).toEqual([id, data.lastOffset]);
  }
  r.log = reopened;
  r.highWatermark = Math.max(Math.min(r.highWatermark, reopened.logEndOffset), logStartOffset);
}

function losePowerAndRestart(r: Replica): void {
  const before = r.log;
  const left = losePower(before, before.cow, r.nowMs);
  const kept = batchesOf(left);
  expect(kept).toEqual(batchesOf(before).slice(0, kept.length));
  expect(left.logEndOffset).toBeGreaterThanOrEqual(before.durableOffset);
  restart(r, left, false);
}

function produce(r: Replica, s: Step & { do: 'produce' }): void {
  const open = r.log.producerState.producers.get(s.producer)?.currentTxnFirstOffset ?? null;
  const next = r.nextSequence.get(s.producer) ?? 0;
  const baseSequence = s.repeat && next > 0 ? next - 1 : next;
  const transactional = s.transactional || open !== null;
  const batch = producerBatch({ producerId: s.producer, baseSequence, transactional, timestamp: r.nowMs });
  const before = r.log.logEndOffset;
  const appended = appendAsLeader(r.log, batch, r.epoch, r.nowMs, config);
  expect(r.log.logEndOffset).toBe(appended.ok && !appended.value.isDuplicate ? before + 1 : before);
  if (appended.ok && !appended.value.isDuplicate) r.nextSequence.set(s.producer, baseSequence + 1);
  // What a truncation or a crash took back may be sent again from 0: the producer begins anew.
  if (!appended.ok) r.nextSequence.delete(s.producer);
}

function write(r: Replica, batches: readonly RecordBatch[], asFollower: boolean): void {
  const { log, nowMs } = r;
  let at = log.logEndOffset;
  const placed = batches.map((batch) => {
    const stamped = { ...batch, baseOffset: at, lastOffset: at + batch.lastOffset, partitionLeaderEpoch: r.epoch };
    at = stamped.lastOffset + 1;
    return stamped;
  });
  if (asFollower) appendBatchesAsFollower(log, placed, nowMs, config);
  else for (const batch of batches) expect(appendAsLeader(log, batch, r.epoch, nowMs, config).ok).toBe(true);
}

function act(r: Replica, s: Step): void {
  const { log, nowMs } = r;
  switch (s.do) {
    case 'append':
    case 'replicate': {
      const batch = batchOf(s.count, nowMs - s.lag);
      return write(r, s.do === 'append' ? [batch] : [batch, batchOf(1, nowMs)], s.do === 'replicate');
    }
    case 'produce':
      return produce(r, s);
    case 'end': {
      const producerEpoch = log.producerState.producers.get(s.producer)?.producerEpoch ?? 0;
      const marker = markerBatch({ producerId: s.producer, producerEpoch, abort: s.abort, timestamp: nowMs });
      expect(appendAsLeader(log, marker, r.epoch, nowMs, config, 'COORDINATOR').ok).toBe(true);
      return;
    }
    case 'truncate': {
      const offset = r.highWatermark + Math.floor(s.share * (log.logEndOffset - r.highWatermark + 1));
      truncateTo(log, offset, nowMs, config);
      r.epoch = Math.max(r.epoch, latestEpoch(log) ?? 0) + 1;
      if (r.highWatermark >= log.logEndOffset) r.highWatermark = log.logEndOffset;
      return;
    }
    case 'truncate fully':
      truncateFullyAndStartAt(log, log.logEndOffset + 2, nowMs, log.logEndOffset + 2, config);
      r.highWatermark = log.logEndOffset;
      return;
    case 'start': {
      const { logStartOffset } = log;
      const offset = logStartOffset + Math.floor(s.share * (r.highWatermark - logStartOffset + 1));
      expect(incrementLogStartOffset(log, offset, r.highWatermark).ok).toBe(true);
      return;
    }
    case 'high watermark':
      r.highWatermark += Math.floor(s.share * (log.logEndOffset - r.highWatermark + 1));
      return onHighWatermarkUpdated(log, r.highWatermark);
    case 'roll':
      rollLog(log, nowMs);
      return;
    case 'retention':
      deleteOldSegments(log, config, nowMs, r.highWatermark);
      return;
    case 'epoch':
      r.epoch += 1;
      return assignEpoch(log, r.epoch, log.logEndOffset);
    case 'flush':
      return flushLog(log, log.logEndOffset, nowMs);
    case 'wait':
      r.nowMs += s.ms;
      return;
    case 'crash':
    case 'restart':
      return restart(r, log, s.do === 'restart');
    case 'power loss':
      return losePowerAndRestart(r);
  }
}

test('whatever is done to a log and its broker, the log stays a log', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const r: Replica = { log: emptyLog(), nowMs: T0, highWatermark: 0, nextSequence: new Map(), epoch: 0 };
      for (const [i, s] of steps.entries()) {
        const { logStartOffset } = r.log;
        r.log = copyLog(r.log, i + 1);
        act(r, s);
        checkLog(r.log, r.highWatermark);
        if (s.do !== 'truncate') expect(r.log.logStartOffset).toBeGreaterThanOrEqual(logStartOffset);
      }
    }),
    { numRuns: 150 },
  );
});
