import { expect, test } from './fixtures.ts';
import { Evidence } from './pages/evidence.ts';

test('a lost record’s number leads to its biography, and each line of it to its moment', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { stage, inspector, transport, page } = samsa;
  const evidence = new Evidence(page);

  // Nobody copies orders-0 from broker 1 any more.
  for (const follower of [2, 3]) {
    await inspector.selectBroker(1);
    await inspector.follow(`Link to broker ${follower}`);
    await inspector.button(`Cut requests broker ${follower} → broker 1`).click();
  }
  await page.getByRole('button', { name: 'Produce a record' }).first().click();
  await inspector.fillRecord({ key: 'order-7', value: 'paid', partition: 'orders-0', acks: '1' });
  await inspector.sendRecord();
  await transport.playUntil('×1', () => stage.expectTold(/was told that its record stands in orders-0 at offset \d+/));
  await stage.select(stage.broker(1));
  await inspector.button('Kill broker').click();
  await stage.skip('broker.session.timeout.ms', 'broker 1').click();
  await transport.playUntil('×10', () => expect(evidence.badge).toHaveAccessibleName(/^1 acknowledged lost/));

  await evidence.badge.click();
  const losses = await evidence.unfold('Acknowledged records lost');
  await losses.getByRole('button').click();
  await expect(evidence.root).toBeHidden();
  await expect(evidence.line(/sends it, with the key order-7/)).toBeVisible();
  await expect(evidence.line(/is told that it is written/)).toBeVisible();
  await expect(evidence.line(/Lost: broker [23] leads from epoch 1 on/)).toBeVisible();

  const endedUs = await transport.nowUs();
  const appended = evidence.line(/Appended at offset \d+ in epoch 0 on broker 1, the leader/);
  await appended.click();
  await expect.poll(() => transport.nowUs()).toBeLessThan(endedUs);
  const when = (await appended.locator('.when').innerText()).replace(/\s.*/s, '');
  const [minutes = '', seconds = ''] = when.split(':');
  const lineUs = Math.round((Number(minutes) * 60 + Number(seconds.slice(0, 6))) * 1e6) + Number(seconds.slice(6) || 0);
  expect(await transport.nowUs()).toBe(lineUs);
  // The record is there at that moment; what comes later can still be gone to.
  await expect(inspector.fact('Leader epoch')).toHaveText('0');
  await evidence.line(/Lost: broker [23] leads/).click();
  await expect.poll(() => transport.nowUs()).toBeGreaterThan(lineUs);
});
