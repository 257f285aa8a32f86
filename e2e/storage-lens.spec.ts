import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { downloaded } from './pages/download.ts';
import { StorageLens } from './pages/storage-lens.ts';

const played = '#p=first-cluster&t=30000000';

async function expectNothingFound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`)).toEqual([]);
}

test('from the lens to a broker’s directory, a segment, a batch and the bytes of its CRC', async ({ samsa }) => {
  await samsa.open(played);
  const { page } = samsa;
  const lens = new StorageLens(page);
  await lens.show();
  await expect.poll(() => page.url()).toContain('lens=storage');
  await lens.open('orders-0');
  await expect(page.getByRole('heading', { name: 'Where the log stands' })).toBeVisible();
  await lens.open('00000000000000000000.log');
  await lens.chooseBatch('first');
  await expect(lens.named).toContainText('baseOffset');
  await lens.bytes.locator('[data-at="18"]').first().hover();
  await expect(lens.named).toContainText(/crc.*CRC-32C.*0x[0-9a-f]{8}.*bytes 17–20/);
  await page.getByRole('radio', { name: 'Records' }).check();
  await expect(page.getByRole('grid', { name: 'Records' }).getByRole('row')).not.toHaveCount(1);

  // The link leads back into the lens.
  await page.goto(page.url());
  await page.reload();
  await expect(lens.tree).toBeVisible();
});

test('an offset is looked up step by step', async ({ samsa }) => {
  await samsa.open(played);
  const { page } = samsa;
  const lens = new StorageLens(page);
  await lens.show();
  await lens.open('orders-0');
  await page.getByRole('spinbutton', { name: 'Offset' }).fill('2');
  await lens.button('Find').click();
  const next = lens.button(/^Next step/);
  await expect(page.getByText('Is it in the log?')).toBeVisible();
  for (const title of ['Which segment?', /^Offset index/, 'Read batch by batch', 'The record']) {
    await next.click();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  }
  await lens.button('Show these bytes').click();
  await expect(lens.named).toContainText('record 2');
});

test('a byte is corrupted by hand, and the page tells what recovery cut', async ({ samsa }) => {
  await samsa.open(played);
  const { page, transport } = samsa;
  const lens = new StorageLens(page);
  await lens.show();
  await lens.open('orders-0');
  // Recovery reads from the recovery point on: the newest segment always.
  await lens.openNewestSegment();
  await lens.chooseBatch('first');
  await expect(page.getByText('Broker 1 runs.', { exact: false })).toBeVisible();
  await lens.button('Kill broker 1').click();
  await expect(lens.button('Start broker 1')).toBeVisible();
  const start = await lens.cursor();
  await lens.goToByte(start + 65);
  await lens.button('Write byte').click();
  await expect(lens.batches.getByText('✕ wrong').first()).toBeVisible();
  await lens.goToByte(start + 18);
  await expect(lens.named).toContainText('these bytes are damaged');

  await lens.button('Start broker 1').click();
  await transport.setSpeed('×10');
  await transport.play.click();
  await expect(page.getByRole('heading', { name: 'What recovery did at the last start' })).toBeVisible();
  await transport.stop();
  await expect(page.getByRole('main')).toContainText(`from byte ${start} on`);
  await expect(page.getByRole('main')).toContainText('does not match its CRC');
});

test('a partition’s directory is downloaded as .tar and opened read-only beside the cluster', async ({ samsa }) => {
  await samsa.open(played);
  const { page } = samsa;
  const lens = new StorageLens(page);
  await lens.show();
  await lens.open('orders-0');
  const saved = await downloaded(page, 'orders-0.tar', () => lens.button('Download orders-0 as .tar').click());
  expect(saved.name).toBe('orders-0.tar');
  const tar = saved.bytes;

  await lens.button('Open a real log directory').click();
  await page
    .locator('#open-real input[type="file"]')
    .last()
    .setInputFiles({ name: 'orders-0.tar', mimeType: 'application/x-tar', buffer: tar });
  await expect(lens.owner).toHaveValue(/^opened-/);
  await lens.open('orders-0');
  await lens.open('00000000000000000000.log');
  await lens.chooseBatch('first');
  await expect(lens.batches.getByText('✓ ok').first()).toBeVisible();

  await lens.button('Open a real log directory').click();
  const torn = { name: 'torn.tar', mimeType: 'application/x-tar', buffer: tar.subarray(0, 700) };
  await page.locator('#open-real input[type="file"]').last().setInputFiles(torn);
  await expect(page.getByRole('alert')).toContainText('torn.tar: The archive is cut off');
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('axe finds nothing in the storage lens, on a phone neither', async ({ samsa }) => {
      await samsa.open(played);
      const { page } = samsa;
      const lens = new StorageLens(page);
      await lens.show();
      await expectNothingFound(page);
      await lens.open('orders-0');
      await lens.button('Find').click();
      await lens.button(/^Next step/).click();
      await expectNothingFound(page);
      await lens.open('00000000000000000000.log');
      await lens.chooseBatch('first');
      await expectNothingFound(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNothingFound(page);
    });
  });
}
