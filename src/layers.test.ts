import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { type Edge, moduleEdges } from './testing/module-edges.ts';

/** What a room may name. A room may always name itself; the longest prefix wins, on both sides. */
interface Room {
  readonly values?: readonly string[];
  readonly types?: readonly string[];
  /** By `import()` only. */
  readonly lazily?: readonly string[];
  readonly workers?: readonly string[];
  /** Packages, with their sub-paths. */
  readonly npm?: readonly string[];
}

const PURE = ['base', 'kafka', 'kafka/record/codecs', 'sim', 'scenario', 'lessons', 'lessons/goals', 'terminal'];

/** The plan of the house (ARCHITECTURE.md). There is no list of exceptions. */
const ROOMS: Readonly<Record<string, Room>> = {
  base: {},
  kafka: { values: ['base'] },
  // Who opens a run loads what it needs of them: the rules know only the registry beside this folder.
  'kafka/record/codecs': { values: ['base', 'kafka'], npm: ['pako', '@hpcc-js/wasm-zstd'] },
  sim: { values: ['base', 'kafka'] },
  scenario: { values: ['base', 'kafka/config'], types: ['kafka', 'sim'], npm: ['valibot'] },
  lessons: { values: ['base', 'scenario'], types: ['kafka', 'sim'] },
  'lessons/goals': { values: ['base', 'kafka', 'sim'] },
  terminal: { values: ['base', 'kafka'], types: ['sim'] },
  storage: { values: ['base'], types: ['sim', 'scenario'], npm: ['idb'] },
  'worker/protocol': { types: ['base', 'kafka', 'sim', 'scenario'] },
  'worker/host': {
    values: ['base', 'kafka', 'kafka/record/codecs', 'sim', 'scenario', 'terminal', 'storage', 'lessons/goals'],
    types: ['worker/protocol'],
  },
  'worker/sim.worker': { values: ['worker/host'] },
  'worker/client': { values: ['base'], types: ['worker/protocol'], workers: ['worker/sim.worker'] },
  diagram: { values: ['base', 'kafka/config'], types: ['kafka', 'sim', 'worker/protocol'], npm: ['d3'] },
  i18n: { values: ['base'], types: ['kafka/config'] },
  store: {
    values: ['base', 'scenario', 'lessons', 'worker/client'],
    types: ['kafka', 'sim', 'worker/protocol'],
    npm: ['zustand'],
  },
  ui: {
    values: ['base', 'scenario', 'lessons', 'diagram', 'store', 'i18n'],
    // The producer's hash: where pasted keys go is worked out beside the field, while typing.
    lazily: ['kafka/config', 'kafka/record/murmur2'],
    types: ['kafka', 'sim', 'worker/protocol'],
    npm: ['react', 'react-dom'],
  },
  main: { values: ['store', 'ui', 'i18n', 'worker/client', 'styles'], npm: ['react-dom'] },
  // Runners and tools: any pure room, and what package.json declares (which Biome checks).
  conformance: { values: PURE },
  scripts: { values: [...PURE, 'conformance'], npm: ['*'] },
  bench: { values: [...PURE, 'scripts', 'storage'], npm: ['*'] },
  // The tests of the page know its test ids, its words and how its links are written.
  e2e: { values: [...PURE, 'ui/test-ids', 'i18n', 'store/link'], npm: ['*'] },
};

const FOLDERS = ['src', 'scripts', 'bench', 'e2e'];
const TEST_PACKAGES = ['vitest', 'vitest-browser-react', 'fast-check', '@fast-check/vitest', 'vite', 'node:*'];
/** Fixtures that every test may use, whatever its room. */
const TEST_KIT = ['sim/testing', 'testing', 'kafka/record/codecs/load-codecs'];

