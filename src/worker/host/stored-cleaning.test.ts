import { expect, test } from 'vitest';
import type { RunDocument } from '../../scenario/document.ts';
import { firstPreset } from '../../scenario/presets/index.ts';
import { type Browser, newBrowser, openTab } from './testing/in-process.ts';

const { setup } = firstPreset.document;
const configs = { 'cleanup.policy': 'compact', 'segment.ms': '5000' };
const producers = setup.producers.map((producer) => ({
  ...producer,
  ratePerSecond: 60,
  keys: { kind: 'users', count: 4 } as const,
}));
const document: RunDocument = {
  ...firstPreset.document,
  setup: { ...setup, producers, topics: setup.topics.map((topic) => ({ ...topic, configs })) },
  momentUs: 14_000_000,
};

/** Bytes of each stored .log file of a broker's partitions, by path. */
function storedSizes(browser: Browser): Map<string, number> {
  const files = [...(browser.disk.runs.values().next().value?.chunks ?? [])];
  const logs = files.filter(([path]) => /^broker-1\/[a-z]+-\d+\/\d+\.log$/.test(path));
  return new Map(logs.map(([path, chunks]) => [path, chunks.reduce((sum, { bytes }) => sum + bytes.length, 0)]));
}

test('a cleaned segment takes the place of the stored ones, and a reload resumes the same moment', async () => {
  const browser = newBrowser();
  const tab = openTab(browser);
  const { runId } = await tab.ask('open', { document, store: true });
  await tab.ask('flush', { runId });
  const before = storedSizes(browser);
  await tab.ask('frame', { runId, simulatedUs: 20_000_000, budgetMs: 10_000 });
  await tab.ask('flush', { runId });
  const after = storedSizes(browser);
  // Under the same name stands less; segments that were merged into it are gone.
  const shrunk = [...before].filter(([path, size]) => (after.get(path) ?? size) < size);
  expect(shrunk.length).toBeGreaterThan(0);
  expect([...before.keys()].some((path) => !after.has(path))).toBe(true);
  const { hash } = await tab.ask('hash', { runId });
  tab.closeTab();
  const reloaded = openTab(browser);
  const run = await reloaded.ask('resume', {});
  expect(run?.resumed).toEqual({ damaged: false, restored: true });
  expect(run?.hash).toBe(hash);
  const further = { runId: run?.runId ?? '', simulatedUs: 20_000_000, budgetMs: 10_000 };
  await reloaded.ask('frame', further);
  const unbroken = openTab();
  const whole = await unbroken.ask('open', { document: { ...document, momentUs: 54_000_000 }, store: false });
  expect((await reloaded.ask('hash', { runId: further.runId })).hash).toBe(whole.hash);
});
