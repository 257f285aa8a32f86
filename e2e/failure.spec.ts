import { test as base } from '@playwright/test';
import { expect } from './fixtures.ts';
import { Samsa } from './pages/samsa.ts';

base('a worker that cannot be loaded gives a readable screen, and restart brings the page back', async ({ page }) => {
  const samsa = new Samsa(page);
  await page.route('**/sim.worker-*.js', (route) => route.abort());
  await page.goto('./');
  await expect(page.getByRole('heading', { name: 'Samsa stopped' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('worker died');
  await page.unroute('**/sim.worker-*.js');
  await page.getByRole('button', { name: 'Restart' }).click();
  await samsa.shows();
  await samsa.transport.setSpeed('×10');
  await expect.poll(() => samsa.transport.nowUs()).toBeGreaterThan(20_000_000);
});

base('a worker that dies in the middle gives seed and moment, and a restart', async ({ page }) => {
  const samsa = new Samsa(page);
  // A worker whose 200th message finds it broken, as a bug of ours would break it.
  const broken = `let calls = 0;
addEventListener('message', (event) => {
  calls += 1;
  if (calls < 200) return;
  event.stopImmediatePropagation();
  throw new Error('out of memory');
});`;
  await page.route('**/sim.worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${broken}\n${await response.text()}` });
  });
  await samsa.open('#p=first-cluster');
  await samsa.transport.play.click();
  await expect(page.getByRole('heading', { name: 'Samsa stopped' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('worker died');
  const details = page.getByRole('main');
  await expect(details).toContainText(/Seed\s*1/);
  await expect(details).toContainText(/Moment\s*00:\d\d\.\d{3}/);
  await expect(details).toContainText('out of memory');
  await page.unroute('**/sim.worker-*.js');
  await page.getByRole('button', { name: 'Restart' }).click();
  await samsa.shows();
  await expect.poll(() => samsa.transport.nowUs()).toBe(18_000_000);
});
