import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PLANTED: readonly (readonly [source: string, found: string])[] = [
  ['export const a = Date.now();', 'Date'],
  ['export const a = new Date(0);', 'Date'],
  ['export const a = Math.random();', 'Math.random'],
  ['export const a = Math.log(2);', 'Math.log'],
  ["export const a = Math['exp'](2);", 'Math.exp'],
  ['export const a = Math.sqrt(2);', 'Math.sqrt'],
  ['const { sin } = Math;\nexport const a = sin;', 'Math without a name after it'],
  ['export const a = 2 ** 3;', '**'],
  ['export let a = 2;\na **= 3;', '**='],
  ['export const a = new Intl.Collator();', 'Intl'],
  ["export const a = 'a'.localeCompare('b');", 'localeCompare'],
  ['export const a = (1).toLocaleString();', 'toLocaleString'],
  ['export const a = Promise.resolve(1);', 'Promise'],
  ['export type A = Promise<number>;', 'Promise'],
  ['export const a = async () => 1;', 'async'],
  ["export const a = () => import('./b.ts');", 'import()'],
  ['export const a = globalThis;', 'globalThis'],
];

/** A date by another name, exact functions, and time that is an argument: nothing to find. */
const INNOCENT = `
export type A = { readonly Date: number };
export const a = (Date: number): number => Math.floor(Date / 2) * Math.imul(3, 4);
export const b = [3, 1, 2].sort((x, y) => x - y);
`;

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'samsa-lint-'));
  mkdirSync(join(root, 'scripts'));
  for (const file of ['.oxlintrc.json', 'scripts/determinism.mjs']) copyFileSync(file, join(root, file));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The messages of the project's own lint configuration for these files. */
function lint(files: Readonly<Record<string, string>>): Map<string, string[]> {
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${source}\n`);
  }
  const oxlint = join(process.cwd(), 'node_modules/oxlint/bin/oxlint');
  const args = [oxlint, '--format', 'json', ...Object.keys(files)];
  let output: string;
  try {
    output = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  } catch (error) {
    output = String((error as { stdout: string }).stdout);
  }
  const { diagnostics } = JSON.parse(output) as { diagnostics: { filename: string; message: string }[] };
  const found = new Map(Object.keys(files).map((path): [string, string[]] => [path, []]));
  for (const { filename, message } of diagnostics) found.get(filename.replaceAll('\\', '/'))?.push(message);
  return found;
}

test('whatever may differ between two runs is found, and the message names the replacement', () => {
  const files = Object.fromEntries(PLANTED.map(([source], i) => [`src/sim/planted-${i}.ts`, source]));
  const found = lint(files);
  PLANTED.forEach(([source, what], i) => {
    const messages = found.get(`src/sim/planted-${i}.ts`) ?? [];
    expect(messages.length, source).toBeGreaterThan(0);
    expect(messages[0], source).toContain(`${what} has no place in a pure room: `);
  });
});

test('every pure room is watched, the others and the tests are not', () => {
  const [source] = PLANTED[0] ?? [''];
  const watched = ['base', 'kafka', 'sim', 'scenario', 'lessons', 'terminal'].map((room) => `src/${room}/deep/a.ts`);
  const free = ['src/ui/a.ts', 'src/worker/host/a.ts', 'src/kafka/a.test.ts', 'src/sim/testing/a.ts'];
  const found = lint(Object.fromEntries([...watched, ...free].map((path) => [path, source])));
  expect(watched.filter((path) => found.get(path)?.length === 0)).toEqual([]);
  expect(free.filter((path) => found.get(path)?.length !== 0)).toEqual([]);
});

test('what is exact and has a clock as an argument passes', () => {
  expect([...lint({ 'src/kafka/innocent.ts': INNOCENT }).values()]).toEqual([[]]);
});
