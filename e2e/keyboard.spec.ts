import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

test('a broker is found, killed and started with the keyboard alone', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { stage, inspector, page } = samsa;
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the stage' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await press(page, 'Tab', 'first thing of the stage', (label) => /^(Producer|Controller|Broker|Rack)/.test(label));

  await press(page, 'ArrowRight', 'broker 1', (label) => /^(Broker 1|Rack rack-a|orders-\d on broker 1)/.test(label));
  await press(page, 'ArrowUp', 'broker 1', (label) => label.startsWith('Broker 1,'));
  await page.keyboard.press('ArrowRight');
  await expect(stage.broker(2)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(inspector.heading('broker 2')).toBeVisible();

  await press(page, 'Tab', 'Kill broker', (label) => label === 'Kill broker');
  await page.keyboard.press('Enter');
  await expect(stage.broker(2)).toHaveAccessibleName(/killed/);

  await page.keyboard.press('u');
  await expect(stage.broker(2)).toHaveAccessibleName(/running/);
});

test('a record is opened with the keyboard alone', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { stage, inspector, page } = samsa;
  await stage.replica('orders-0', 1).focus();
  const end = await stage.logEndOffset('orders-0', 1);
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(stage.root.getByRole('button', { name: `Record ${end - 2} of orders-0 on broker 1` })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(inspector.heading(`orders-0 @ ${end - 2}`)).toBeVisible();
});

/** Presses a key until the focus stands on something that says so. */
async function press(page: Page, key: string, what: string, found: (label: string) => boolean): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const label = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused?.getAttribute('aria-label') ?? focused?.textContent ?? '';
    });
    if (found(label)) return;
    await page.keyboard.press(key);
  }
  expect(null, `${key} reaches ${what}`).not.toBeNull();
}
