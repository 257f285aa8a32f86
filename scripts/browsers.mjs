/**
 * Finds Chromium and Firefox for the component and end-to-end tests, and installs them where there are none.
 * In this order: a path given by CHROMIUM_PATH or FIREFOX_PATH, the system's, Playwright's own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium, firefox } from 'playwright-core';

/** @typedef {'chromium' | 'firefox'} BrowserName */

const BROWSERS = {
  chromium: {
    title: 'Chromium',
    variable: 'CHROMIUM_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
    debian: ['chromium', 'fonts-noto-cjk'],
    own: chromium,
  },
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX_PATH',
    commands: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
    debian: ['firefox-esr', 'fonts-noto-cjk'],
    own: firefox,
  },
};

/** @param {BrowserName} name */
export const browserTitle = (name) => BROWSERS[name].title;

/** A stub (Ubuntu's chromium-browser without its snap) is there and does not run. @param {string} path */
function runs(path) {
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
}

/**
 * The browser's executable, or undefined when there is none.
 * @param {BrowserName} name
 * @returns {string | undefined}
 */
export function findBrowser(name) {
  const { variable, commands, places, own } = BROWSERS[name];
  const given = process.env[variable];
  if (given) return existsSync(given) ? given : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const inPath =
    process.platform === 'win32' ? [] : commands.flatMap((it) => folders.map((folder) => join(folder, it)));
  const system = [...inPath, ...places].find((path) => existsSync(path) && runs(path));
  if (system !== undefined) return system;
  const path = own.executablePath();
  return path && existsSync(path) && runs(path) ? path : undefined;
}

/**
 * How Playwright starts the browser at `path`.
 * @param {BrowserName} name
 * @param {string} path
 */
export function launchOptions(name, path) {
  if (name === 'firefox') return { executablePath: path };
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  return {
    executablePath: path,
    args: ['--no-sandbox', ...quiet, '--disable-component-update', '--disable-sync'],
  };
}

/**
 * Playwright's own Firefox is a patched build with a protocol of its own; any other is driven over WebDriver BiDi.
 * @param {string} path
 */
export function isStockFirefox(path) {
  return path !== firefox.executablePath();
}

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** @param {string} command @param {readonly string[]} args */
function run(command, args) {
  const minutes = 60_000;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 10 * minutes, env });
  return status === 0;
}

/** @param {readonly BrowserName[]} names @param {(line: string) => void} print */
function installOnDebian(names, print) {
  const packages = [...new Set(names.flatMap((name) => BROWSERS[name].debian))];
  print(`Installing ${packages.join(', ')} with apt-get …`);
  return (
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
  );
}

/** @param {readonly BrowserName[]} names @param {boolean} isRoot @param {(line: string) => void} print */
function installPlaywrights(names, isRoot, print) {
  print(`Installing ${names.map(browserTitle).join(' and ')} with Playwright …`);
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  // The libraries that a browser needs come along where that is possible.
  const libraries = isRoot && process.platform === 'linux' && run('sh', ['-c', 'command -v apt-get']);
  return run(process.execPath, [cli, 'install', ...(libraries ? ['--with-deps'] : []), ...names]);
}

/**
 * Finds the browsers and installs those that are missing. Prints one line for every step, and one sentence on what
 * to do when a browser could not be had.
 * @param {readonly BrowserName[]} names
 * @param {(line: string) => void} print
 * @returns {Map<BrowserName, string>} name → executable, without those that could not be had
 */
export function ensureBrowsers(names, print) {
  /** @param {BrowserName} name */
  const isMissing = (name) => findBrowser(name) === undefined;
  // A path that was given and does not exist is a mistake to mend, not a browser to install.
  const missing = names.filter((name) => isMissing(name) && !process.env[BROWSERS[name].variable]);
  const isRoot = process.getuid?.() === 0;
  if (missing.length > 0 && isRoot && isDebian()) installOnDebian(missing, print);
  const still = missing.filter(isMissing);
  if (still.length > 0) installPlaywrights(still, isRoot, print);
  /** @type {Map<BrowserName, string>} */
  const found = new Map();
  for (const name of names) {
    const path = findBrowser(name);
    if (path !== undefined) found.set(name, path);
    else print(adviceFor(name));
  }
  return found;
}

/** @param {BrowserName} name */
function adviceFor(name) {
  const { title, variable, debian } = BROWSERS[name];
  const given = process.env[variable];
  if (given) return `${variable} is ${given}, and there is no such file.`;
  return `Install ${title} (on Debian: apt-get install ${debian.join(' ')}) or give its path in ${variable}.`;
}
