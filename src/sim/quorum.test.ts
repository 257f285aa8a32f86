import { expect, test } from 'vitest';
import { activeController } from './controller/active-controller.ts';
import { actOn, advanceTo, drainUpdates, nowUs, openRun, type Run, seekTo, stateHash } from './run.ts';
import { freezeNewestCheckpoint } from './testing/freeze.ts';
import { origin, seconds, setup } from './testing/small-cluster.ts';
import type { Update } from './update.ts';
import { takeSnapshot } from './view.ts';

const network = { latencyUs: 1000, jitterUs: 200, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 };

const quorum = (ids: readonly number[] = [100, 101, 102], seed = 7): Run =>
  openRun(origin({ seed, setup: setup({ controllerId: ids[0] ?? 100, controllerIds: ids, network }) }));

const after = (run: Run, us: number): Update[] => {
  advanceTo(run, nowUs(run) + us);
  return drainUpdates(run);
};

const kinds = (updates: readonly Update[]): string[] => updates.map(({ kind }) => kind);
const leader = (run: Run): number => activeController(run.state).id;

test('three voters elect a controller, brokers register with it, and topics come into being', () => {
  const run = quorum();
  const updates = after(run, seconds(15));
  expect(kinds(updates).filter((kind) => kind === 'controller-elected')).toHaveLength(1);
  expect(kinds(updates).filter((kind) => kind === 'broker-unfenced')).toHaveLength(3);
  expect(kinds(updates)).toContain('topic-created');
  const snapshot = takeSnapshot(run);
  expect(snapshot.controllers.map(({ state }) => state)).toEqual(['running', 'running', 'running']);
  expect(snapshot.controllers.filter(({ active }) => active).map(({ id }) => id)).toEqual([snapshot.controller.id]);
  expect(new Set(snapshot.controllers.map(({ highWatermark }) => highWatermark)).size).toBe(1);
  expect(snapshot.brokers.every(({ fenced }) => !fenced)).toBe(true);
});

test.each(['kill-controller', 'stop-controller', 'pause-controller'] as const)(
  'after %s another takes over, and it fences the broker that dies',
  (act) => {
    const run = quorum();
    after(run, seconds(15));
    const first = leader(run);
    actOn(run, { do: act, controller: first });
    const updates = after(run, seconds(8));
    expect(kinds(updates)).toContain('controller-elected');
    expect(kinds(updates)).not.toContain('broker-fenced');
    expect(leader(run)).not.toBe(first);
    actOn(run, { do: 'kill-broker', broker: 1 });
    const then = after(run, seconds(15));
    expect(then).toContainEqual(expect.objectContaining({ kind: 'broker-fenced', broker: 1 }));
    expect(kinds(then)).toContain('leader-elected');
    if (act === 'pause-controller') actOn(run, { do: 'resume-controller', controller: first });
    else actOn(run, { do: 'start-controller', controller: first });
    after(run, seconds(5));
    const { controllers } = takeSnapshot(run);
    expect(new Set(controllers.map(({ logEndOffset }) => logEndOffset)).size).toBe(1);
    expect(controllers.find(({ id }) => id === first)?.role).toBe('follower');
  },
);

test('a leader that is cut off from the others resigns, and one of them leads', () => {
  const run = quorum();
  after(run, seconds(15));
  const first = leader(run);
  for (const other of [100, 101, 102].filter((id) => id !== first)) {
    actOn(run, { do: 'cut-link', from: other, to: first });
    actOn(run, { do: 'cut-link', from: first, to: other });
  }
  const updates = after(run, seconds(10));
  expect(updates).toContainEqual(expect.objectContaining({ kind: 'quorum-lost', controller: first }));
  expect(kinds(updates)).toContain('controller-elected');
  expect(leader(run)).not.toBe(first);
});

test('without a majority nothing of the metadata changes, and records go on being written', () => {
  const run = quorum([100, 101, 102, 103, 104]);
  after(run, seconds(15));
  for (const controller of [100, 101, 102]) actOn(run, { do: 'kill-controller', controller });
  expect(kinds(drainUpdates(run))).toContain('quorum-lost');
  after(run, seconds(5));
  const before = run.state.evidence.acknowledged;
  actOn(run, { do: 'create-topic', topic: { name: 'late', partitions: 1, replicationFactor: 3, configs: {} } });
  const during = after(run, seconds(20));
  expect(kinds(during)).not.toContain('topic-created');
  expect(kinds(during)).not.toContain('broker-fenced');
  expect(run.state.evidence.acknowledged).toBeGreaterThan(before);
  actOn(run, { do: 'start-controller', controller: 101 });
  const updates = after(run, seconds(10));
  expect(kinds(updates)).toContain('controller-elected');
  expect(updates).toContainEqual(expect.objectContaining({ kind: 'topic-created', topic: 'late' }));
});

test('a run with three controllers comes again the same, and from a checkpoint', () => {
  const run = quorum();
  after(run, seconds(12));
  actOn(run, { do: 'kill-controller', controller: leader(run) });
  freezeNewestCheckpoint(run);
  after(run, seconds(20));
  const hash = stateHash(run);
  const again = openRun({ ...run.origin, commands: run.commands });
  advanceTo(again, nowUs(run));
  expect(stateHash(again)).toBe(hash);
  seekTo(again, seconds(13));
  advanceTo(again, nowUs(run));
  expect(stateHash(again)).toBe(hash);
});