/** `src/kafka/log/segment.ts` → `kafka/log/segment`. */
const nameOf = (path: string): string => path.replace(/^src\//, '').replace(/\.tsx?$/, '');
/** `worker/host` holds `worker/host.ts`, `worker/host/calls.ts` and `worker/host.storage.test.ts`. */
const isIn = (name: string, prefix: string): boolean =>
  name === prefix || (name.startsWith(prefix) && /[/.]/.test(name.charAt(prefix.length)));
const longest = (name: string, prefixes: readonly string[]): string | undefined =>
  prefixes.filter((prefix) => isIn(name, prefix)).sort((a, b) => b.length - a.length)[0];
const roomOf = (name: string): string | undefined => longest(name, Object.keys(ROOMS));
const isTest = (path: string): boolean => /\.test\.tsx?$|(^|\/)testing\//.test(path);
const isPackage = (specifier: string): boolean => !specifier.startsWith('.');

/** Whether one of the prefixes lets `name` in: a room inside a room is named for itself or not at all. */
function lets(prefixes: readonly string[] | undefined, name: string): boolean {
  const match = longest(name, prefixes ?? []);
  return match !== undefined && match.length >= (roomOf(name) ?? '').length;
}

function mayImportPackage(path: string, specifier: string): boolean {
  const allowed = [...(ROOMS[roomOf(nameOf(path)) ?? '']?.npm ?? []), ...(isTest(path) ? TEST_PACKAGES : [])];
  return allowed.some((it) => it === '*' || isIn(specifier, it) || (it === 'node:*' && specifier.startsWith('node:')));
}

function mayName(path: string, target: string, kind: Edge['kind']): boolean {
  const name = nameOf(path);
  const to = nameOf(target);
  const room = roomOf(name);
  if (isTest(path) && (TEST_KIT.some((kit) => isIn(to, kit)) || !/\.tsx?$/.test(target))) return true;
  if (isTest(target) && !isTest(path)) return false;
  if (room === undefined) return false;
  if (roomOf(to) === room) return true;
  const { values, types, lazily, workers } = ROOMS[room] ?? {};
  if (kind === 'worker') return lets(workers, to);
  return (
    lets(values, to) ||
    (kind === 'type' && lets([...(types ?? []), ...(lazily ?? [])], to)) ||
    (kind === 'lazy' && lets(lazily, to))
  );
}

/** What is wrong with one edge, in a sentence. */
function faultOf(path: string, edge: Edge, exists: (path: string) => boolean): string | undefined {
  const at = `${path}:${edge.line}`;
  if (isPackage(edge.specifier)) {
    if (!mayImportPackage(path, edge.specifier)) return `${at} imports the package ${edge.specifier}`;
    return isIn(edge.specifier, 'd3') && edge.namespace ? `${at} imports all of d3: name what is used` : undefined;
  }
  const target = posix.join(posix.dirname(path), edge.specifier);
  if (!exists(target)) return `${at} names ${target}, which does not exist`;
  return mayName(path, target, edge.kind) ? undefined : `${at} may not name ${target} (${edge.kind})`;
}

interface Survey {
  readonly edges: number;
  readonly faults: readonly string[];
}

/** Reads every edge of these files; a file that cannot be read for its edges is a fault as well. */
function survey(files: ReadonlyMap<string, string>, exists: (path: string) => boolean): Survey {
  const faults: string[] = [];
  let edges = 0;
  for (const [path, source] of files) {
    if (roomOf(nameOf(path)) === undefined && !isTest(path)) faults.push(`${path} stands in no room of the plan`);
    try {
      for (const edge of moduleEdges(path, source)) {
        edges += 1;
        const fault = faultOf(path, edge, exists);
        if (fault !== undefined) faults.push(fault);
      }
    } catch (error) {
      faults.push(`${path}: ${String(error)}`);
    }
  }
  return { edges, faults };
}

function readFiles(): Map<string, string> {
  const paths = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
      posix.join(folder, path.replaceAll('\\', '/')),
    ),
  );
  return new Map(paths.filter((path) => /\.tsx?$/.test(path)).map((path) => [path, readFileSync(path, 'utf8')]));
}

