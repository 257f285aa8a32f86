import { expect, test } from 'vitest';
import { err } from '../../base/result.ts';
import type { RunDocument } from '../../scenario/document.ts';
import { firstPreset } from '../../scenario/presets/index.ts';
import type { RunStore } from '../../storage/run-store.ts';
import type { OpenedRun } from '../protocol.ts';
import { mostKeptRuns } from './kept-runs.ts';
import { type Browser, newBrowser, openTab, type Tab } from './testing/in-process.ts';

const document: RunDocument = { ...firstPreset.document, momentUs: 12_000_000 };
const kill = { do: 'kill-broker', broker: 1 } as const;
const stored = { kind: 'stored', pendingBytes: 0 };

const open = (tab: Tab, over: Partial<RunDocument> = {}): Promise<OpenedRun> =>
  tab.ask('open', { document: { ...document, ...over }, store: true });
const frame = (tab: Tab, runId: string, simulatedUs: number) =>
  tab.ask('frame', { runId, simulatedUs, budgetMs: 1000 });

/** A run with an act and some seconds after it, in storage; and the document and hash it has. */
async function storedRun(browser: Browser): Promise<{ runId: string; hash: string; document: RunDocument }> {
  const tab = openTab(browser);
  const { runId } = await open(tab);
  await tab.ask('act', { runId, command: kill });
  await frame(tab, runId, 14_000_000);
  expect(await tab.ask('flush', { runId })).toEqual(stored);
  const told = await tab.ask('document', { runId });
  const { hash } = await tab.ask('hash', { runId });
  tab.closeTab();
  return { runId, hash, document: told };
}

function resumed(run: OpenedRun | null): OpenedRun {
  if (run === null) throw new Error('nothing was resumed');
  return run;
}

test('with nothing stored there is nothing to resume', async () => {
  expect(await openTab().ask('resume', {})).toBeNull();
});

test('a reload without a link resumes the same moment with the same hash', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  const run = resumed(await openTab(browser).ask('resume', {}));
  expect(run.resumed).toEqual({ damaged: false, restored: true });
  expect(run.hash).toBe(before.hash);
  expect(run.document).toEqual(before.document);
  expect(run.frame.commands).toBe(1);
  expect(run.frame.storage).toEqual(stored);
});

test('a reload with the run’s own link resumes it; the preset’s name does not matter', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  const run = await openTab(browser).ask('open', { document: { ...before.document, preset: 'custom' }, store: true });
  expect(run.runId).toBe(before.runId);
  expect(run.resumed).toEqual({ damaged: false, restored: true });
  expect(run.hash).toBe(before.hash);
});

test('a resumed run tells again, part by part, what it told before it was stored', async () => {
  const browser = newBrowser();
  const first = openTab(browser);
  const { runId, frame: start } = await open(first);
  const acted = await first.ask('act', { runId, command: kill });
  const onward = await frame(first, runId, 14_000_000);
  await first.ask('flush', { runId });
  first.closeTab();
  const told = [start, acted, onward].flatMap(({ updates }) => updates);

  const tab = openTab(browser, { msPerLook: 3 });
  const run = resumed(await tab.ask('resume', {}));
  expect(run.resumed).toEqual({ damaged: false, restored: true });
  expect(run.frame.updates).toEqual([]);
  const asked = { runId: run.runId, untilUs: run.frame.snapshot.atUs, budgetMs: 1 };
  let answer = await tab.ask('lookBack', asked);
  expect(answer.kind).toBe('working');
  for (let parts = 0; answer.kind === 'working' && parts < 10_000; parts++) answer = await tab.ask('lookBack', asked);
  expect(answer).toEqual({ kind: 'told', updates: told });
  // Nothing of the run has changed by it.
  expect((await tab.ask('hash', { runId: run.runId })).hash).toBe(run.hash);
});

test('a resumed run goes on as the unbroken one does', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  const tab = openTab(browser);
  const { runId } = resumed(await tab.ask('resume', {}));
  await frame(tab, runId, 9_000_000);
  const unbroken = openTab();
  const whole = await unbroken.ask('open', {
    document: { ...before.document, momentUs: before.document.momentUs + 9_000_000 },
    store: false,
  });
  expect((await tab.ask('hash', { runId })).hash).toBe(whole.hash);
});

