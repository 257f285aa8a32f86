import { expect, test } from '@playwright/test';
import { type StaticHost, serveStatically } from './static-host.ts';

let host: StaticHost;

test.beforeAll(async () => {
  host = await serveStatically('dist', '/some/deep/path/');
});
test.afterAll(() => host.close());

test('runs from any path of a plain static host and asks no other origin for anything', async ({ page }) => {
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(host.address).origin) foreign.push(request.url());
  });
  await page.goto(host.address);
  await expect(page.locator('#root > *').first()).toBeVisible();
  expect(complaints).toEqual([]);
  expect(foreign).toEqual([]);
});

test('refuses inline script and foreign origins', async ({ page }) => {
  await page.goto(host.address);
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      document.documentElement.dataset.refused = `${document.documentElement.dataset.refused ?? ''} ${event.effectiveDirective}`;
    });
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.head.append(script);
    fetch('https://example.org/').catch(() => undefined);
  });
  await expect(page.locator('html')).toHaveAttribute('data-refused', /script-src-elem/);
  await expect(page.locator('html')).toHaveAttribute('data-refused', /connect-src/);
  await expect(page).not.toHaveTitle('taken over');
});
