import { expect, test } from 'vitest';
import { appendAsLeader, type LogConfig, type PartitionLog, rollLog, truncateTo } from './partition-log.ts';
import { batchOf, configOf, emptyLog, pictureOf, T0 } from './testing/logs.ts';

const SIZE = batchOf(1).sizeInBytes;

function logWith(changes: Partial<LogConfig>, times: readonly number[], nowMs = T0): PartitionLog {
  const log = emptyLog();
  for (const time of times) appendAsLeader(log, batchOf(1, time), 0, nowMs, configOf(changes));
  return log;
}

test('a segment may be filled to the last byte of segment.bytes', () => {
  expect(pictureOf(logWith({ segmentBytes: 3 * SIZE }, [T0, T0, T0, T0]))).toBe('0-0 1-1 2-2 | 3-3');
  expect(pictureOf(logWith({ segmentBytes: 3 * SIZE - 1 }, [T0, T0, T0]))).toBe('0-0 1-1 | 2-2');
});

test('segment.ms counts in the records’ own time from the first batch, strictly', () => {
  expect(pictureOf(logWith({ segmentMs: 1000 }, [T0, T0 + 1000, T0 + 1001]))).toBe('0-0 1-1 | 2-2');
  expect(pictureOf(logWith({ segmentMs: 1000 }, [T0, T0 - 5000, T0 + 999]))).toBe('0-0 1-1 2-2');
});

test('without timestamps segment.ms counts from the creation of the segment', () => {
  const log = logWith({ segmentMs: 1000 }, [-1], T0 + 1000);
  appendAsLeader(log, batchOf(1, -1), 0, T0 + 1001, configOf({ segmentMs: 1000 }));
  expect(pictureOf(log)).toBe('0-0 | 1-1');
});

test('a compacted topic also rolls by max.compaction.lag.ms', () => {
  const config = { segmentMs: 1000, maxCompactionLagMs: 500, cleanupPolicy: ['compact'] as const };
  expect(pictureOf(logWith(config, [T0, T0 + 501]))).toBe('0-0 | 1-1');
  expect(pictureOf(logWith({ ...config, cleanupPolicy: ['delete'] }, [T0, T0 + 501]))).toBe('0-0 1-1');
});

test('a full index rolls the segment', () => {
  const times = Array.from({ length: 8 }, (_, i) => T0 + i);
  // 36 bytes: 4 offset entries, 3 time entries of which one stays free.
  expect(pictureOf(logWith({ indexIntervalBytes: 0, segmentIndexBytes: 36 }, times))).toBe(
    '0-0 1-1 2-2 | 3-3 4-4 5-5 | 6-6 7-7',
  );
});

test('rolling an empty segment makes it anew, and closing one ends its time index', () => {
  const log = emptyLog();
  expect(rollLog(log, T0 + 5).createdAtMs).toBe(T0 + 5);
  expect(log.segments).toHaveLength(1);
  appendAsLeader(log, batchOf(2), 0, T0, configOf());
  expect(rollLog(log, T0).baseOffset).toBe(2);
  expect(log.segments[0]?.timeIndex).toEqual([T0 + 1, 1]);
  expect(log.recoveryPoint).toBe(2);
});

test('after a truncation to nothing the age counts anew', () => {
  const config = configOf({ segmentMs: 1000 });
  const log = emptyLog();
  appendAsLeader(log, batchOf(1, T0), 0, T0, config);
  truncateTo(log, 0, T0);
  appendAsLeader(log, batchOf(1, T0 + 5000), 0, T0, config);
  expect(pictureOf(log)).toBe('0-0');
});