test('a resumed run can be sought back beyond the moment of the reload, and its acts undone', async () => {
  const browser = newBrowser();
  await storedRun(browser);
  const tab = openTab(browser);
  const { runId } = resumed(await tab.ask('resume', {}));
  const plain = openTab();
  const same = await plain.ask('open', { document: { ...document, momentUs: 5_000_000 }, store: false });
  await tab.ask('seek', { runId, atUs: 5_000_000 });
  expect((await tab.ask('hash', { runId })).hash).toBe(same.hash);
  await tab.ask('seek', { runId, atUs: 13_000_000 });
  expect((await tab.ask('undo', { runId })).commands).toBe(0);
  await plain.ask('seek', { runId: same.runId, atUs: 13_000_000 });
  expect(await tab.ask('hash', { runId })).toEqual(await plain.ask('hash', { runId: same.runId }));
});

test('undo right after a reload takes the last act before it back', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  const tab = openTab(browser);
  const { runId } = resumed(await tab.ask('resume', {}));
  const undone = await tab.ask('undo', { runId });
  expect(undone.commands).toBe(0);
  expect(undone.snapshot.atUs).toBe(before.document.momentUs);
});

test('what has happened since a reload is stored too', async () => {
  const browser = newBrowser();
  await storedRun(browser);
  const second = openTab(browser);
  const { runId } = resumed(await second.ask('resume', {}));
  await second.ask('act', { runId, command: { do: 'start-broker', broker: 1 } });
  await frame(second, runId, 8_000_000);
  await second.ask('flush', { runId });
  const { hash } = await second.ask('hash', { runId });
  second.closeTab();
  expect(resumed(await openTab(browser).ask('resume', {})).hash).toBe(hash);
});

test('the same run at another moment is replayed and takes the place of the stored moment', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  const tab = openTab(browser);
  const earlier = await tab.ask('open', { document: { ...before.document, momentUs: 13_000_000 }, store: true });
  expect(earlier.resumed).toBe(false);
  expect(earlier.runId).toBe(before.runId);
  await tab.ask('flush', { runId: earlier.runId });
  tab.closeTab();
  const back = resumed(await openTab(browser).ask('resume', {}));
  expect(back.hash).toBe(earlier.hash);
  expect(await openTab(browser).ask('storedRuns', {})).toHaveLength(1);
});

test('another document is a run beside the stored one, which stays and can be resumed by name', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  const tab = openTab(browser);
  browser.clockMs += 1000;
  const other = await open(tab, { seed: 5 });
  await tab.ask('flush', { runId: other.runId });
  const listed = await tab.ask('storedRuns', {});
  expect(listed.map((run) => run.runId)).toEqual([other.runId, before.runId]);
  expect(listed[1]?.document).toEqual(before.document);
  expect(resumed(await tab.ask('resume', { storedRun: before.runId })).hash).toBe(before.hash);
  expect(await tab.ask('resume', { storedRun: 'nobody' })).toBeNull();
});

test('a document that cannot be read leaves storage as it was', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  const tab = openTab(browser);
  const broken = { ...before.document, setup: null } as unknown as RunDocument;
  expect((await tab.call('open', { document: broken, store: true })).ok).toBe(false);
  expect(resumed(await tab.ask('resume', {})).hash).toBe(before.hash);
});

test('only the newest runs are kept', async () => {
  const browser = newBrowser();
  const tab = openTab(browser);
  for (let seed = 100; seed < 100 + mostKeptRuns + 2; seed++) {
    const { runId } = await open(tab, { seed, momentUs: 0 });
    browser.clockMs += 10;
    await tab.ask('close', { runId });
  }
  const listed = await tab.ask('storedRuns', {});
  expect(listed).toHaveLength(mostKeptRuns);
  expect(listed[0]?.document.seed).toBe(100 + mostKeptRuns + 1);
});

test('a run without acts and frames is not written until somebody asks', async () => {
  const browser = newBrowser();
  const tab = openTab(browser);
  const { runId } = await open(tab);
  await frame(tab, runId, 0);
  tab.runTimers();
  expect(await tab.ask('storedRuns', {})).toEqual([]);
  await tab.ask('flush', { runId });
  expect(await tab.ask('storedRuns', {})).toHaveLength(1);
});

test('a running run is written about every two seconds, also when frames stop coming', async () => {
  const browser = newBrowser();
  const tab = openTab(browser);
  const { runId } = await open(tab);
  await frame(tab, runId, 100_000);
  await tab.ask('flush', { runId });
  browser.clockMs += 500;
  await frame(tab, runId, 100_000);
  const moment = async () => (await tab.ask('storedRuns', {}))[0]?.document.momentUs;
  expect(await moment()).toBe(12_100_000);
  browser.clockMs += 1600;
  tab.runTimers();
  expect(await moment()).toBe(12_200_000);
});

