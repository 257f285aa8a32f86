import { expect, test } from './fixtures.ts';
import { documentOfAddress } from './pages/address.ts';
import { Samsa } from './pages/samsa.ts';

const stored = 'stored in this browser';

test('a reload finds the same moment and hash, paused', async ({ samsa }) => {
  await samsa.open();
  const { transport, stage, inspector } = samsa;
  await stage.select(stage.broker(2));
  await inspector.button('Stop broker').click();
  await transport.setSpeed('×10');
  await expect(stage.broker(2)).toHaveAccessibleName(/stopped/);
  await transport.stop();
  const hash = await transport.hash();
  const nowUs = await transport.nowUs();
  await expect(transport.storage).toHaveText(stored);
  await expect.poll(async () => (await documentOfAddress(samsa.page))?.momentUs).toBe(nowUs);

  await samsa.reload();
  await expect(samsa.notices).toContainText('The run goes on where it was');
  await expect(transport.play).toBeVisible();
  expect(await transport.nowUs()).toBe(nowUs);
  expect(await transport.hash()).toBe(hash);
  await expect(stage.broker(2)).toHaveAccessibleName(/stopped/);
  await expect(transport.storage).toHaveText(stored);
  await stage.expectTold(/Broker 2 stopped cleanly/);

  // It is alive: it goes on from there.
  await transport.playUntil('×1', () => expect.poll(() => transport.nowUs()).toBeGreaterThan(nowUs));
});

test('a reload in the middle of playing goes on from a moment that replays to the same hash', async ({
  samsa,
  browser,
}) => {
  await samsa.open();
  const { transport } = samsa;
  await transport.setSpeed('×10');
  await expect.poll(() => transport.nowUs()).toBeGreaterThan(60_000_000);
  await samsa.reload();
  await expect(transport.play).toBeVisible();
  const resumedUs = await transport.nowUs();
  expect(resumedUs).toBeGreaterThan(18_000_000);
  const hash = await transport.hash();

  const fresh = await browser.newPage();
  const replayed = new Samsa(fresh);
  await replayed.open(`#p=first-cluster&t=${resumedUs}`);
  expect(await replayed.transport.hash()).toBe(hash);
  await fresh.close();
});

test('once the disks have everything, after a power failure the logs end where they ended and groups stand where they stood', async ({
  samsa,
}) => {
  await samsa.open('#p=first-cluster');
  const { transport, stage, inspector } = samsa;
  await stage.select(stage.producer('shop'));
  await inspector.button('Remove the producer').click();
  // Until the group has committed what it has read, and the operating systems have written all pages back.
  const removedAtUs = await transport.nowUs();
  await transport.playUntil('×10', async () => {
    await expect(stage.group('billing')).toHaveAccessibleName(/lag 0$/);
    await expect.poll(() => transport.nowUs()).toBeGreaterThan(removedAtUs + 50_000_000);
  });
  const before = await offsets(samsa);
  expect(before).toHaveLength(3);

  const running = await transport.hash();
  await inspector.backToCluster();
  await inspector.button('Power off everything').click();
  for (const broker of [1, 2, 3]) await expect(stage.broker(broker)).toHaveAccessibleName(/killed|stopped/);
  await expect(stage.sentence).toContainText('Power failed for every broker');
  await expect(transport.storage).toHaveText(stored);
  const hash = await transport.hashAfter(running);
  await expect.poll(async () => (await documentOfAddress(samsa.page))?.commands.at(-1)?.command.do).toBe('power-off');

  await samsa.reload();
  await expect(samsa.notices).toContainText('The run goes on where it was');
  expect(await transport.hash()).toBe(hash);
  await inspector.button('Power on').click();
  await transport.playUntil('×10', async () => {
    for (const broker of [1, 2, 3]) await expect(stage.broker(broker)).toHaveAccessibleName(/running/);
    await expect(stage.group('billing')).toHaveAccessibleName(/Stable, 2 members, lag 0$/);
    await expect(inspector.fact('Under-replicated')).toHaveText(/^0/);
    await expect(inspector.fact('Without leader')).toHaveText(/^0/);
  });
  expect(await offsets(samsa)).toEqual(before);
});

/** Log end offset of every replica, and the committed offset of billing, of each partition of orders. */
async function offsets({ inspector }: Samsa) {
  const found: { ends: string[]; committed: string }[] = [];
  for (const partition of [0, 1, 2]) {
    await inspector.selectPartition('orders', partition);
    const replicas = inspector.root.getByRole('table').nth(0).locator('tbody').getByRole('row');
    const ends = await replicas.evaluateAll((rows) => rows.map((row) => row.children[1]?.textContent ?? ''));
    const committed = await inspector.row('billing').getByRole('cell').nth(1).innerText();
    found.push({ ends, committed });
  }
  await inspector.backToCluster();
  return found;
}
