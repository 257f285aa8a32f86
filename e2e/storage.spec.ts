import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { Samsa } from './pages/samsa.ts';

test('a second tab runs in memory, says so, and can take over', async ({ samsa, context }) => {
  await samsa.open('#p=first-cluster');
  await expect(samsa.transport.storage).toHaveText('stored in this browser');

  const second = new Samsa(await context.newPage());
  await second.open('#p=slow-consumer');
  await expect(second.transport.storage).toContainText('in memory only');
  await second.transport.playUntil('×10', () =>
    expect.poll(() => second.transport.nowUs()).toBeGreaterThan(30_000_000),
  );
  await second.transport.storage.getByRole('button', { name: 'Take over here' }).click();
  await expect(second.transport.storage).toHaveText('stored in this browser');

  await samsa.page.bringToFront();
  await samsa.transport.next.click();
  await expect(samsa.transport.storage).toContainText('in memory only');
  await expect(samsa.transport.storage.getByRole('button', { name: 'Take over here' })).toBeVisible();
});

test('without IndexedDB the run stays in memory, and the page says so', async ({ samsa }) => {
  await startWorkerWith(samsa.page, 'Object.defineProperty(globalThis, "indexedDB", { value: undefined });');
  await samsa.open();
  const { transport } = samsa;
  await expect(transport.storage).toContainText('in memory only');
  await expect(samsa.page.getByText('gives the page no IndexedDB')).toBeVisible();
  await transport.setSpeed('×10');
  await expect.poll(() => transport.nowUs()).toBeGreaterThan(25_000_000);
});

test('a denied IndexedDB leaves the run in memory, and the page says so', async ({ samsa }) => {
  await startWorkerWith(
    samsa.page,
    'IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); };',
  );
  await samsa.open();
  await expect(samsa.transport.storage).toContainText('in memory only');
  await expect(samsa.page.getByText('the run goes on in memory')).toBeVisible();
  await samsa.transport.setSpeed('×10');
  await expect.poll(() => samsa.transport.nowUs()).toBeGreaterThan(25_000_000);
});

test('without Web Locks the run stays in memory, and the page says so', async ({ samsa }) => {
  await startWorkerWith(samsa.page, 'Object.defineProperty(navigator, "locks", { value: undefined });');
  await samsa.open();
  await expect(samsa.transport.storage).toContainText('in memory only');
  await expect(samsa.page.getByText('has no Web Locks here')).toBeVisible();
});

/** The storage is the worker's: a browser that lacks something is one whose worker starts without it. */
async function startWorkerWith(page: Page, script: string): Promise<void> {
  await page.route('**/sim.worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });
}
