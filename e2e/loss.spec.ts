import { expect, test } from './fixtures.ts';

test('an acknowledged record is lost when only the leader had it', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { stage, inspector, transport, page } = samsa;
  await expect(samsa.evidence).toHaveAccessibleName(/^0 acknowledged lost/);

  // The followers of orders-0 lose the way to broker 1, its leader.
  for (const follower of [2, 3]) {
    await inspector.selectBroker(1);
    await inspector.follow(`Link to broker ${follower}`);
    await inspector.button(`Cut requests broker ${follower} → broker 1`).click();
    await expect(inspector.fact(`Requests broker ${follower} → broker 1`)).toHaveText('cut');
  }

  await page.getByRole('button', { name: 'Produce a record' }).first().click();
  await inspector.fillRecord({ key: 'order-7', value: 'paid', partition: 'orders-0', acks: '1' });
  await inspector.sendRecord();
  await transport.playUntil('×1', () => stage.expectTold(/was told that its record stands in orders-0 at offset \d+/));
  await inspector.selectPartition('orders', 0);
  await expect(inspector.fact('Not committed yet')).not.toHaveText(/^0/);

  await stage.select(stage.broker(1));
  await inspector.button('Kill broker').click();
  await stage.skip('broker.session.timeout.ms', 'broker 1').click();
  await inspector.selectPartition('orders', 0);
  await transport.playUntil('×1', () => expect(inspector.fact('Leader')).toHaveText(/^[23]$/));

  await stage.select(stage.broker(1));
  await inspector.button('Start broker').click();
  await transport.playUntil('×10', () => stage.expectTold(/Broker 1 cut orders-0 back to offset \d+: .* acknowledged/));
  await expect(samsa.evidence).toHaveAccessibleName(/^1 acknowledged lost/);
  await samsa.evidence.click();
  const evidence = page.getByLabel('Evidence', { exact: true });
  await expect(evidence).toContainText(/told are written, 1 /);
  await evidence.getByText('Acknowledged records lost').click();
  await expect(evidence).toContainText(/orders-0, offset \d+ of epoch 0: acknowledged, then lost/);
});
