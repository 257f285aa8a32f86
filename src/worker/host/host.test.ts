import { expect, test } from 'vitest';
import type { RunDocument } from '../../scenario/document.ts';
import { firstPreset, presets } from '../../scenario/presets/index.ts';
import { openTab, type Tab } from './testing/in-process.ts';

const document: RunDocument = { ...firstPreset.document, momentUs: 3_000_000 };
const kill = { do: 'kill-broker', broker: 1 } as const;

async function opened(tab: Tab, over: Partial<RunDocument> = {}): Promise<string> {
  return (await tab.ask('open', { document: { ...document, ...over }, store: false })).runId;
}

const frame = (tab: Tab, runId: string, simulatedUs: number) =>
  tab.ask('frame', { runId, simulatedUs, budgetMs: 1000 });

test('a document opens at its moment, with a frame and its hash', async () => {
  const tab = openTab();
  const run = await tab.ask('open', { document, store: false });
  expect(run.frame.snapshot.atUs).toBe(3_000_000);
  expect(run.frame.snapshot.brokers.map((broker) => broker.id)).toEqual([1, 2, 3]);
  expect(run.document).toEqual(document);
  expect(run.resumed).toBe(false);
  expect(run.frame.storage).toEqual({ kind: 'memory', reason: 'off' });
  expect(await tab.ask('hash', { runId: run.runId })).toEqual({ hash: run.hash, atUs: 3_000_000 });
});

test('every preset opens', async () => {
  const tab = openTab();
  for (const preset of presets)
    expect((await tab.call('open', { document: preset.document, store: false })).ok).toBe(true);
});

test('frames go on by simulated time and reach what one long frame reaches', async () => {
  const tab = openTab();
  const [a, b] = [await opened(tab), await opened(tab)];
  for (let i = 0; i < 20; i++) await frame(tab, a, 100_000);
  expect((await frame(tab, b, 2_000_000)).snapshot.atUs).toBe(5_000_000);
  expect(await tab.ask('hash', { runId: a })).toEqual(await tab.ask('hash', { runId: b }));
});

test('a frame ends when its budget of wall time does', async () => {
  const tab = openTab(undefined, { msPerLook: 3 });
  const runId = await opened(tab);
  const shown = await tab.ask('frame', { runId, simulatedUs: 600_000_000, budgetMs: 10 });
  expect(shown.snapshot.atUs).toBeGreaterThan(3_000_000);
  expect(shown.snapshot.atUs).toBeLessThan(603_000_000);
});

test('the packets of a frame are transferred, not copied', async () => {
  const tab = openTab();
  const runId = await opened(tab);
  const shown = await frame(tab, runId, 50_000);
  expect(tab.transfers.at(-1)).toEqual([shown.snapshot.packets.buffer]);
  await tab.ask('hash', { runId });
  expect(tab.transfers.at(-1)).toEqual([]);
});

test('an update is told once', async () => {
  const tab = openTab();
  const run = await tab.ask('open', { document, store: false });
  expect(run.frame.updates.length).toBeGreaterThan(0);
  expect((await frame(tab, run.runId, 0)).updates).toEqual([]);
});

test('an act is done at the present moment, counted, and stands in the document', async () => {
  const tab = openTab();
  const runId = await opened(tab);
  const acted = await tab.ask('act', { runId, command: kill });
  expect(acted.commands).toBe(1);
  expect(acted.updates).toContainEqual({ kind: 'broker-killed', broker: 1, atUs: 3_000_000 });
  const told = await tab.ask('document', { runId });
  expect(told.commands).toEqual([{ atUs: 3_000_000, command: kill }]);
  expect(told.momentUs).toBe(3_000_000);
});

test('the document of a run opens to the same hash', async () => {
  const tab = openTab();
  const runId = await opened(tab);
  await tab.ask('act', { runId, command: kill });
  await frame(tab, runId, 15_000_000);
  const copy = await tab.ask('open', { document: await tab.ask('document', { runId }), store: false });
  expect(copy.hash).toBe((await tab.ask('hash', { runId })).hash);
});

test('seeking back and forth gives the same hash, and the later command is still to come', async () => {
  const tab = openTab();
  const runId = await opened(tab);
  await frame(tab, runId, 2_000_000);
  await tab.ask('act', { runId, command: kill });
  await frame(tab, runId, 4_000_000);
  const there = await tab.ask('hash', { runId });
  expect((await tab.ask('seek', { runId, atUs: 1_000_000 })).commands).toBe(0);
  expect((await tab.ask('document', { runId })).commands).toHaveLength(1);
  await tab.ask('seek', { runId, atUs: there.atUs });
  expect(await tab.ask('hash', { runId })).toEqual(there);
});

