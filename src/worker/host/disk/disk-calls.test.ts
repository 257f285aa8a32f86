import { expect, test } from 'vitest';
import { presets } from '../../../scenario/presets/index.ts';
import type { DiskAnswer, DiskCalls, DiskSource } from '../../protocol/disk.ts';
import type { Calls } from '../../protocol.ts';
import { openTab, type Tab } from '../testing/in-process.ts';

const log = 'orders-0/00000000000000000000.log';
const all = { from: 0, count: 65_536 };

/** A cluster that has run for a while, and the disk of its broker 1. */
async function playedCluster(): Promise<{ tab: Tab; source: DiskSource; runId: string }> {
  const tab = openTab();
  const preset = presets[0];
  if (preset === undefined) throw new Error('there is a preset');
  const { runId } = await tab.ask('open', { document: { ...preset.document, momentUs: 30_000_000 }, store: false });
  return { tab, runId, source: { kind: 'run', runId, node: 1 } };
}

async function answerOf<N extends keyof DiskCalls>(
  tab: Tab,
  name: N,
  params: Calls[N]['params'],
): Promise<Extract<DiskCalls[N]['result'], { ok: true }> extends { value: infer T } ? T : never> {
  const answer = (await tab.ask(name, params)) as DiskAnswer<never>;
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value;
}

test('a broker’s directory lists its files, their sizes and where the logs stand', async () => {
  const { tab, source } = await playedCluster();
  const listing = await answerOf(tab, 'diskFiles', { source });
  expect(listing.files.map(({ path }) => path)).toContain(log);
  const places = listing.partitions.find(({ directory }) => directory === 'orders-0');
  expect(places?.logEndOffset).toBeGreaterThan(0);
  expect(places?.highWatermark).toBeLessThanOrEqual(places?.logEndOffset ?? 0);
  expect(listing.writable).toBe(false);
});

test('the bytes of a segment are named without a gap, and the CRC says what it covers', async () => {
  const { tab, source } = await playedCluster();
  const batches = await answerOf(tab, 'diskBatches', { source, path: log, from: 0, count: 10 });
  const bytes = await answerOf(tab, 'diskBytes', { source, path: log, ...all });
  let at = 0;
  for (const range of bytes.ranges) {
    expect(range.start).toBe(at);
    at = range.end;
  }
  expect(at).toBe(Math.min(bytes.sizeInBytes, bytes.ranges.at(-1)?.end ?? 0));
  const first = batches.rows[0];
  const crc = bytes.ranges.find(({ name }) => name === 'crc');
  expect(crc).toMatchObject({ start: 17, end: 21, covers: [21, first?.sizeInBytes] });
  expect(crc?.value).toBe(`0x${first?.crc.toString(16).padStart(8, '0')} = ${first?.crc}`);
  expect(first?.computedCrc).toBe(first?.crc);
  expect(bytes.ranges.find(({ name }) => name === 'key')?.value).toMatch(/^user-/);
});

test('the records of a batch stand where their offsets say', async () => {
  const { tab, source } = await playedCluster();
  const batches = await answerOf(tab, 'diskBatches', { source, path: log, from: 0, count: 500 });
  const batch = batches.rows.at(-1);
  const position = batch?.position ?? 0;
  const records = await answerOf(tab, 'diskRecords', { source, path: log, position, from: 0, count: 10 });
  expect(records.batch.position).toBe(position);
  expect(records.rows[0]?.offset).toBe(batch?.baseOffset);
  expect(records.rows.at(-1)?.offset).toBe(batch?.lastOffset);
  expect(records.stop).toBeNull();
});

test('an offset is found step by step', async () => {
  const { tab, source } = await playedCluster();
  const lookup = await answerOf(tab, 'diskLookup', { source, directory: 'orders-0', by: 'offset', target: 3 });
  expect(lookup.steps.map(({ kind }) => kind)).toEqual(['bounds', 'segment', 'index', 'scan', 'record']);
  const found = lookup.steps.at(-1);
  expect(found?.kind === 'record' && found.record?.offset).toBe(3);
});

test('a timestamp is found through both indexes, and the first record at or after it is named', async () => {
  const { tab, source } = await playedCluster();
  const batches = await answerOf(tab, 'diskBatches', { source, path: log, from: 0, count: 500 });
  const target = (batches.rows.at(-1)?.maxTimestamp ?? 0) - 1;
  const lookup = await answerOf(tab, 'diskLookup', { source, directory: 'orders-0', by: 'timestamp', target });
  expect(lookup.steps.map(({ kind }) => kind)).toEqual(['segment', 'index', 'index', 'scan', 'record']);
  const found = lookup.steps.at(-1);
  expect(found?.kind === 'record' && found.record?.timestamp).toBeGreaterThanOrEqual(target);
});