test('every file stands in a room and names only what its room may', () => {
  const files = readFiles();
  const { edges, faults } = survey(files, existsSync);
  expect(faults).toEqual([]);
  expect(files.size).toBeGreaterThan(20);
  expect(edges).toBeGreaterThan(files.size);
});

const planted = (path: string, source: string): readonly string[] =>
  survey(new Map([[path, source]]), () => true).faults;

test.each([
  ['an upward value import', 'src/kafka/log/a.ts', "import { x } from '../../sim/state.ts';"],
  ['an upward type import', 'src/kafka/log/a.ts', "import type { X } from '../../sim/state.ts';"],
  ['a re-export', 'src/base/a.ts', "export * from '../kafka/log/b.ts';"],
  ['a type query', 'src/base/a.ts', "type X = typeof import('../kafka/log/b.ts');"],
  ['a value where only types may pass', 'src/scenario/a.ts', "import { x } from '../kafka/log/b.ts';"],
  ['an import that leaves a trace', 'src/scenario/a.ts', "import { type X } from '../kafka/log/b.ts';"],
  ['a lazy import of the engine', 'src/ui/a.tsx', "const x = () => import('../sim/state.ts');"],
  ['an eager import of what must be lazy', 'src/ui/a.tsx', "import { x } from '../kafka/config/topic.ts';"],
  ['a room inside a room', 'src/lessons/a.ts', "import { x } from './goals/b.ts';"],
  ['a worker named elsewhere', 'src/ui/a.ts', "new Worker(new URL('../worker/sim.worker.ts', import.meta.url));"],
  ['a package', 'src/sim/a.ts', "import { array } from 'valibot';"],
  ['a package by sub-path', 'src/ui/a.ts', "import { create } from 'zustand/react';"],
  ['a part of Node', 'src/kafka/log/a.ts', "import { readFileSync } from 'node:fs';"],
  ['a d3 part by its own name', 'src/diagram/cluster/a.ts', "import { scaleLinear } from 'd3-scale';"],
  ['all of d3', 'src/diagram/cluster/a.ts', "import * as d3 from 'd3';"],
  ['a fixture in the product', 'src/sim/a.ts', "import { x } from './testing/b.ts';"],
  ["another room's fixture", 'src/kafka/a.test.ts', "import { x } from '../storage/testing/b.ts';"],
  ['a folder that is no room', 'src/utils/a.ts', ''],
  ['a name that is computed', 'src/ui/a.ts', 'const x = (y: string) => import(y);'],
  ['a glob', 'src/ui/a.ts', "const x = import.meta.glob('../sim/*.ts');"],
  ['a file that cannot be parsed', 'src/ui/a.ts', 'const = ;'],
  ['a tool that reaches into the screen', 'scripts/a.ts', "import { x } from '../src/ui/b.ts';"],
])('finds %s', (_what, path, source) => {
  expect(planted(path, source)).toHaveLength(1);
});

test.each([
  ['src/sim/a.ts', "import { x } from '../kafka/log/b.ts';"],
  ['src/scenario/a.ts', "import { x } from '../kafka/config/b.ts'; import type { Y } from '../sim/c.ts';"],
  ['src/ui/a.tsx', "const x = () => import('../kafka/config/b.ts');"],
  ['src/worker/client.ts', "new Worker(new URL('./sim.worker.ts', import.meta.url), { type: 'module' });"],
  ['src/kafka/a.test.ts', "import { x } from '../sim/testing/b.ts'; import { readFileSync } from 'node:fs';"],
  ['src/diagram/cluster/a.ts', "import { scaleLinear } from 'd3';"],
])('lets %s do what the plan allows', (path, source) => {
  expect(planted(path, source)).toEqual([]);
});

test('an import of a file that is not there is found', () => {
  const files = new Map([['src/base/a.ts', "import { b } from './b.ts';"]]);
  expect(survey(files, () => false).faults).toEqual(['src/base/a.ts:1 names src/base/b.ts, which does not exist']);
});
