import { expect, test } from 'vitest';
import { firstPreset } from '../../scenario/presets/index.ts';
import { openTab } from './testing/in-process.ts';

const document = { ...firstPreset.document, momentUs: 5_000_000 };
const all = { node: null, level: 'INFO', text: '', limit: 5000 } as const;

test('the log of the servers is filtered by node, level and text, newest first', async () => {
  const tab = openTab();
  const { runId } = await tab.ask('open', { document, store: false });
  const whole = await tab.ask('serverLog', { runId, ...all });
  expect(whole.lines.length).toBe(whole.matching);
  expect(whole.lines.map(({ id }) => id)).toEqual(whole.lines.map((_, at) => whole.kept - at));
  const one = await tab.ask('serverLog', { runId, ...all, node: 2, text: 'REGISTERED BROKER' });
  expect(one.lines.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^\[BrokerLifecycleManager id=2\] Successfully registered broker 2 with broker epoch \d+$/),
  ]);
  const few = await tab.ask('serverLog', { runId, ...all, limit: 3 });
  expect(few.lines.length).toBe(3);
  expect(few.matching).toBe(whole.matching);
  const errors = await tab.ask('serverLog', { runId, ...all, level: 'ERROR' });
  expect(errors).toEqual({ lines: [], matching: 0, kept: whole.kept });
});

test('what lies after the moment of a run that went back is still told', async () => {
  const tab = openTab();
  const { runId } = await tab.ask('open', { document, store: false });
  const before = await tab.ask('serverLog', { runId, ...all });
  await tab.ask('seek', { runId, atUs: 10_000 });
  expect(await tab.ask('serverLog', { runId, ...all })).toEqual(before);
});

test('a filter that is none is no call', async () => {
  const tab = openTab();
  const { runId } = await tab.ask('open', { document, store: false });
  const odd = await tab.call('serverLog', { runId, ...all, limit: -1 });
  expect(odd.ok).toBe(false);
});
