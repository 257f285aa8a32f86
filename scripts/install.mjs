/** What `npm start` and `npm test` do first. Uses nothing but Node, as nothing may be installed yet. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** A sentence when this Node is too old for the tools, else undefined. @param {string} version as in process.versions.node */
export function nodeComplaint(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return fits ? undefined : `Samsa needs Node 20.19 or later in line 20, or 22.12 and later; this is Node ${version}.`;
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} Locked */

/** @param {string} path @returns {Record<string, Locked> | undefined} */
function lockedPackages(path) {
  if (!existsSync(path)) return undefined;
  const { packages } = JSON.parse(readFileSync(path, 'utf8'));
  return packages;
}

/**
 * Whether node_modules holds what the lockfile asks for, by the list that npm leaves there when it is done.
 * Optional packages may be absent (other systems' binaries) but not stale.
 */
export function isInstalled() {
  const wanted = lockedPackages('package-lock.json') ?? {};
  const present = lockedPackages('node_modules/.package-lock.json');
  if (present === undefined) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    const there = present[path];
    if (path === '' || (there === undefined && optional === true)) return true;
    return there !== undefined && there.version === version && there.integrity === integrity;
  });
}

/** Runs npm, whichever npm this was started by. @param {readonly string[]} args */
function npm(args) {
  const cli = process.env.npm_execpath;
  const options = /** @type {const} */ ({ stdio: 'inherit' });
  if (cli?.endsWith('.js')) return spawnSync(process.execPath, [cli, ...args], options).status;
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' }).status;
}

/** Installs from the lockfile when that has not been done or the lockfile has changed. Gives false when it failed. */
export function install() {
  const complaint = nodeComplaint(process.versions.node);
  if (complaint !== undefined) {
    console.error(complaint);
    return false;
  }
  if (isInstalled()) return true;
  console.log('Installing packages from package-lock.json …');
  return npm(['ci', '--no-audit', '--no-fund']) === 0;
}
