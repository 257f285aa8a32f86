import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { findBrowser, launchOptions } from '../scripts/browsers.mjs';

/** The page as `npm run build` makes it, served, in a fresh Chromium. */
export interface BuiltPage {
  readonly address: string;
  /** Folder of the built files. */
  readonly folder: string;
  readonly browser: Browser;
  readonly page: Page;
}

/** Builds and serves the page for as long as `use` takes; gives a sentence when there is no Chromium. */
export async function withBuiltPage(use: (built: BuiltPage) => Promise<void>): Promise<string | null> {
  const path = findBrowser('chromium');
  if (path === undefined) return 'not run: Chromium';
  const folder = mkdtempSync(join(tmpdir(), 'samsa-bench-'));
  try {
    await build({ root: resolve('.'), logLevel: 'warn', build: { outDir: folder, emptyOutDir: true } });
    const server = await preview({
      root: resolve('.'),
      logLevel: 'warn',
      build: { outDir: folder },
      preview: { port: 41_790 },
    });
    const browser = await chromium.launch(launchOptions('chromium', path));
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en' });
      await use({ address: server.resolvedUrls?.local[0] ?? '', folder, browser, page });
    } finally {
      await browser.close();
      await server.close();
    }
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
