import { expect, test } from './fixtures.ts';

test('a killed leader is replaced, comes back into the ISR and is elected again', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { stage, inspector, transport } = samsa;
  await inspector.selectPartition('orders', 0);
  const fact = (name: string) => inspector.fact(name);
  await expect(fact('Leader')).toHaveText('1');
  await expect(fact('In-Sync Replicas')).toHaveText('[1, 2, 3]');

  await stage.select(stage.broker(1));
  await expect(inspector.commandLine('kill')).toBeVisible();
  await inspector.button('Kill broker').click();
  await expect(stage.broker(1)).toHaveAccessibleName(/killed/);
  await expect(stage.sentence).toContainText('Broker 1 was killed; it told nobody');

  // Nothing happens before its session is over, and nobody has to wait for that.
  await stage.skip('broker.session.timeout.ms', 'broker 1').click();
  await transport.playUntil('×1', () => expect(stage.sentence).toContainText('the controller made broker'));
  await stage.expectTold(/Broker 1 missed its session; the controller made broker \d leader of orders-0, epoch 1/);
  await inspector.selectPartition('orders', 0);
  await expect(fact('Leader')).toHaveText(/^[23]$/);
  await expect(fact('Leader epoch')).toHaveText('1');
  await expect(fact('In-Sync Replicas')).toHaveText('[2, 3]');
  await expect(fact('Under-replicated')).toContainText('yes');

  await stage.select(stage.broker(1));
  await inspector.button('Start broker').click();
  await inspector.selectPartition('orders', 0);
  await transport.playUntil('×10', () => expect(fact('In-Sync Replicas')).toHaveText('[1, 2, 3]'));
  await stage.expectTold(/ISR of orders-0 \[2, 3\] → \[1, 2, 3\]|ISR of orders-0 \[2, 3\] → \[2, 3, 1\]/);
  await expect(fact('Leader')).toHaveText(/^[23]$/);
  await expect(fact('Preferred Leader')).toHaveText('1');

  await expect(inspector.commandLine('kafka-leader-election.sh')).toContainText('--topic orders --partition 0');
  await inspector.button('Elect the preferred leader').click();
  await transport.playUntil('×1', () => expect(fact('Leader')).toHaveText('1'));
  await expect(fact('Leader epoch')).toHaveText('2');
});
