import { expect, test } from './fixtures.ts';

test('an application that hangs keeps its partitions, and goes on where it was', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { stage, inspector, transport } = samsa;
  await transport.playUntil('×10', () => expect(stage.group('billing')).toHaveAccessibleName(/Stable, 2 members/));
  await stage.select(stage.consumer('billing-1'));
  await inspector.root.getByRole('button', { name: 'Freeze the application' }).click();
  await expect(inspector.fact('Application')).toHaveText('hangs');
  const processed = await inspector.fact('Processed').innerText();
  await transport.playUntil('×10', () =>
    expect.poll(async () => Number.parseFloat(await inspector.fact('records-lag').innerText())).toBeGreaterThan(5),
  );
  await expect(inspector.fact('Processed')).toHaveText(processed);
  await inspector.root.getByRole('button', { name: 'Let the application go on' }).click();
  await transport.playUntil('×10', () => expect(inspector.fact('Processed')).not.toHaveText(processed));
  await expect(inspector.fact('Last commit')).toContainText('auto commit');
});

test('a group whose application throws writes dead letters', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { stage, inspector, transport } = samsa;
  const topic = await inspector.unfold('Create a topic');
  await topic.getByLabel('Name').fill('orders.DLT');
  await topic.getByRole('button', { name: 'Create the topic' }).click();
  await transport.playUntil('×10', () => expect(stage.root).toContainText('orders.DLT'));
  const form = await inspector.unfold('Add a group');
  await form.getByLabel('group.id').fill('mail');
  await form.getByLabel('Throws on some records').selectOption('and writes a dead letter');
  await form.getByLabel('On every n-th record').fill('5');
  await expect(form.getByLabel('Dead letter topic')).toHaveValue('orders.DLT');
  await form.getByRole('button', { name: 'Add the group' }).click();
  await transport.playUntil('×10', () => expect(stage.root).toContainText('mail-1-dead-letters'));
});
