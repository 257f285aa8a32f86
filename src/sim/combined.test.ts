import { expect, test } from 'vitest';
import { activeController } from './controller/active-controller.ts';
import { actOn, advanceTo, drainUpdates, nowUs, openRun, type Run, seekTo, stateHash } from './run.ts';
import { freezeNewestCheckpoint } from './testing/freeze.ts';
import { origin, seconds, setup } from './testing/small-cluster.ts';
import type { Update } from './update.ts';
import { takeSnapshot } from './view.ts';

const network = { latencyUs: 1000, jitterUs: 200, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 };

/** Brokers 1, 2, 3, which are the voters too; or only the first of them is. */
const combined = (voters: readonly number[] = [1, 2, 3], seed = 7): Run => {
  const several = voters.length > 1 && { controllerIds: voters };
  return openRun(origin({ seed, setup: setup({ controllerId: voters[0] ?? 1, ...several, network }) }));
};

const after = (run: Run, us: number): Update[] => {
  advanceTo(run, nowUs(run) + us);
  return drainUpdates(run);
};

const kinds = (updates: readonly Update[]): string[] => updates.map(({ kind }) => kind);
const leader = (run: Run): number => activeController(run.state).id;
const statesOf = (run: Run): string[] => takeSnapshot(run).brokers.map(({ state }) => state);

test.each([[[1, 2, 3]], [[1]], [[2, 100, 3]]])(
  'with voters %j each node registers with the active controller, and topics come into being',
  (voters) => {
    const run = combined(voters);
    const updates = after(run, seconds(15));
    expect(kinds(updates).filter((kind) => kind === 'broker-unfenced')).toHaveLength(3);
    expect(kinds(updates)).toContain('topic-created');
    expect(takeSnapshot(run).evidence.acknowledged).toBeGreaterThan(0);
    const { brokers, controllers, controller } = takeSnapshot(run);
    expect(statesOf(run)).toEqual(['running', 'running', 'running']);
    expect(controllers.map(({ state }) => state)).toEqual(voters.map(() => 'running'));
    expect(controllers.filter(({ active }) => active).map(({ id }) => id)).toEqual([controller.id]);
    for (const { metadataOffset } of brokers) expect(metadataOffset).toBe(controller.metadataOffset);
  },
);

test('a node has one metadata log, which its broker does not fetch', () => {
  const run = combined();
  after(run, seconds(15));
  const logs = [...run.state.logs.values()].filter(({ topic }) => topic === '__cluster_metadata');
  expect(logs).toHaveLength(3);
  expect([...run.state.timers.keys()].filter((key) => key.endsWith('/metadata-fetch-timeout'))).toEqual([]);
});

test.each(['kill-broker', 'power-off-broker', 'stop-broker', 'pause-broker'] as const)(
  'after %s of the active controller another node leads the quorum and its partitions',
  (act) => {
    const run = combined();
    after(run, seconds(15));
    const first = leader(run);
    actOn(run, { do: act, broker: first });
    const updates = after(run, seconds(20));
    expect(kinds(updates)).toContain('controller-elected');
    expect(kinds(updates)).toContain('leader-elected');
    expect(leader(run)).not.toBe(first);
    const { controllers } = takeSnapshot(run);
    const paused = act === 'pause-broker';
    expect(controllers.find(({ id }) => id === first)?.state).toBe(paused ? 'paused' : 'stopped');
    actOn(run, { do: paused ? 'resume-broker' : 'start-broker', broker: first });
    const then = after(run, seconds(10));
    expect(then).toContainEqual(expect.objectContaining({ kind: 'broker-unfenced', broker: first }));
    const now = takeSnapshot(run);
    expect(new Set(now.controllers.map(({ logEndOffset }) => logEndOffset)).size).toBe(1);
    expect(now.controllers.find(({ id }) => id === first)?.role).toBe('follower');
    expect(statesOf(run)).toEqual(['running', 'running', 'running']);
  },
);

test('a stop ends the broker first, with the leave of the controller beside it, and then the controller', () => {
  const run = combined([1]);
  after(run, seconds(15));
  actOn(run, { do: 'stop-broker', broker: 1 });
  const updates = after(run, seconds(2));
  expect(kinds(updates).filter((kind) => /stop|elected|quorum/.test(kind))).toEqual([
    'broker-stopping',
    'leader-elected',
    'quorum-lost',
    'broker-stopped',
  ]);
  expect(run.state.brokers.get(1)?.cleanShutdownEpoch).toBeGreaterThan(0);
  expect(takeSnapshot(run).controllers[0]?.state).toBe('stopped');
});

test('without a majority the controller of a stopping node waits five seconds for a successor', () => {
  const run = combined();
  after(run, seconds(15));
  const first = leader(run);
  actOn(run, { do: 'stop-broker', broker: first });
  for (const id of [1, 2, 3]) if (id !== first) actOn(run, { do: 'kill-broker', broker: id });
  expect(kinds(drainUpdates(run))).toContain('quorum-lost');
  after(run, seconds(3));
  expect(statesOf(run)[first - 1]).toBe('stopping');
  actOn(run, { do: 'start-broker', broker: first });
  expect(drainUpdates(run).at(-1)).toMatchObject({ kind: 'refused', message: `Broker ${first} is running.` });
});

test('the majority of combined nodes is the majority of the quorum', () => {
  const run = combined();
  after(run, seconds(15));
  actOn(run, { do: 'kill-broker', broker: 1 });
  expect(kinds(drainUpdates(run))).not.toContain('quorum-lost');
  actOn(run, { do: 'kill-broker', broker: 2 });
  expect(kinds(drainUpdates(run))).toContain('quorum-lost');
  after(run, seconds(5));
  expect(takeSnapshot(run).controllers.some(({ active }) => active)).toBe(false);
  actOn(run, { do: 'start-broker', broker: 1 });
  expect(kinds(after(run, seconds(10)))).toContain('controller-elected');
});

