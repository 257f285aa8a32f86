import { expect, test } from './fixtures.ts';

test('records move when the page is opened', async ({ samsa }) => {
  await samsa.open();
  const { stage, transport, inspector } = samsa;
  await expect(transport.pause).toBeVisible();
  const before = await stage.logEndOffset('orders-0', 1);
  const followerBefore = await stage.logEndOffset('orders-0', 2);
  const acknowledged = inspector.fact('Records acknowledged');
  const acknowledgedBefore = Number(await acknowledged.innerText());
  await transport.setSpeed('×10');
  await expect.poll(() => stage.logEndOffset('orders-0', 1)).toBeGreaterThan(before);
  await expect.poll(() => stage.logEndOffset('orders-0', 2)).toBeGreaterThan(followerBefore);
  await expect.poll(async () => Number(await acknowledged.innerText())).toBeGreaterThan(acknowledgedBefore);
});

test('a record by hand is found where its key hashes', async ({ samsa }) => {
  // murmur2 of `user-42`, which is positive as it is, over three partitions.
  const partition = 1_459_644_460 % 3;
  const name = `orders-${partition}`;
  await samsa.open('#p=first-cluster');
  const { stage, inspector, transport, page } = samsa;
  await stage.select(stage.producer('shop'));
  await inspector.button('Remove the producer').click();
  await transport.playUntil('×10', () => expect(stage.group('billing')).toHaveAccessibleName(/lag 0$/));
  await inspector.selectPartition('orders', partition);
  const leader = Number(await inspector.fact('Leader').innerText());
  const offset = await stage.logEndOffset(name, leader);

  await page.getByRole('button', { name: 'Produce a record' }).first().click();
  await inspector.fillRecord({ key: 'user-42', value: 'two sugars, please' });
  await expect(inspector.commandLine('kafka-console-producer.sh')).toContainText('user-42');
  await inspector.sendRecord();
  await transport.playUntil('×10', async () => {
    const ends = new RegExp(`log end offset ${offset + 1}, high watermark ${offset + 1}`);
    for (const broker of [1, 2, 3]) await expect(stage.replica(name, broker)).toHaveAccessibleName(ends);
  });
  await stage.expectTold(
    `its key user-42 hashes (murmur2, made positive) to 1459644460, and 1459644460 mod 3 = ${partition}`,
  );

  await stage.clickNewestCommittedRecord(stage.replica(name, leader));
  await expect(inspector.heading(`${name} @ ${offset}`)).toBeVisible();
  await expect(inspector.root).toContainText('two sugars, please');
  await expect(inspector.root).toContainText('user-42');
  await expect(inspector.fact('Offset')).toHaveText(String(offset));
  await expect(inspector.fact('Leader epoch')).toHaveText('0');
  await expect(inspector.fact('Committed')).toHaveText('yes: below the High Watermark');
  await expect(inspector.fact('In the logs of brokers')).toContainText('1, 2, 3');

  await transport.playUntil('×10', () => expect(inspector.fact('billing')).toHaveText('read, offset committed'));
});
