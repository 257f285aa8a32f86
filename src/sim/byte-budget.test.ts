import { expect, test } from 'vitest';
import { byteBudget, bytesOfLogs } from './byte-budget.ts';
import { advanceTo, memoryHeld, openRun, seekTo, stateHash } from './run.ts';
import { origin, producer, seconds, setup, topic } from './testing/small-cluster.ts';

const minutes = (count: number): number => seconds(60 * count);

/** A megabyte a second into logs that keep the last sixteen: what checkpoints keep of the deleted is the larger part. */
const heavy = origin({
  setup: setup({
    topics: [topic({ configs: { 'segment.bytes': '4194304', 'retention.bytes': '5242880' } })],
    brokers: [1, 2, 3].map((id) => ({ id, rack: null })),
    brokerConfigs: { 'metadata.max.idle.interval.ms': '0', 'log.retention.check.interval.ms': '5000' },
    producers: [producer({ ratePerSecond: 100, valueBytes: 10_000, keys: { kind: 'none' } })],
    groups: [],
  }),
});

test('checkpoints thin out so far that they and the logs stay within the budget', () => {
  const run = openRun(heavy);
  let most = 0;
  for (let minute = 1; minute <= 8; minute++) {
    advanceTo(run, minutes(minute));
    const { logs, checkpoints } = memoryHeld(run);
    most = Math.max(most, logs + checkpoints);
  }
  expect(bytesOfLogs(run.state)).toBeGreaterThan(10_000_000);
  expect(most).toBeGreaterThan(byteBudget / 2);
  // Between two checkpoints the logs grow by what five seconds bring.
  expect(most).toBeLessThan(byteBudget + 20_000_000);
  expect(run.checkpoints.length).toBeLessThan(48);
});

test('with fewer checkpoints going back and on still gives the same hash', () => {
  const run = openRun(heavy);
  advanceTo(run, minutes(5));
  const hash = stateHash(run);
  seekTo(run, minutes(2));
  seekTo(run, minutes(5));
  expect(stateHash(run)).toBe(hash);
});
