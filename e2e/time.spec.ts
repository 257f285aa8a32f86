import { expect, test } from './fixtures.ts';

test('seeking back and on again gives the same hash', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { transport } = samsa;
  await transport.playUntil('×10', () => expect.poll(() => transport.nowUs()).toBeGreaterThan(30_000_000));
  const end = { atUs: await transport.nowUs(), hash: await transport.hash() };
  await transport.seek(25_000);
  const middle = await transport.hash();
  await transport.seek(12_000);
  expect(await transport.hash()).not.toBe(middle);
  await transport.seek(25_000);
  expect(await transport.hash()).toBe(middle);
  await transport.moment.press('End');
  await expect.poll(() => transport.nowUs()).toBe(end.atUs);
  expect(await transport.hash()).toBe(end.hash);
});

test('undo takes the last act back, reset all of them', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { transport, stage, inspector } = samsa;
  const untouched = await transport.hash();
  await expect(transport.undo).toBeDisabled();
  await stage.select(stage.broker(1));
  await inspector.button('Kill broker').click();
  await expect(stage.broker(1)).toHaveAccessibleName(/killed/);
  const killed = await transport.hashAfter(untouched);
  await inspector.button('Start broker').click();
  await expect(stage.broker(1)).toHaveAccessibleName(/starting/);

  await transport.undo.click();
  await expect(stage.broker(1)).toHaveAccessibleName(/killed/);
  await expect.poll(() => transport.hash()).toBe(killed);
  await transport.undo.click();
  await expect(stage.broker(1)).toHaveAccessibleName(/running/);
  await expect.poll(() => transport.hash()).toBe(untouched);
  await expect(transport.undo).toBeDisabled();

  await inspector.button('Kill broker').click();
  await transport.playUntil('×10', () => expect(stage.broker(1)).toHaveAccessibleName(/killed, leads 0/));
  await transport.reset.click();
  await expect(stage.broker(1)).toHaveAccessibleName(/running/);
  await expect.poll(() => transport.hash()).toBe(untouched);
});

test('next event goes one event on, and the same events give the same hash', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { transport, page } = samsa;
  const passed: string[] = [await transport.hash()];
  for (let i = 0; i < 5; i++) {
    await transport.next.click();
    await expect.poll(() => transport.hash()).not.toBe(passed.at(-1));
    passed.push(await transport.hash());
  }
  await transport.reset.click();
  await expect.poll(() => transport.hash()).toBe(passed[0]);
  await page.keyboard.press('Escape');
  for (const hash of passed.slice(1)) {
    await page.keyboard.press('.');
    await expect.poll(() => transport.hash()).toBe(hash);
  }
});

test('an impossible act is refused in the words of Kafka and changes nothing', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { inspector, stage, page, transport } = samsa;
  const create = await inspector.unfold('Create a topic');
  await create.getByLabel('Replication factor').fill('4');
  await create.getByRole('button', { name: 'Create the topic' }).click();
  await transport.playUntil('×10', () =>
    expect(page.getByTestId('sentence')).toContainText('INVALID_REPLICATION_FACTOR'),
  );
  await stage.expectTold(/refused with INVALID_REPLICATION_FACTOR.*nothing changed/);
  await inspector.follow('orders');
  const partitions = await inspector.unfold('Change the number of partitions');
  await partitions.getByLabel('Partitions in all').fill('2');
  await partitions.getByRole('button', { name: 'Change' }).click();
  await transport.playUntil('×10', () => expect(page.getByTestId('sentence')).toContainText('INVALID_PARTITIONS'));
  await expect(inspector.fact('Partitions')).toHaveText('3');
});
