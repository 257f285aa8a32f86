import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runSuite } from '../src/conformance/run-suite.ts';
import type { SuiteFile } from '../src/conformance/suite.ts';
import { suites } from '../src/conformance/suites.ts';
import { allCodecs, loadCodecs } from '../src/kafka/record/codecs/load-codecs.ts';

const USAGE = 'usage: npm run conformance -- FOLDER [--suite NAME,NAME]';
const FAILURES_SHOWN = 5;
const SUITE_FILE = /^(.+)\.json(\.gz)?$/;

/** Suite name → path of its file, sorted by name. */
export function findSuiteFiles(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = entry.isFile() ? SUITE_FILE.exec(entry.name)?.[1] : undefined;
    if (name !== undefined) found.set(name, join(folder, entry.name));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function readSuiteFile(path: string): SuiteFile {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const file: unknown = JSON.parse(text);
  if (typeof file !== 'object' || file === null || !('cases' in file) || !Array.isArray(file.cases)) {
    throw new Error(`${path} is not a file of vectors: it has no list of cases`);
  }
  return file as SuiteFile;
}

/** Runs one suite and prints its line and its first failures. Gives whether all passed. */
function report(name: string, path: string | undefined, print: (line: string) => void): boolean {
  if (path === undefined) {
    print(`${name}: not run, the folder has no such suite`);
    return false;
  }
  const suite = suites.get(name);
  if (suite === undefined) {
    print(`${name}: not run, this suite is not known here`);
    return false;
  }
  const result = runSuite(suite, readSuiteFile(path));
  print(`${name}: ${result.passed} passed, ${result.failed} failed`);
  for (const failure of result.failures.slice(0, FAILURES_SHOWN)) print(`  ${failure}`);
  const more = result.failed - FAILURES_SHOWN;
  if (more > 0) print(`  … and ${more} more`);
  return result.failed === 0;
}

function parseArguments(args: readonly string[]): { folder: string; asked: string[] | null } | null {
  const folders: string[] = [];
  let asked: string[] | null = null;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--suite' || arg.startsWith('--suite=')) {
      const value = arg === '--suite' ? args[++i] : arg.slice('--suite='.length);
      if (value === undefined) return null;
      asked = [...(asked ?? []), ...value.split(',').filter((name) => name !== '')];
    } else if (arg.startsWith('-')) return null;
    else folders.push(arg);
  }
  const folder = folders[0];
  if (folder === undefined || folders.length > 1 || asked?.length === 0) return null;
  return { folder, asked };
}

/** The exit code: 0 when every suite that was asked for was there, was known and passed whole. */
export function conformance(args: readonly string[], print: (line: string) => void): number {
  const parsed = parseArguments(args);
  if (parsed === null) {
    print(USAGE);
    return 2;
  }
  const folder = resolve(parsed.folder);
  let files: Map<string, string>;
  try {
    files = findSuiteFiles(folder);
  } catch (error) {
    print(`cannot read ${parsed.folder}: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  const names = parsed.asked ?? [...files.keys()];
  if (names.length === 0) {
    print(`${parsed.folder} holds no suites (NAME.json or NAME.json.gz)`);
    return 2;
  }
  const passed = names.map((name) => report(name, files.get(name), print));
  return passed.every(Boolean) ? 0 : 1;
}

/** What `npm run conformance` calls (scripts/run-ts.mjs). */
export async function main(args: readonly string[]): Promise<number> {
  await loadCodecs(allCodecs);
  return conformance(args, console.log);
}