const logs = (browser: Browser) =>
  [...(browser.disk.runs.values().next().value?.chunks ?? [])].filter(([path]) => path.endsWith('.log'));

test('files stand under Kafka’s names', async () => {
  const browser = newBrowser();
  await storedRun(browser);
  const paths = [...(browser.disk.runs.values().next().value?.chunks.keys() ?? [])];
  expect(paths).toContain('broker-1/orders-0/00000000000000000000.log');
  expect(paths).toContain('broker-2/orders-0/leader-epoch-checkpoint');
  expect(paths).toContain('broker-3/orders-0/partition.metadata');
  expect(paths).toContain('controller-100/__cluster_metadata-0/00000000000000000000.log');
});

test('stored bytes whose CRC fails end that log; the run says that it is damaged, also after one more reload', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  const [, chunks] =
    logs(browser).find(([path, [chunk]]) => path.startsWith('broker-2/orders') && (chunk?.bytes.length ?? 0) > 200) ??
    [];
  const bytes = chunks?.[0]?.bytes;
  if (!bytes) throw new Error('broker 2 has a log with records');
  bytes[150] = (bytes[150] ?? 0) ^ 1;

  const tab = openTab(browser);
  const run = await tab.ask('open', { document: before.document, store: true });
  expect(run.resumed).toEqual({ damaged: true, restored: true });
  expect(run.hash).not.toBe(before.hash);
  expect(run.frame.updates.map((update) => update.kind)).toContain('log-damaged');
  const later = await frame(tab, run.runId, 20_000_000);
  expect(later.snapshot.brokers.find((broker) => broker.id === 2)?.state).toBe('running');
  await tab.ask('flush', { runId: run.runId });
  const { hash } = await tab.ask('hash', { runId: run.runId });
  tab.closeTab();

  const again = resumed(await openTab(browser).ask('resume', {}));
  expect(again.resumed).toEqual({ damaged: true, restored: true });
  expect(again.hash).toBe(hash);
});

test('a damaged run is whole again once it is replayed from before', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  for (const [, [chunk]] of logs(browser)) if (chunk && chunk.bytes.length > 200) chunk.bytes[150] = 0x77;
  const tab = openTab(browser);
  const { runId } = resumed(await tab.ask('resume', {}));
  await frame(tab, runId, 3_000_000);
  await tab.ask('seek', { runId, atUs: before.document.momentUs });
  expect((await tab.ask('hash', { runId })).hash).toBe(before.hash);
});

test('a checkpoint of another version is not restored: the document is replayed to the same hash', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  for (const [id, kept] of browser.disk.runs) {
    browser.disk.runs = new Map(browser.disk.runs).set(id, { ...kept, run: { ...kept.run, version: 99 } });
  }
  const run = resumed(await openTab(browser).ask('resume', {}));
  expect(run.hash).toBe(before.hash);
  expect(run.resumed).toEqual({ damaged: false, restored: false });
});

test('a checkpoint that makes no sense is not restored either', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  for (const [id, kept] of browser.disk.runs) {
    const saved = { ...kept.saved, state: {} } as typeof kept.saved;
    browser.disk.runs = new Map(browser.disk.runs).set(id, { ...kept, saved });
  }
  expect(resumed(await openTab(browser).ask('resume', {})).hash).toBe(before.hash);
});

test.each(['no-indexeddb', 'no-web-locks', 'failed'] as const)(
  'without storage (%s) the run lives in memory and says why',
  async (no) => {
    const tab = openTab(newBrowser(), { no });
    const run = await open(tab);
    expect(run.frame.storage).toEqual({ kind: 'memory', reason: no });
    await tab.ask('act', { runId: run.runId, command: kill });
    expect(await tab.ask('flush', { runId: run.runId })).toEqual({ kind: 'memory', reason: no });
    expect(await tab.ask('resume', {})).toBeNull();
    expect(await tab.ask('storedRuns', {})).toEqual([]);
    expect((await tab.call('takeOver', { runId: run.runId })).ok).toBe(true);
  },
);

