import { readFileSync } from 'node:fs';
import { workerChunks } from './scripts/worker-chunks.mjs';

/** What the page names itself: its script and the chunks that it preloads. What is imported lazily is not in here. */
const page = readFileSync('dist/index.html', 'utf8');
const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => `dist/${path}`);
if (named.length === 0) throw new Error('dist/index.html names no script');

/** Budgets in gzip (docs/decisions/0008-budgets.md): what must come over the wire before the first record moves. */
export default [
  { name: 'JS named by index.html', path: named, limit: '110 KiB', gzip: true },
  { name: 'the worker', path: workerChunks('dist'), limit: '180 KiB', gzip: true },
];
