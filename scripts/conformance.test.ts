import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { conformance } from './conformance.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vectors-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const right = { hash: 97, group: { 1: 0, 2: 1, 3: 1, 7: 6, 50: 47, 100: 97 }, transaction: {} };
right.transaction = right.group;

function writeSuite(suite: string, out: unknown, gzip = false): void {
  const text = JSON.stringify({ suite, cases: [{ name: 'the id a', in: { id: 'a' }, out }] });
  writeFileSync(join(folder, gzip ? `${suite}.json.gz` : `${suite}.json`), gzip ? gzipSync(text) : text);
}

function run(...args: string[]): { code: number; lines: string[] } {
  const lines: string[] = [];
  return { code: conformance([folder, ...args], (line) => lines.push(line)), lines };
}

test('a suite that passes is one line and exit code 0, compressed or not', () => {
  writeSuite('coordinator', right);
  expect(run()).toEqual({ code: 0, lines: ['coordinator: 1 passed, 0 failed'] });
  rmSync(join(folder, 'coordinator.json'));
  writeSuite('coordinator', right, true);
  expect(run('--suite', 'coordinator').code).toBe(0);
});

test('a wrong answer fails and shows what was expected', () => {
  writeSuite('coordinator', { ...right, hash: 98 });
  expect(run()).toEqual({
    code: 1,
    lines: ['coordinator: 0 passed, 1 failed', '  the id a: out.hash: expected 98, got 97'],
  });
});

test('an answer that lacks a part, or has one too many, fails', () => {
  writeSuite('coordinator', { group: right.group, transaction: right.group });
  expect(run().lines[1]).toContain('out.hash: expected undefined');
  writeSuite('coordinator', { ...right, more: 1 });
  expect(run().lines[1]).toContain('out.more: expected 1');
});

test('a case that cannot be played fails', () => {
  writeSuite('murmur2', {});
  expect(run()).toMatchObject({ code: 1, lines: ['murmur2: 0 passed, 1 failed', expect.stringContaining('played')] });
});

test('a suite that is asked for and missing, or in the folder and unknown, is an error', () => {
  writeSuite('coordinator', right);
  expect(run('--suite', 'coordinator,placement')).toEqual({
    code: 1,
    lines: ['coordinator: 1 passed, 0 failed', 'placement: not run, the folder has no such suite'],
  });
  writeSuite('tea-leaves', {});
  expect(run()).toEqual({
    code: 1,
    lines: ['coordinator: 1 passed, 0 failed', 'tea-leaves: not run, this suite is not known here'],
  });
  expect(run('--suite=coordinator').code).toBe(0);
});

test('no folder, no suites and unknown options are said', () => {
  expect(run().lines[0]).toContain('holds no suites');
  expect(conformance([], () => {})).toBe(2);
  expect(conformance([join(folder, 'nowhere')], () => {})).toBe(2);
  expect(run('--sweet', 'murmur2')).toMatchObject({ code: 2, lines: [expect.stringContaining('usage')] });
});
