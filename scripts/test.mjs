/**
 * `npm test`: everything, in the order in which a failure is cheapest to hear of. A failed step does not stop the
 * later ones, except where they need what it makes. The last line is `tests: N passed, N failed`, whatever happens:
 * unit, component and end-to-end tests and vector cases; a failed step without tests counts as one.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';
import { conformanceCounts, playwrightCounts, stepCounts, vitestCounts } from './test-counts.mjs';

/** @typedef {import('./test-counts.mjs').Counts} Counts */
/** @typedef {import('./browsers.mjs').BrowserName} BrowserName */

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const reports = 'node_modules/.cache/test';
const sum = { passed: 0, failed: 0 };
/** @type {import('node:child_process').ChildProcess | undefined} */
let running;

process.on('exit', () => console.log(`tests: ${sum.passed} passed, ${sum.failed} failed`));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    running?.kill(signal);
    sum.failed += 1;
    console.error(`interrupted by ${signal}`);
    process.exit(1);
  });
}
process.on('uncaughtException', (error) => {
  sum.failed += 1;
  console.error(error);
  process.exit(1);
});

/**
 * Runs a tool of node_modules or a script, shows its output and gives it back.
 * @param {readonly string[]} command
 * @param {Record<string, string>} [env]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function run([name = '', ...args], env) {
  const isWindows = process.platform === 'win32';
  const tool = join('node_modules', '.bin', isWindows ? `${name}.cmd` : name);
  const file = name === 'node' ? process.execPath : tool;
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...colour, ...env },
      shell: isWindows && name !== 'node',
    });
    running = child;
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve({ ok: false, output });
    });
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/**
 * @param {string} title
 * @param {readonly string[]} command
 * @param {{ count?: (output: string) => Counts | 'no report', env?: Record<string, string> }} [how]
 * @returns {Promise<boolean>} whether it passed
 */
async function step(title, command, how = {}) {
  const start = performance.now();
  console.log(`\n── ${title}`);
  const { ok, output } = await run(command, how.env);
  const counts = stepCounts(ok, how.count?.(output));
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const said = how.count
    ? `${counts.passed} passed, ${counts.failed} failed`
    : counts.failed === 0
      ? 'passed'
      : 'failed';
  console.log(`── ${title}: ${said} (${seconds} s)`);
  return counts.failed === 0;
}

/** @param {string} folder @param {RegExp} name */
function hasFiles(folder, name) {
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((path) => name.test(path))
  );
}

/** @param {string} name @param {(text: string) => Counts} read */
function report(name, read) {
  const path = join(reports, `${name}.json`);
  const count = () => (existsSync(path) ? read(readFileSync(path, 'utf8')) : /** @type {const} */ ('no report'));
  return { path, count };
}

/** @param {string} title @param {string} why */
function skip(title, why) {
  console.log(`\n── ${title}: ${why}`);
}

/** @param {string} name @param {string} config */
function vitest(name, config) {
  const { path, count } = report(name, vitestCounts);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  return /** @type {const} */ ([['vitest', 'run', '--config', config, ...reporters], { count }]);
}

async function staticChecks() {
  await step('format and lint', ['biome', 'ci', '--error-on-warnings']);
  await step('lint with types', ['oxlint', '--type-aware', '--deny-warnings']);
  await step('types', ['tsc', '-b', '--pretty']);
  await step('dead code', ['knip']);
}

/** The executables, as the variables that the tests' configurations read. */
async function browsers() {
  const { browserTitle, ensureBrowsers } = await import('./browsers.mjs');
  /** @type {readonly BrowserName[]} */
  const names = ['chromium', 'firefox'];
  const found = ensureBrowsers(names, console.log);
  for (const name of names) {
    if (found.has(name)) continue;
    console.log(`not run: ${browserTitle(name)}`);
    if (process.env.CI) sum.failed += 1;
  }
  const path = (/** @type {BrowserName} */ name) => found.get(name) ?? '';
  return { CHROMIUM_PATH: path('chromium'), FIREFOX_PATH: path('firefox') };
}

async function endToEnd(/** @type {Record<string, string>} */ env) {
  const { path, count } = report('e2e', playwrightCounts);
  await step('end to end', ['playwright', 'test', '--reporter=list,json'], {
    count,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: path },
  });
}

async function main() {
  if (!install()) {
    sum.failed += 1;
    return;
  }
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  await staticChecks();
  await step('unit', ...vitest('unit', 'vitest.config.ts'));
  if (existsSync('vectors')) {
    const command = ['node', 'scripts/run-ts.mjs', 'scripts/conformance.ts', 'vectors'];
    await step('conformance', command, { count: conformanceCounts });
  } else skip('conformance', 'there are no vectors yet');

  const env = await browsers();
  if (!hasFiles('src', /\.browser\.test\.tsx?$/)) skip('components', 'there are no component tests yet');
  else if (env.CHROMIUM_PATH) {
    const [command, how] = vitest('components', 'vitest.browser.config.ts');
    await step('components', command, { ...how, env });
  }

  if (!(await step('build', ['vite', 'build']))) return skip('end to end', 'not run, as there is no build');
  await step('size', ['size-limit']);
  if (!hasFiles('e2e', /\.spec\.ts$/)) skip('end to end', 'there are no end-to-end tests yet');
  else if (env.CHROMIUM_PATH || env.FIREFOX_PATH) await endToEnd(env);
}

await main();
console.log('');
process.exitCode = sum.failed === 0 ? 0 : 1;