test('undo takes the last act back and stands where the run stood', async () => {
  const tab = openTab();
  const [runId, plain] = [await opened(tab), await opened(tab)];
  await tab.ask('act', { runId, command: kill });
  await frame(tab, runId, 2_000_000);
  await frame(tab, plain, 2_000_000);
  expect((await tab.ask('undo', { runId })).commands).toBe(0);
  expect(await tab.ask('hash', { runId })).toEqual(await tab.ask('hash', { runId: plain }));
  expect((await tab.ask('undo', { runId })).commands).toBe(0);
});

test('a step goes to just after the next event', async () => {
  const tab = openTab();
  const runId = await opened(tab);
  const first = await tab.ask('step', { runId });
  const second = await tab.ask('step', { runId });
  expect(first.snapshot.atUs).toBeGreaterThanOrEqual(3_000_000);
  expect(second.snapshot.atUs).toBeGreaterThan(first.snapshot.atUs);
});

test('a record tells of itself, one that is not there is null', async () => {
  const tab = openTab();
  const runId = await opened(tab, { momentUs: 15_000_000 });
  const { partitions } = (await frame(tab, runId, 0)).snapshot;
  const filled = partitions.find((p) => !p.internal && p.replicas.some((replica) => replica.logEndOffset > 0));
  expect(filled).toBeDefined();
  const { topic, partition } = filled ?? { topic: '', partition: 0 };
  expect(await tab.ask('record', { runId, topic, partition, offset: 0 })).toMatchObject({
    topic,
    partition,
    offset: 0,
  });
  expect(await tab.ask('record', { runId, topic, partition, offset: 1e9 })).toBeNull();
});

test('two runs know nothing of each other, and a closed one is gone', async () => {
  const tab = openTab();
  const [a, b] = [await opened(tab), await opened(tab, { seed: 99 })];
  const before = await tab.ask('hash', { runId: b });
  await tab.ask('act', { runId: a, command: kill });
  await frame(tab, a, 5_000_000);
  expect(await tab.ask('hash', { runId: b })).toEqual(before);
  await tab.ask('close', { runId: a });
  expect(await tab.call('step', { runId: a })).toEqual({ ok: false, error: { kind: 'unknown-run', runId: a } });
  expect((await tab.call('step', { runId: b })).ok).toBe(true);
});

test('what is no document is refused with the reason, and nothing is opened', async () => {
  const tab = openTab();
  const bad: unknown[] = [
    {},
    { ...document, version: 99 },
    { ...document, setup: { ...document.setup, brokers: 'many' } },
  ];
  for (const given of bad) {
    const answer = await tab.call('open', { document: given as RunDocument, store: true });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'bad-document', problem: {} } });
  }
});

test('an act that no document can hold is refused, one that Kafka refuses is told as an update', async () => {
  const tab = openTab();
  const runId = await opened(tab);
  const broken = { do: 'kill-broker', broker: 'all' } as unknown as typeof kill;
  expect(await tab.call('act', { runId, command: broken })).toMatchObject({
    ok: false,
    error: { kind: 'bad-document' },
  });
  const fewer = await tab.ask('act', { runId, command: { do: 'add-partitions', topic: 'orders', total: 1 } });
  const later = await frame(tab, runId, 3_000_000);
  expect([...fewer.updates, ...later.updates].map((update) => update.kind)).toContain('refused');
});

test('calls with wrong parameters, unknown calls and no calls at all do no harm', async () => {
  const tab = openTab();
  const runId = await opened(tab);
  const bad: [string, unknown][] = [
    ['frame', { runId, simulatedUs: Number.NaN, budgetMs: 1 }],
    ['frame', { runId, simulatedUs: -1, budgetMs: 1 }],
    ['seek', { runId, atUs: 0.5 }],
    ['seek', { runId, atUs: Number.POSITIVE_INFINITY }],
    ['hash', { runId, more: 1 }],
    ['hash', {}],
    ['hash', null],
    ['open', { document: null, store: true }],
    ['toString', {}],
    ['explode', {}],
  ];
  for (const [call, params] of bad) {
    const answer = await tab.send({ id: 4711, runId, call, params });
    expect(answer, call).toMatchObject({ id: 4711, ok: false, error: { kind: 'bad-call' } });
  }
  for (const nothing of [null, 'hello', 5, {}, { id: 'x' }]) expect(await tab.send(nothing)).toBeUndefined();
  expect((await tab.ask('hash', { runId })).atUs).toBe(3_000_000);
});
