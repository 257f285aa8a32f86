import { expect, test } from 'vitest';
import { fileBytes } from '../kafka/log/partition-log.ts';
import { actOn, advanceTo, logOf, openRun, type Run, restoreRun, saveRun, stateHash, takeSnapshot } from './run.ts';
import { origin, seconds, setup } from './testing/small-cluster.ts';

type Reader = Parameters<typeof restoreRun>[2];

/** Storage keeps structured clones of the state and the bytes of the files. */
function store(run: Run): { saved: ReturnType<typeof saveRun>; files: Map<string, Uint8Array>; read: Reader } {
  const saved = structuredClone(saveRun(run));
  const files = new Map<string, Uint8Array>();
  const name = (base: number): string => `${String(base).padStart(20, '0')}.log`;
  for (const { broker, topic, partition, segments } of saved.logs) {
    const log = logOf(run, broker, topic, partition);
    for (const { baseOffset } of segments) {
      const bytes = log === undefined ? undefined : fileBytes(log, name(baseOffset));
      files.set(`${broker}/${topic}-${partition}/${baseOffset}`, new Uint8Array(bytes ?? []));
    }
  }
  const read: Reader = (broker, topic, partition, base) =>
    files.get(`${broker}/${topic}-${partition}/${base}`) ?? new Uint8Array(0);
  return { saved, files, read };
}

test('a run that was saved and restored has the same hash and goes on the same way', () => {
  const run = openRun(origin());
  advanceTo(run, seconds(22.5));
  const { saved, read } = store(run);
  const restored = restoreRun(run.origin, saved, read);
  expect(restored.damaged).toBe(false);
  expect(stateHash(restored.run)).toBe(stateHash(run));
  for (const r of [run, restored.run]) {
    advanceTo(r, seconds(30));
    actOn(r, { do: 'kill-broker', broker: 2 });
    advanceTo(r, seconds(60));
  }
  expect(stateHash(restored.run)).toBe(stateHash(run));
});

test('so has a run with three controllers, in the middle of an election', () => {
  const run = openRun(origin({ setup: setup({ controllerIds: [100, 101, 102] }) }));
  advanceTo(run, seconds(20));
  actOn(run, { do: 'kill-controller', controller: takeSnapshot(run).controller.id });
  advanceTo(run, seconds(22.2));
  const { saved, read } = store(run);
  const restored = restoreRun(run.origin, saved, read);
  expect(restored.damaged).toBe(false);
  for (const r of [run, restored.run]) advanceTo(r, seconds(40));
  expect(stateHash(restored.run)).toBe(stateHash(run));
});

test.each(['orders', '__cluster_metadata'])('combined nodes go on too, also when %s of one was damaged', (topic) => {
  const run = openRun(origin({ setup: setup({ controllerId: 1, controllerIds: [1, 2, 3] }) }));
  advanceTo(run, seconds(20));
  actOn(run, { do: 'kill-broker', broker: takeSnapshot(run).controller.id });
  advanceTo(run, seconds(22.2));
  const { saved, files, read } = store(run);
  const whole = restoreRun(run.origin, structuredClone(saved), read);
  expect(whole.damaged).toBe(false);
  for (const r of [run, whole.run]) advanceTo(r, seconds(40));
  expect(stateHash(whole.run)).toBe(stateHash(run));
  const hit = takeSnapshot(run).brokers.find(({ state }) => state === 'running')?.id ?? -1;
  const bytes = files.get(`${hit}/${topic}-0/0`);
  if (bytes === undefined) throw new Error('it has that log');
  bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 0x40;
  const { run: restored, damaged } = restoreRun(run.origin, saved, read);
  expect(damaged).toBe(true);
  advanceTo(restored, seconds(70));
  const { brokers, controllers } = takeSnapshot(restored);
  expect(brokers.filter(({ state }) => state === 'running')).toHaveLength(2);
  expect(controllers.filter(({ active }) => active)).toHaveLength(1);
  expect(controllers.filter(({ state }) => state === 'running')).toHaveLength(2);
});

test('a flipped byte in a stored segment ends that log, and its broker recovers and catches up', () => {
  const run = openRun(origin());
  advanceTo(run, seconds(25));
  const { saved, files, read } = store(run);
  const leader = takeSnapshot(run).partitions.find((p) => p.partition === 0)?.leader ?? -1;
  const bytes = files.get(`${leader}/orders-0/0`);
  if (bytes === undefined) throw new Error('the leader has a log');
  bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 0x40;
  const { run: restored, damaged } = restoreRun(run.origin, saved, read);
  expect(damaged).toBe(true);
  const update = restored.state.updates.find((u) => u.kind === 'log-damaged');
  expect(update).toMatchObject({ broker: leader, topic: 'orders', partition: 0 });
  advanceTo(restored, seconds(70));
  const after = takeSnapshot(restored).partitions.find((p) => p.partition === 0);
  expect(after?.isr.length).toBe(3);
  const ends = new Set(after?.replicas.map((r) => r.logEndOffset));
  expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(3);
});
