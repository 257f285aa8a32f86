import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { TopicLens } from './pages/topic-lens.ts';

const played = '#p=first-cluster&t=30000000';

async function expectNothingFound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`)).toEqual([]);
}

test('from the lens to a replica and a record, and the link leads back', async ({ samsa }) => {
  await samsa.open(played);
  const { page, inspector } = samsa;
  const lens = new TopicLens(page);
  await lens.show();
  await expect.poll(() => page.url()).toContain('lens=topic');
  const leader = lens.thing(/^orders-0 on broker 1, leader/);
  const numbers = /log end offset (\d+).*high watermark (\d+)/.exec((await leader.getAttribute('aria-label')) ?? '');
  await expect(leader).toContainText(`HW ${numbers?.[2]} · LEO ${numbers?.[1]}`);
  await expect(lens.rulers).toContainText(/High Watermark( = Log End Offset)? \d+/);
  await expect(lens.thing(/^Group billing on orders-0: .*behind the high watermark; its next read/)).toHaveCount(1);

  await leader.locator('.cell.committed').nth(2).click();
  await expect(inspector.root.getByText('orders-0 @ 2')).toBeVisible();
  await lens.thing(/^orders-1: leader/).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(inspector.root.getByRole('heading', { name: /orders-1/ }).first()).toBeVisible();

  await page.goto(page.url());
  await page.reload();
  await expect(lens.rulers).toBeVisible();
});

test('a link opens the lens; keys go where Kafka’s hash sends them, and some move when partitions are added', async ({
  page,
}) => {
  await page.goto(`./${played}&lens=topic`);
  const lens = new TopicLens(page);
  await expect(lens.rulers).toBeVisible();
  await lens.showKeys();
  await lens.keys.fill('kafka\nkafka\nuser-42');
  await expect(page.getByText('2 keys on 3 lines; each counts once.')).toBeVisible();
  await lens.partitionsThen.fill('6');
  await expect(lens.row(/^kafka ×2 1 4 moves/)).toBeVisible();
  await page.getByRole('button', { name: 'Sample keys' }).click();
  await expect(page.getByText(/^From 3 to 6 partitions, \d+ of 67 keys move/)).toBeVisible();
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme, in Korean`, () => {
    test.use({ colorScheme, locale: 'ko-KR' });

    test('axe finds nothing in the topic lens, on a phone neither', async ({ page }) => {
      await page.goto(`./${played}&lens=topic`);
      const lens = new TopicLens(page);
      await expect(lens.thing(/^orders-0에서 그룹 billing: .*커밋했으므로/)).toBeVisible();
      await expectNothingFound(page);
      await lens.showKeys();
      await page.getByRole('button', { name: '예시 키' }).click();
      await expect(page.getByText(/^파티션이 3개에서 4개가 되면/)).toBeVisible();
      await expectNothingFound(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNothingFound(page);
      await page.getByRole('radio', { name: '오프셋' }).check();
      await expect(lens.rulers).toBeVisible();
      await expectNothingFound(page);
    });
  });
}
