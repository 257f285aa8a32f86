import { expect, test } from 'vitest';
import { assert } from '../../base/assert.ts';
import { firstPreset } from '../../scenario/presets/index.ts';
import { eventCount } from '../../sim/run.ts';
import { frame } from './calls/time.ts';
import { createDiskDesk } from './disk/disk-desk.ts';
import { addRun, type HostState, withRun } from './host-state.ts';
import { runOf } from './open-run.ts';
import { createStorageRole } from './storage-role.ts';
import { openTab } from './testing/in-process.ts';

const document = { ...firstPreset.document, momentUs: 2_000_000 };

function hostWithRuns(...ids: string[]): HostState {
  const { ports } = openTab();
  const host: HostState = {
    ports,
    role: createStorageRole(ports.openStorage),
    runs: new Map(),
    disk: createDiskDesk(),
  };
  for (const id of ids)
    addRun(host, { id, document, run: runOf(document), damaged: false, restored: false, stored: false });
  return host;
}

test('a broken promise ends its run with seed, moment and step, and no other run', async () => {
  const host = hostWithRuns('a', 'b');
  const failed = withRun(host, 'a', () => assert(false, 'the high watermark never falls'));
  const step = eventCount(runOf(document));
  const error = {
    kind: 'invariant',
    message: 'the high watermark never falls',
    seed: document.seed,
    atUs: 2_000_000,
    step,
  };
  expect(failed).toEqual({ ok: false, error });
  const params = { simulatedUs: 1000, budgetMs: 10 };
  expect(await frame(host, { runId: 'a', ...params })).toEqual({ ok: false, error });
  expect((await frame(host, { runId: 'b', ...params })).ok).toBe(true);
});

test('any other error of the engine is shown like a broken promise', () => {
  const host = hostWithRuns('a');
  const failed = withRun(host, 'a', () => (undefined as unknown as { x: number }).x);
  expect(failed).toMatchObject({ ok: false, error: { kind: 'invariant', seed: document.seed } });
});
