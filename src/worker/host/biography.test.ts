import { expect, test } from 'vitest';
import { firstPreset } from '../../scenario/presets/index.ts';
import { openTab, type Tab } from './testing/in-process.ts';

const name = { topic: 'orders', partition: 0, offset: 2, epoch: 0 };
const topic = firstPreset.document.setup.topics[0]?.name ?? '';

async function opened(tab: Tab): Promise<string> {
  const document = { ...firstPreset.document, momentUs: 20_000_000 };
  return (await tab.ask('open', { document, store: false })).runId;
}

const ask = (tab: Tab, runId: string, budgetMs: number) => tab.ask('biography', { runId, ...name, topic, budgetMs });

test('a biography is told part by part, up to the moment at which it was asked for', async () => {
  const tab = openTab(undefined, { msPerLook: 3 });
  const runId = await opened(tab);
  const first = await ask(tab, runId, 1);
  expect(first.kind).toBe('working');
  // The run goes back meanwhile, as a page does that shows another moment.
  await tab.ask('seek', { runId, atUs: 10_000_000 });
  let answer = first;
  for (let parts = 0; answer.kind === 'working' && parts < 10_000; parts++) answer = await ask(tab, runId, 1);
  expect(answer.untilUs).toBe(20_000_000);
  expect(answer.kind === 'told' && answer.biography.lines.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['created', 'sent', 'appended', 'copied', 'committed', 'acknowledged', 'read']),
  );
  // Asked once more it is told up to the present moment.
  const again = await ask(tab, runId, 60_000);
  expect(again).toMatchObject({ kind: 'told', untilUs: 10_000_000 });
});

test('an act makes another run of it, whose biography begins anew', async () => {
  const tab = openTab(undefined, { msPerLook: 3 });
  const runId = await opened(tab);
  await ask(tab, runId, 1);
  await tab.ask('act', { runId, command: { do: 'kill-broker', broker: 1 } });
  await tab.ask('frame', { runId, simulatedUs: 1_000_000, budgetMs: 60_000 });
  expect((await ask(tab, runId, 60_000)).untilUs).toBe(21_000_000);
});

test('what is no record’s name is refused', async () => {
  const tab = openTab();
  const runId = await opened(tab);
  const answer = await tab.call('biography', { runId, ...name, offset: -1, budgetMs: 10 });
  expect(answer).toMatchObject({ ok: false, error: { kind: 'bad-call' } });
});
