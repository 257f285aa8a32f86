import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findBrowser, launchOptions } from './scripts/browsers.mjs';

const chromium = findBrowser('chromium');
if (chromium === undefined) throw new Error('There is no Chromium: npm test says how to get it.');

/** Component tests: real Chromium, real worker, real IndexedDB. */
export default defineConfig({
  plugins: [react()],
  // Found only when the tests run, which would then start anew.
  optimizeDeps: { include: ['react', 'react-dom/client', 'vitest-browser-react', 'zustand'] },
  test: {
    include: ['src/**/*.browser.test.{ts,tsx}'],
    passWithNoTests: true,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: launchOptions('chromium', chromium) }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
