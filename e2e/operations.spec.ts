import { expect, test } from './fixtures.ts';

test('a partition is reassigned to two of its brokers, and its replication factor falls', async ({ samsa }) => {
  await samsa.open('#p=first-cluster&t=30000000');
  const { stage, inspector, transport } = samsa;
  await inspector.selectPartition('orders', 0);
  const act = await inspector.unfold('Reassign the partition');
  await act.getByLabel('Replicas', { exact: true }).fill('2, 3');
  await expect(inspector.commandLine('kafka-reassign-partitions.sh')).toContainText('"replicas":[2,3]');
  await act.getByRole('button', { name: 'Reassign', exact: true }).click();
  await transport.playUntil('×1', () => expect(inspector.fact('Leader')).toHaveText('2'));
  await expect(inspector.fact('In-Sync Replicas')).toHaveText('[2, 3]');
  await stage.expectTold(/orders-0/);
});

test('a throttled replica is held back, and verifying or cancelling takes the throttle back', async ({ samsa }) => {
  await samsa.open('#p=first-cluster&t=30000000');
  const { inspector, transport } = samsa;
  await inspector.selectPartition('orders', 0);
  const act = await inspector.unfold('Reassign the partition');
  await act.getByLabel('Replicas', { exact: true }).fill('2, 3');
  await act.getByRole('button', { name: 'Reassign', exact: true }).click();
  await transport.playUntil('×1', () => expect(inspector.fact('In-Sync Replicas')).toHaveText('[2, 3]'));

  await act.getByLabel('Replicas', { exact: true }).fill('2, 3, 1');
  await act.getByLabel('Throttle', { exact: true }).fill('1');
  await expect(inspector.commandLine('kafka-reassign-partitions.sh')).toContainText('--throttle 1');
  await act.getByRole('button', { name: 'Reassign', exact: true }).click();
  await transport.playUntil('×1', () => expect(inspector.fact('Adding')).toHaveText('[1]'));
  await transport.playUntil('×1', () => expect(inspector.root.getByText('held back now')).toBeVisible());
  await expect(inspector.root.getByRole('heading', { name: 'Throttle', exact: true })).toBeVisible();

  await inspector.button('Verify, and clear the throttle').click();
  await samsa.stage.expectTold(/still in progress/);
  await inspector.button('Cancel the reassignment').click();
  const throttle = inspector.root.getByRole('heading', { name: 'Throttle', exact: true });
  await transport.playUntil('×1', () => expect(throttle).toHaveCount(0));
  await expect(inspector.fact('Adding')).toHaveCount(0);
});

test('a config of a living topic is changed, refused in Kafka’s words, and taken back', async ({ samsa }) => {
  await samsa.open('#p=first-cluster&t=30000000');
  const { inspector, transport } = samsa;
  await inspector.follow('orders');
  const act = await inspector.unfold('Change the topic’s configs');
  await act.getByLabel('Value', { exact: true }).fill('3');
  await act.getByRole('button', { name: 'Change the config' }).click();
  await transport.playUntil('×1', () => expect(inspector.fact('min.insync.replicas')).toHaveText('3'));

  await act.getByLabel('Value', { exact: true }).fill('many');
  await act.getByRole('button', { name: 'Change the config' }).click();
  const refusal = 'Invalid value many for configuration min.insync.replicas: Not a number of type INT';
  await expect(samsa.notices).toContainText(refusal);
  await expect(inspector.fact('min.insync.replicas')).toHaveText('3');

  await act.getByLabel('back to the default, 1').check();
  await act.getByRole('button', { name: 'Change the config' }).click();
  await transport.playUntil('×1', () => expect(inspector.fact('min.insync.replicas')).toHaveText('1'));
});

test('a broker stands still, is fenced, and goes on', async ({ samsa }) => {
  await samsa.open('#p=first-cluster&t=30000000');
  const { stage, inspector, transport } = samsa;
  await inspector.selectBroker(1);
  await inspector.button('Pause the broker').click();
  await expect(stage.broker(1)).toHaveAccessibleName(/paused/);
  await inspector.selectPartition('orders', 0);
  await transport.playUntil('×10', () => expect(inspector.fact('Leader epoch')).toHaveText('1'));
  await inspector.selectBroker(1);
  await inspector.button('Resume the broker').click();
  await inspector.selectPartition('orders', 0);
  await transport.playUntil('×10', () => expect(inspector.fact('In-Sync Replicas')).toHaveText('[1, 2, 3]'));
});

test('a topic is deleted, and nothing of it is left on the stage', async ({ samsa }) => {
  await samsa.open('#p=first-cluster&t=30000000');
  const { stage, inspector, transport } = samsa;
  await inspector.follow('orders');
  await inspector.button('Delete the topic').click();
  await transport.playUntil('×1', () => expect(stage.thing(/^orders-\d on broker/)).toHaveCount(0));
});
