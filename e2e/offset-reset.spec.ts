import { expect, test } from './fixtures.ts';

const played = '#p=first-cluster&t=30000000';

test('a group is moved to the beginning once nobody is in it, and reads again what it had read', async ({ samsa }) => {
  await samsa.open(played);
  const { page, inspector, stage, transport } = samsa;
  await inspector.selectGroup('billing');
  const act = await inspector.unfold('Reset the offsets');
  const preview = act.getByTestId('reset-preview');
  await expect(preview).toContainText(
    "Assignments can only be reset if the group 'billing' is inactive, but the current state is Stable.",
  );
  await expect(inspector.commandLine('--reset-offsets --group billing --topic orders --to-earliest')).toBeVisible();

  for (const member of ['billing-1', 'billing-2']) {
    await stage.select(stage.consumer(member));
    await inspector.button('Close the consumer').click();
    await inspector.selectGroup('billing');
  }
  await transport.playUntil('×10', () => expect(inspector.fact('State')).toHaveText('Empty'));

  await inspector.unfold('Reset the offsets');
  const cells = (column: number) => preview.getByRole('row').locator(`td:nth-child(${column})`).allInnerTexts();
  await expect(preview.getByRole('row')).toHaveCount(4);
  const committed = (await cells(2)).map(Number);
  expect(committed.every((offset) => offset > 0)).toBe(true);
  expect(await cells(3)).toEqual(['0', '0', '0']);
  expect(await cells(4)).toEqual(committed.map((offset) => `${offset} read again`));

  // One that lies beyond the log is moved to its end, as the tool warns.
  await act.getByLabel('To', { exact: true }).selectOption('to-offset');
  await act.getByLabel('Offset', { exact: true }).fill('100000');
  await expect(preview).toContainText('New offset (100000) is higher than latest offset for topic partition orders-0.');
  await act.getByLabel('To', { exact: true }).selectOption('to-earliest');
  await expect(preview).toContainText('read again');

  await act.getByRole('button', { name: 'Reset the offsets' }).click();
  await transport.playUntil('×1', () =>
    expect(inspector.row('orders-0').first().getByRole('cell').nth(1)).toHaveText('0'),
  );
  const all = committed.reduce((sum, offset) => sum + offset, 0);
  await expect(page.getByText(`${all} records will be read again, 0 are skipped`).first()).toBeVisible();

  const add = await inspector.unfold('Add a consumer');
  await add.getByRole('button', { name: 'Add the consumer' }).click();
  await transport.playUntil('×10', () => expect(inspector.fact('Records processed twice')).toHaveText(String(all)));
});
