import { defineConfig, devices, type Project } from '@playwright/test';
import { findBrowser, isStockFirefox, launchOptions } from './scripts/browsers.mjs';

const PORT = Number(process.env.SAMSA_E2E_PORT ?? 41_739);
const address = `http://localhost:${PORT}/`;

/** Only the browsers that are there; `npm test` names those that are not. */
function projects(): Project[] {
  const chromium = findBrowser('chromium');
  const firefox = findBrowser('firefox');
  const found: Project[] = [];
  if (chromium !== undefined) {
    found.push({
      name: 'chromium',
      use: { ...devices['Desktop Chrome'], launchOptions: launchOptions('chromium', chromium) },
    });
  }
  if (firefox !== undefined) {
    const options = launchOptions('firefox', firefox);
    const stock = { channel: 'moz-firefox', launchOptions: { ...options, downloadsPath: 'test-results/downloads' } };
    const driven = isStockFirefox(firefox) ? stock : { launchOptions: options };
    found.push({ name: 'firefox', use: { ...devices['Desktop Firefox'], ...driven } });
  }
  if (found.length === 0) throw new Error('There is neither Chromium nor Firefox: npm test says how to get them.');
  return found;
}

export default defineConfig({
  testDir: 'e2e',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: '100%',
  retries: 0,
  // A slow machine may take its time; nothing is asserted about it here.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: { baseURL: address, trace: 'off' },
  projects: projects(),
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${PORT} --strictPort`,
    url: address,
    reuseExistingServer: false,
  },
});
