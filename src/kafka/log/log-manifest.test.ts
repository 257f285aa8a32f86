import { expect, test } from 'vitest';
import { hashState } from '../../base/state-hash.ts';
import {
  appendAsLeader,
  fileBytes,
  logFiles,
  logManifest,
  type PartitionLog,
  restoreLog,
  truncateTo,
} from './partition-log.ts';
import { batchOf, configOf, emptyLog, T0 } from './testing/logs.ts';

const config = configOf({ segmentBytes: 300, indexIntervalBytes: 100 });

function append(log: PartitionLog, count: number): void {
  for (let i = 0; i < count; i++) appendAsLeader(log, batchOf(1, T0 + i), 0, T0 + i, config);
}

function filesOf(log: PartitionLog): Map<string, Uint8Array> {
  return new Map(logFiles(log).map(({ name }) => [name, fileBytes(log, name) ?? new Uint8Array()]));
}

test('a saved log comes back as it was, with the same hash and the same future', () => {
  const log = emptyLog();
  append(log, 8);
  truncateTo(log, 7, T0 + 50);
  const restored = restoreLog(structuredClone(logManifest(log)), filesOf(log), 0);
  if (!restored.ok) throw new Error(restored.error);
  expect(restored.value).toEqual(log);
  append(log, 6);
  append(restored.value, 6);
  expect(restored.value).toEqual(log);
  expect(hashState(restored.value)).toBe(hashState(log));
});

test('files that have grown since still hold the log that was saved', () => {
  const log = emptyLog();
  append(log, 2);
  const manifest = logManifest(log);
  const before = structuredClone(log);
  append(log, 1);
  expect(restoreLog(manifest, filesOf(log), 0)).toEqual({ ok: true, value: before });
});

test('a file that is too short, missing or damaged is named', () => {
  const log = emptyLog();
  append(log, 5);
  const files = filesOf(log);
  const name = '00000000000000000000.log';
  const bytes = files.get(name) as Uint8Array;
  files.set(name, bytes.slice(0, 100));
  expect(restoreLog(logManifest(log), files, 0)).toMatchObject({ ok: false, error: expect.stringContaining(name) });
  files.set(
    name,
    bytes.map((byte, i) => (i === 70 ? byte ^ 1 : byte)),
  );
  expect(restoreLog(logManifest(log), files, 0)).toMatchObject({ ok: false, error: expect.stringContaining('crc') });
  files.delete(name);
  expect(restoreLog(logManifest(log), files, 0)).toMatchObject({ ok: false, error: expect.stringContaining('0 of') });
});
