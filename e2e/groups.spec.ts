import { expect, test } from './fixtures.ts';

test('a fourth consumer of three partitions stays idle', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { stage, inspector, transport } = samsa;
  await stage.select(stage.group('billing'));
  for (const member of ['billing-3', 'billing-4']) {
    const act = await inspector.unfold('Add a consumer');
    await expect(act.getByLabel('client.id')).toHaveValue(member);
    await act.getByRole('button', { name: 'Add the consumer' }).click();
    await expect(inspector.row(member)).toBeVisible();
  }
  const reads = () =>
    Promise.all([1, 2, 3, 4].map((n) => inspector.row(`billing-${n}`).getByRole('cell').nth(1).innerText()));
  await transport.playUntil('×10', () =>
    expect.poll(async () => (await reads()).toSorted()).toEqual(['idle', 'orders-0', 'orders-1', 'orders-2']),
  );
  await expect(stage.group('billing')).toHaveAccessibleName(/Stable, 4 members/);
  const idle = `billing-${(await reads()).indexOf('idle') + 1}`;
  await expect(stage.consumer(idle)).toHaveAccessibleName(/idle/);
  await expect(stage.consumer(idle)).toContainText('idle');
  await stage.select(stage.consumer(idle));
  await expect(inspector.root).toContainText('the group has more members than partitions');
});
