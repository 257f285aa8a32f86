import { expect, test } from 'vitest';
import { defaultLogConfig } from '../kafka/log/log-config.ts';
import { parseLogConfig } from './log-settings.ts';

test('without configs a log has the defaults of Kafka', () => {
  expect(parseLogConfig(new Map(), {})).toEqual(defaultLogConfig);
});

test('a topic overrides its broker, and ms come before minutes and hours', () => {
  const broker = { 'log.retention.hours': '2', 'log.retention.minutes': '5', 'log.roll.hours': '1' };
  expect(parseLogConfig(new Map(), broker)).toMatchObject({ retentionMs: 300_000, segmentMs: 3_600_000 });
  expect(parseLogConfig(new Map([['retention.ms', '7']]), broker).retentionMs).toBe(7);
});

test('never is a number that can be counted with', () => {
  const config = parseLogConfig(new Map([['max.compaction.lag.ms', '9223372036854775807']]), {});
  expect(config.maxCompactionLagMs).toBe(Number.MAX_SAFE_INTEGER);
});

test('both cleanup policies may hold, and none', () => {
  expect(parseLogConfig(new Map([['cleanup.policy', 'compact, delete']]), {}).cleanupPolicy).toEqual([
    'delete',
    'compact',
  ]);
  expect(parseLogConfig(new Map([['cleanup.policy', '']]), {}).cleanupPolicy).toEqual([]);
});

test('a negative number of hours keeps records for ever, as −1 ms does', () => {
  expect(parseLogConfig(new Map(), { 'log.retention.hours': '-1' }).retentionMs).toBe(-1);
});
