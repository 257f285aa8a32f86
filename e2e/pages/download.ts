import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';

export interface Downloaded {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * What `act` makes the browser save under `name`. Firefox over WebDriver BiDi saves it in the folder that the project
 * names (`downloadsPath`) and tells no download of a link to a blob, so that the file itself is awaited there.
 */
export async function downloaded(page: Page, name: string, act: () => Promise<void>): Promise<Downloaded> {
  const folder = test.info().project.use.launchOptions?.downloadsPath;
  if (folder === undefined) {
    const downloading = page.waitForEvent('download');
    await act();
    const download = await downloading;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }
  const path = join(folder, name);
  await mkdir(folder, { recursive: true });
  await rm(path, { force: true });
  await act();
  await expect.poll(() => existsSync(path) && !existsSync(`${path}.part`)).toBe(true);
  await expect.poll(async () => (await stat(path)).size).toBeGreaterThan(0);
  return { name, bytes: await readFile(path) };
}
