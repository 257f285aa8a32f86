import { readdirSync, readFileSync } from 'node:fs';

/** What the page names itself: its script and the chunks that it preloads. What is imported lazily is not in here. */
const page = readFileSync('dist/index.html', 'utf8');
const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => `dist/${path}`);
if (named.length === 0) throw new Error('dist/index.html names no script');
const worker = readdirSync('dist/assets')
  .filter((file) => /^sim\.worker-.*\.js$/.test(file))
  .map((file) => `dist/assets/${file}`);

/** Budgets in gzip: what must come over the wire before the first record moves. */
export default [
  { name: 'JS named by index.html', path: named, limit: '110 KiB', gzip: true },
  { name: 'with the worker', path: [...named, ...worker], limit: '190 KiB', gzip: true },
];