test('a byte overwritten on a broker that is down breaks the CRC, and its next start tells what was cut', async () => {
  const { tab, source, runId } = await playedCluster();
  await tab.ask('act', { runId, command: { do: 'kill-broker', broker: 1 } });
  expect((await answerOf(tab, 'diskFiles', { source })).writable).toBe(true);
  const files = (await answerOf(tab, 'diskFiles', { source })).files;
  const path = files.findLast((file) => /^orders-0.*\.log$/.test(file.path) && file.sizeInBytes > 0)?.path ?? '';
  const { rows } = await answerOf(tab, 'diskBatches', { source, path, from: 0, count: 500 });
  const last = rows.at(-1);
  const position = (last?.position ?? 0) + 70;
  const before = await answerOf(tab, 'diskBytes', { source, path, from: position, count: 1 });
  const value = (before.bytes[0] ?? 0) ^ 1;
  await tab.ask('act', { runId, command: { do: 'write-byte', broker: 1, path, position, value } });
  const damaged = await answerOf(tab, 'diskBatches', { source, path, from: 0, count: 500 });
  expect(damaged.rows.at(-1)?.computedCrc).not.toBe(damaged.rows.at(-1)?.crc);
  const bytes = await answerOf(tab, 'diskBytes', { source, path, ...all });
  expect(bytes.ranges.filter(({ wrong }) => wrong).map(({ name }) => name)).toEqual(['crc']);
  await tab.ask('act', { runId, command: { do: 'start-broker', broker: 1 } });
  await tab.ask('frame', { runId, simulatedUs: 20_000_000, budgetMs: 10_000 });
  const { recoveries } = await answerOf(tab, 'diskFiles', { source });
  const cut = recoveries.find(({ directory }) => directory === 'orders-0')?.cut;
  expect(cut).toMatchObject({ position: last?.position, reason: 'CORRUPT' });
});

test('an offset beyond the end is answered by the bounds alone', async () => {
  const { tab, source } = await playedCluster();
  const lookup = await answerOf(tab, 'diskLookup', { source, directory: 'orders-0', by: 'offset', target: 1_000_000 });
  expect(lookup.steps).toMatchObject([{ kind: 'bounds', outcome: 'above' }]);
});

test('a directory that is not there is a problem to tell, not a failure', async () => {
  const { tab, runId } = await playedCluster();
  const ofNode = await tab.ask('diskFiles', { source: { kind: 'run', runId, node: 77 } });
  expect(ofNode).toEqual({ ok: false, problem: { kind: 'no-directory' } });
  expect(await tab.ask('diskFiles', { source: { kind: 'opened', id: 9 } })).toMatchObject({ ok: false });
  const source: DiskSource = { kind: 'run', runId, node: 1 };
  const noFile = await tab.ask('diskBytes', { source, path: 'orders-0/none.log', ...all });
  expect(noFile).toEqual({ ok: false, problem: { kind: 'no-file', path: 'orders-0/none.log' } });
  expect((await tab.call('diskFiles', { source: { kind: 'run', runId: 'gone', node: 1 } })).ok).toBe(false);
});

test('a window of bytes is handed over and does not take the engine’s bytes along', async () => {
  const { tab, source } = await playedCluster();
  const bytes = await answerOf(tab, 'diskBytes', { source, path: log, from: 16, count: 8 });
  expect(tab.transfers.at(-1)).toEqual([bytes.bytes.buffer]);
  expect(bytes.bytes.buffer.byteLength).toBe(8);
  expect(bytes.ranges[0]?.name).toBe('magic');
});

test('a partition’s directory downloaded as tar opens as it was, and what is no tar is refused in a sentence', async () => {
  const { tab, source } = await playedCluster();
  const tar = await answerOf(tab, 'diskDownload', { source, path: 'orders-0' });
  expect(tar.name).toBe('orders-0.tar');
  const files = [{ path: 'orders-0.tar', blob: new Blob([tar.bytes.slice()]) }];
  const opened = await answerOf(tab, 'diskOpen', { name: 'orders-0.tar', files });
  const ours = await answerOf(tab, 'diskFiles', { source });
  const theirs = await answerOf(tab, 'diskFiles', { source: { kind: 'opened', id: opened.id } });
  expect(theirs.files).toEqual(ours.files.filter(({ path }) => path.startsWith('orders-0/')));
  const cut = [{ path: 'cut.tar', blob: new Blob([tar.bytes.slice(0, 700)]) }];
  const refused = await tab.ask('diskOpen', { name: 'cut.tar', files: cut });
  expect(refused).toMatchObject({ ok: false, problem: { kind: 'not-tar', path: 'cut.tar' } });
});

test('downloaded segments opened beside the cluster show the same batches', async () => {
  const { tab, source } = await playedCluster();
  const download = await answerOf(tab, 'diskDownload', { source, path: log });
  const blob = new Blob([download.bytes.slice()]);
  const files = [
    { path: `kafka-logs/${log}`, blob },
    { path: 'kafka-logs/meta.properties', blob: new Blob(['version=1\n']) },
  ];
  const opened = await answerOf(tab, 'diskOpen', { name: 'kafka-logs', files });
  const there: DiskSource = { kind: 'opened', id: opened.id };
  const listing = await answerOf(tab, 'diskFiles', { source: there });
  expect(listing.files.map(({ path }) => path)).toEqual(['meta.properties', log]);
  const ours = await answerOf(tab, 'diskBatches', { source, path: log, from: 0, count: 3 });
  const theirs = await answerOf(tab, 'diskBatches', { source: there, path: log, from: 0, count: 3 });
  expect(theirs.rows.map(({ crc }) => crc)).toEqual(ours.rows.map(({ crc }) => crc));
  const lookup = await answerOf(tab, 'diskLookup', { source: there, directory: 'orders-0', by: 'offset', target: 3 });
  expect(lookup.steps.at(-1)?.kind).toBe('record');
  await tab.ask('diskClose', { id: opened.id });
  expect(await tab.ask('diskFiles', { source: there })).toMatchObject({ ok: false });
});
