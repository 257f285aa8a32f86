import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

async function expectNothingFound(page: Page): Promise<void> {
  // Legacy: in this page, which has no frames, instead of in a second one.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`)).toEqual([]);
}

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('axe finds nothing while a broker is down, a partition is selected, a record is open', async ({ samsa }) => {
      await samsa.open('#p=a-broker-dies');
      const { stage, inspector, transport, page } = samsa;
      await expectNothingFound(page);
      await stage.skip('broker.session.timeout.ms', 'broker 1').click();
      await transport.playUntil('×10', () => expect(stage.sentence).toContainText('controller made broker'));
      await stage.select(stage.broker(1));
      await expectNothingFound(page);
      await inspector.selectPartition('orders', 1);
      await stage.sentence.click();
      await expectNothingFound(page);
      await stage.sentence.click();
      await stage.clickNewestCommittedRecord(stage.replica('orders-1', 2));
      await expect(inspector.fact('Offset')).toBeVisible();
      await expectNothingFound(page);
    });

    test('axe finds nothing in Korean, in forms and dialogs, and on a phone', async ({ samsa }) => {
      await samsa.open('#p=first-cluster');
      const { page } = samsa;
      await page.getByRole('button', { name: '한국어' }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
      await expectNothingFound(page);
      await page.locator('details.act').first().locator('summary').click();
      await expectNothingFound(page);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNothingFound(page);
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNothingFound(page);
    });
  });
}