test('links that are cut do not come between a node and itself, and hit both of its roles', () => {
  const run = combined();
  after(run, seconds(15));
  const first = leader(run);
  for (const id of [1, 2, 3].filter((other) => other !== first)) {
    actOn(run, { do: 'cut-link', from: first, to: id });
    actOn(run, { do: 'cut-link', from: id, to: first });
  }
  const updates = after(run, seconds(20));
  expect(updates).toContainEqual(expect.objectContaining({ kind: 'broker-fenced', broker: first }));
  expect(leader(run)).not.toBe(first);
  const alone = run.state.controllers.get(first);
  expect(alone?.raft.role.kind).not.toBe('leader');
});

test('the power and the whole cluster: everything comes back with both roles', () => {
  const run = combined();
  after(run, seconds(20));
  const topics = takeSnapshot(run).topics.length;
  actOn(run, { do: 'power-off' });
  expect(statesOf(run)).toEqual(['crashed', 'crashed', 'crashed']);
  expect(takeSnapshot(run).controllers.every(({ state }) => state === 'stopped')).toBe(true);
  after(run, seconds(1));
  actOn(run, { do: 'power-on' });
  after(run, seconds(20));
  expect(statesOf(run)).toEqual(['running', 'running', 'running']);
  expect(takeSnapshot(run).topics).toHaveLength(topics);
});

test('a power failure takes nothing of the metadata log: a voter flushes it', () => {
  const run = combined();
  after(run, seconds(15));
  const end = takeSnapshot(run).controllers[1]?.logEndOffset;
  actOn(run, { do: 'power-off-broker', broker: 2 });
  expect(takeSnapshot(run).controllers[1]?.logEndOffset).toBe(end);
  const cut = [...(run.state.brokers.get(2)?.rawDirectories.keys() ?? [])];
  expect(cut.map((key) => run.state.logs.get(key)?.topic)).not.toContain('__cluster_metadata');
});

test('a full disk under the metadata log ends the node', () => {
  const run = combined();
  after(run, seconds(15));
  const first = leader(run);
  actOn(run, { do: 'remove-producer', producer: 'checkout' });
  actOn(run, { do: 'fill-disk', broker: first, freeBytes: 0 });
  drainUpdates(run);
  actOn(run, { do: 'create-topic', topic: { name: 'more', partitions: 1, replicationFactor: 3, configs: {} } });
  const updates = after(run, seconds(10));
  expect(updates).toContainEqual(
    expect.objectContaining({ kind: 'log-dir-failed', broker: first, topic: '__cluster_metadata' }),
  );
  expect(takeSnapshot(run).controllers.find(({ id }) => id === first)?.state).toBe('stopped');
  expect(kinds(updates)).toContain('controller-elected');
});

test('a standby that comes back to a full disk ends again, and knows of nothing beyond its log', () => {
  const run = combined();
  after(run, seconds(15));
  const standby = [1, 2, 3].find((id) => id !== leader(run)) ?? -1;
  actOn(run, { do: 'kill-broker', broker: standby });
  after(run, seconds(15));
  actOn(run, { do: 'fill-disk', broker: standby, freeBytes: 0 });
  actOn(run, { do: 'start-broker', broker: standby });
  const updates = after(run, seconds(3));
  expect(updates).toContainEqual(expect.objectContaining({ kind: 'log-dir-failed', topic: '__cluster_metadata' }));
  const view = takeSnapshot(run).controllers.find(({ id }) => id === standby);
  expect(view?.state).toBe('stopped');
  expect(view?.highWatermark).toBeLessThanOrEqual(view?.logEndOffset ?? 0);
});

test('acts on the controller of a combined node are refused: its process is the broker', () => {
  const run = combined();
  for (const act of ['stop', 'kill', 'start', 'pause', 'resume'] as const) {
    actOn(run, { do: `${act}-controller`, controller: 1 });
    expect(drainUpdates(run).at(-1)).toMatchObject({
      kind: 'refused',
      message: 'Node 1 is broker and controller in one process: act on broker 1.',
    });
  }
});

test('no byte of a voter’s metadata log is overwritten', () => {
  const run = combined();
  after(run, seconds(15));
  actOn(run, { do: 'kill-broker', broker: 2 });
  const path = '__cluster_metadata-0/00000000000000000000.log';
  actOn(run, { do: 'write-byte', broker: 2, path, position: 3, value: 1 });
  expect(drainUpdates(run).at(-1)).toMatchObject({
    kind: 'refused',
    message: 'Broker 2 is a controller too: the disks of controllers are sound here.',
  });
});

test('a paused node is paused in both roles', () => {
  const run = combined();
  after(run, seconds(15));
  const first = leader(run);
  actOn(run, { do: 'pause-broker', broker: first });
  expect(takeSnapshot(run).controllers.find(({ id }) => id === first)?.state).toBe('paused');
  after(run, seconds(8));
  expect(leader(run)).not.toBe(first);
});

test('the same run has the same hash, by way of a checkpoint too, and checkpoints are not written to', () => {
  const play = (): Run => {
    const run = combined();
    after(run, seconds(15));
    freezeNewestCheckpoint(run);
    actOn(run, { do: 'kill-broker', broker: leader(run) });
    after(run, seconds(10));
    actOn(run, { do: 'start-broker', broker: 1 });
    after(run, seconds(10));
    return run;
  };
  const run = play();
  const hash = stateHash(run);
  expect(stateHash(play())).toBe(hash);
  const end = nowUs(run);
  seekTo(run, seconds(7));
  advanceTo(run, end);
  expect(stateHash(run)).toBe(hash);
});
