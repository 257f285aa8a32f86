import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { type HashedRun, hashedRuns } from './engine-hash-runs.ts';

/** The engine and its runs as one classic script that leaves `engineHash.hashedRuns` behind. */
async function engineScript(): Promise<string> {
  const entry = fileURLToPath(new URL('./engine-hash-runs.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: { write: false, target: 'es2022', lib: { entry, name: 'engineHash', formats: ['iife'] } },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (bundle === undefined || !('output' in bundle)) throw new Error('the engine could not be bundled');
  return bundle.output[0].code;
}

test('the same seed, setup and commands give the same hash in Node and in this browser, also from a checkpoint', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const inNode = await hashedRuns();
  await page.goto('about:blank');
  await page.addScriptTag({ content: await engineScript() });
  const inBrowser = await page.evaluate(() =>
    (globalThis as unknown as { engineHash: { hashedRuns: () => Promise<HashedRun[]> } }).engineHash.hashedRuns(),
  );
  expect(inBrowser).toEqual(inNode);
  expect(inNode.length).toBeGreaterThan(5);
  for (const { name, hash, again } of inNode) expect(again, name).toBe(hash);
});
