import { expect, test } from 'vitest';
import { firstPreset } from '../../scenario/presets/index.ts';
import { advanceTo, openRun, seekTo } from '../../sim/run.ts';
import { ownReplica } from '../../sim/state.ts';
import type { BrokenPromise } from '../protocol.ts';
import { watchPromises } from './promise-watch.ts';

const second = 1_000_000;

test('a run under watch goes its way, back and on again too', () => {
  const run = openRun(firstPreset.document);
  const told: BrokenPromise[] = [];
  const observe = watchPromises((broken) => told.push(broken));
  advanceTo(run, 20 * second, undefined, observe);
  seekTo(run, 12 * second);
  advanceTo(run, 25 * second, undefined, observe);
  expect(told).toEqual([]);
});

test('a high watermark that goes back is told once, with the promise, the moment and the step', () => {
  const run = openRun(firstPreset.document);
  const told: BrokenPromise[] = [];
  const observe = watchPromises((broken) => told.push(broken));
  advanceTo(run, 20 * second, undefined, observe);
  for (const { key, topic, role } of [...run.state.replicas.values()]) {
    if (topic === 'orders' && role === 'leader') ownReplica(run.state, key).highWatermark = 1;
  }
  advanceTo(run, 25 * second, undefined, observe);
  expect(told).toHaveLength(1);
  expect(told[0]?.promise).toContain('high watermark');
  expect(told[0]?.atUs).toBeGreaterThan(20 * second);
  expect(told[0]?.step).toBeGreaterThan(0);
});
