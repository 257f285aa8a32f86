import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files that come over the wire before the worker runs: its own, what that imports at once, and so on. What is
 * imported lazily is not in here.
 * @param {string} folder of the built page
 * @returns {string[]} paths
 */
export function workerChunks(folder) {
  const assets = join(folder, 'assets');
  const [entry, ...others] = readdirSync(assets).filter((file) => /^sim\.worker-.*\.js$/.test(file));
  if (entry === undefined || others.length > 0) throw new Error(`${assets} holds one worker`);
  /** @type {Set<string>} */
  const seen = new Set();
  /** @param {string} file */
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(join(assets, file), 'utf8');
    for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) {
      if (name !== undefined) visit(name);
    }
  };
  visit(entry);
  return [...seen].map((file) => join(assets, file));
}