test.each(['quota', 'failed'] as const)(
  'when a write fails (%s) the run goes on in memory and storage keeps the last moment',
  async (failure) => {
    const browser = newBrowser();
    let fails = false;
    const storeOf = (store: RunStore): RunStore => ({
      ...store,
      commit: async (commit) => (fails ? err(failure) : store.commit(commit)),
    });
    const tab = openTab(browser, { storeOf });
    const { runId } = await open(tab);
    await frame(tab, runId, 1_000_000);
    await tab.ask('flush', { runId });
    const kept = await tab.ask('hash', { runId });
    fails = true;
    await frame(tab, runId, 1_000_000);
    expect(await tab.ask('flush', { runId })).toEqual({ kind: 'memory', reason: failure });
    const later = await frame(tab, runId, 1_000_000);
    expect(later.snapshot.atUs).toBe(15_000_000);
    expect(later.storage).toEqual({ kind: 'memory', reason: failure });
    const other = openTab(browser);
    expect(resumed(await other.ask('resume', {})).hash).toBe(kept.hash);

    fails = false;
    expect(await tab.ask('takeOver', { runId })).toEqual(stored);
  },
);

test('a second tab runs in memory, says so, and takes over; the first is told and goes on in memory', async () => {
  const browser = newBrowser();
  const first = openTab(browser);
  const one = await open(first);
  await first.ask('act', { runId: one.runId, command: kill });
  await first.ask('flush', { runId: one.runId });
  const firstHash = await first.ask('hash', { runId: one.runId });

  const second = openTab(browser);
  const two = await open(second);
  expect(two.frame.storage).toEqual({ kind: 'memory', reason: 'other-tab' });
  await frame(second, two.runId, 1_000_000);
  expect(await second.ask('takeOver', { runId: two.runId })).toEqual(stored);

  const lost = await frame(first, one.runId, 1_000_000);
  expect(lost.storage).toEqual({ kind: 'memory', reason: 'other-tab' });
  expect(await first.ask('flush', { runId: one.runId })).toEqual({ kind: 'memory', reason: 'other-tab' });
  const listed = await second.ask('storedRuns', {});
  expect(listed).toHaveLength(2);
  expect(listed.find((run) => run.runId === one.runId)?.document.momentUs).toBe(firstHash.atUs);

  expect(await first.ask('takeOver', { runId: one.runId })).toEqual(stored);
  expect((await frame(second, two.runId, 1000)).storage).toEqual({ kind: 'memory', reason: 'other-tab' });
});

test('taking over does not write over what the other tab has made of the same run', async () => {
  const browser = newBrowser();
  const before = await storedRun(browser);
  const first = openTab(browser);
  const one = resumed(await first.ask('resume', {}));
  const second = openTab(browser);
  const two = resumed(await second.ask('resume', {}));
  expect(two.hash).toBe(before.hash);
  await second.ask('act', { runId: two.runId, command: { do: 'kill-broker', broker: 2 } });
  await first.ask('act', { runId: one.runId, command: { do: 'start-broker', broker: 1 } });
  await first.ask('flush', { runId: one.runId });
  await second.ask('takeOver', { runId: two.runId });
  const commands = (await second.ask('storedRuns', {})).map((run) =>
    run.document.commands.map(({ command }) => command.do),
  );
  expect(commands).toHaveLength(2);
  expect(commands).toContainEqual(['kill-broker', 'start-broker']);
  expect(commands).toContainEqual(['kill-broker', 'kill-broker']);
});

test('the run stands still while more than 32 MB wait to be written, and goes on when they are', {
  timeout: 60_000,
}, async () => {
  const browser = newBrowser();
  let letWrite = (): void => {};
  const slow = new Promise<void>((resolve) => {
    letWrite = resolve;
  });
  const storeOf = (store: RunStore): RunStore => ({
    ...store,
    commit: async (commit) => {
      const committing = store.commit(commit);
      await slow;
      return committing;
    },
  });
  const tab = openTab(browser, { storeOf });
  const { setup } = document;
  const producers = setup.producers.map((producer) => ({ ...producer, ratePerSecond: 1000, valueBytes: 10_000 }));
  const network = { ...setup.network, latencyUs: 1000 };
  const { runId } = await open(tab, { setup: { ...setup, producers, network } });
  let [before, now] = [-1, 0];
  for (let i = 0; i < 100 && now !== before; i++) {
    browser.clockMs += 1000;
    [before, now] = [now, (await frame(tab, runId, 200_000)).snapshot.atUs];
  }
  expect((await frame(tab, runId, 200_000)).snapshot.atUs).toBe(now);
  letWrite();
  await tab.ask('flush', { runId });
  browser.clockMs += 1000;
  expect((await frame(tab, runId, 200_000)).snapshot.atUs).toBe(now + 200_000);
});
