/**
 * Runs a TypeScript entry point in plain Node: `node scripts/run-ts.mjs bench/main.ts --some option`.
 * The entry and everything it imports by path is bundled into node_modules/.cache (packages stay imports), then
 * imported; when it exports `main`, `main(arguments)` is called and the number it gives is the exit code.
 * Node 20 cannot strip types by itself, and a bundle runs at the speed the browser's worker sees.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined || !existsSync(entry)) {
  console.error(entry === undefined ? 'usage: node scripts/run-ts.mjs FILE.ts [argument …]' : `There is no ${entry}.`);
  process.exit(2);
}

const cache = resolve('node_modules/.cache/run-ts');
mkdirSync(cache, { recursive: true });
const outDir = mkdtempSync(join(cache, `${basename(entry, '.ts')}-`));
process.on('exit', () => rmSync(outDir, { recursive: true, force: true }));

await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: resolve(entry),
    outDir,
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    sourcemap: 'inline',
    rollupOptions: { output: { entryFileNames: 'entry.mjs' } },
  },
});
process.setSourceMapsEnabled(true);
// The program sees its own name and arguments, as if Node had run it.
process.argv.splice(1, process.argv.length, resolve(entry), ...args);
const program = await import(pathToFileURL(join(outDir, 'entry.mjs')).href);
if (program.main !== undefined) process.exitCode = await program.main(args);
