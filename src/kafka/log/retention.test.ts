import { expect, test } from 'vitest';
import {
  appendAsLeader,
  deleteOldSegments,
  incrementLogStartOffset,
  type LogConfig,
  type PartitionLog,
} from './partition-log.ts';
import { batchOf, configOf, emptyLog, pictureOf, T0 } from './testing/logs.ts';

const SIZE = batchOf(1).sizeInBytes;
const NO_LIMITS = { retentionMs: -1, retentionBytes: -1 };

/** Segments of one batch each, a second apart. */
function logOf(segments: number): PartitionLog {
  const log = emptyLog();
  for (let i = 0; i < segments; i++) {
    appendAsLeader(log, batchOf(1, T0 + i * 1000), 0, T0 + i * 1000, configOf({ segmentBytes: SIZE }));
  }
  return log;
}

function kept(log: PartitionLog, changes: Partial<LogConfig>, nowMs: number, highWatermark = log.logEndOffset): string {
  deleteOldSegments(log, configOf({ ...NO_LIMITS, ...changes }), nowMs, highWatermark);
  return pictureOf(log);
}

test('by time: segments whose newest record is older than retention.ms, strictly', () => {
  expect(kept(logOf(3), { retentionMs: 1000 }, T0 + 2000)).toBe('1-1 | 2-2');
  expect(kept(logOf(3), { retentionMs: 1000 }, T0 + 2001)).toBe('2-2');
});

test('the active segment is not exempt: an empty one takes its place', () => {
  const log = logOf(3);
  expect(kept(log, { retentionMs: 1000 }, T0 + 9000)).toBe('');
  expect([log.segments.length, log.logStartOffset, log.logEndOffset]).toEqual([1, 3, 3]);
  expect(deleteOldSegments(log, configOf({ retentionMs: 1000 }), T0 + 99_000, 3)).toEqual([]);
});

test('a record from the future holds back everything after it', () => {
  const log = emptyLog();
  const config = configOf({ segmentBytes: SIZE });
  appendAsLeader(log, batchOf(1, T0 + 3_000_000), 0, T0, config);
  appendAsLeader(log, batchOf(1, T0), 0, T0, config);
  expect(kept(log, { retentionMs: 1000 }, T0 + 60_000)).toBe('0-0 | 1-1');
});

test('by size: what stays is never less than retention.bytes', () => {
  expect(kept(logOf(4), { retentionBytes: 2 * SIZE }, T0)).toBe('2-2 | 3-3');
  expect(kept(logOf(4), { retentionBytes: 2 * SIZE + 1 }, T0)).toBe('1-1 | 2-2 | 3-3');
  expect(kept(logOf(4), { retentionBytes: 0 }, T0)).toBe('');
});

test('nothing above the high watermark goes', () => {
  const log = logOf(4);
  expect(kept(log, { retentionBytes: 0 }, T0, 2)).toBe('2-2 | 3-3');
  expect(log.logStartOffset).toBe(2);
});

test('below the log start whole segments go, whatever the policy', () => {
  const log = logOf(4);
  expect(incrementLogStartOffset(log, 2, 4)).toEqual({ ok: true, value: true });
  expect(log.leaderEpochs).toEqual([{ epoch: 0, startOffset: 2 }]);
  expect(pictureOf(log)).toBe('0-0 | 1-1 | 2-2 | 3-3');
  expect(kept(log, { cleanupPolicy: ['compact'], retentionMs: 0, retentionBytes: 0 }, T0 + 99_000)).toBe('2-2 | 3-3');
});

test('the log start never goes back nor above the high watermark', () => {
  const log = logOf(4);
  incrementLogStartOffset(log, 2, 4);
  expect(incrementLogStartOffset(log, 1, 4)).toEqual({ ok: true, value: false });
  expect(incrementLogStartOffset(log, 4, 3)).toEqual({ ok: false, error: 'OFFSET_OUT_OF_RANGE' });
  expect(log.logStartOffset).toBe(2);
});

test('records without a time age with their file', () => {
  const log = emptyLog();
  appendAsLeader(log, batchOf(1, -1), 0, T0 + 500, configOf());
  const timeless = log.segments[0]?.maxTimestamp;
  expect(timeless).toBe(-1);
  expect(kept(log, { retentionMs: 1000 }, T0 + 1500)).toBe('0-0');
  expect(kept(log, { retentionMs: 1000 }, T0 + 1501)).toBe('');
});
