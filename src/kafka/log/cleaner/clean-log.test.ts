import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { compressionCodec } from '../../record/batch-format.ts';
import { registerCodec } from '../../record/compression.ts';
import { deleteHorizonMs, encodeBatch, type RecordBatch } from '../../record/record-batch.ts';
import { appendAsLeader, copyLog, logFiles, type PartitionLog, rollLog } from '../partition-log.ts';
import { configOf, emptyLog, pictureOf, T0 } from '../testing/logs.ts';
import { cleanFrom, contents, type Put, put } from './testing/cleaning.ts';

const config = configOf({ cleanupPolicy: ['compact'], deleteRetentionMs: 1000 });

/** Each inner list is a segment of one batch; the last one is active. */
function logOf(...segments: (readonly Put[])[]): PartitionLog {
  const log = emptyLog();
  for (const [i, puts] of segments.entries()) {
    if (i > 0) rollLog(log, T0);
    put(log, puts, T0, config);
  }
  return log;
}

const set = (key: string, value: string): Put => ({ key, value });
const tombstone = (key: string): Put => ({ key, value: null });

test('the newest value of each key stays at its offset, and the active segment as it is', () => {
  const log = logOf([set('a', '1'), set('b', '1'), set('a', '2')], [set('b', '2')], [set('a', '3'), set('a', '4')]);
  const cleaning = cleanFrom(log, 0, T0, config);
  expect(contents(log)).toBe('2 a=2, 3 b=2 | 4 a=3, 5 a=4');
  expect(pictureOf(log)).toBe('0-2 3-3 | 4-5');
  expect(cleaning.nextDirtyOffset).toBe(4);
});

test('a tombstone gets its horizon in the first pass and goes in the first pass at or after it', () => {
  const log = logOf([set('a', '1'), set('z', '1')], [tombstone('a')], [set('b', '1')], [set('c', '1')]);
  cleanFrom(log, 0, T0, config);
  expect(contents(log)).toBe('1 z=1, 2 a=-, 3 b=1 | 4 c=1');
  expect(deleteHorizonMs(log.segments[0]?.batches[1] as never)).toBe(T0 + 1000);
  rollLog(log, T0);
  cleanFrom(log, 4, T0 + 999, config);
  expect(contents(log)).toBe('1 z=1, 2 a=-, 3 b=1, 4 c=1 | ');
  put(log, [set('d', '1')], T0, config);
  rollLog(log, T0);
  cleanFrom(log, 5, T0 + 1000, config);
  expect(contents(log)).toBe('1 z=1, 3 b=1, 4 c=1, 5 d=1 | ');
});

test('records without a key go', () => {
  const log = logOf([{ key: null, value: 'x' }, set('a', '1')], [set('b', '1')]);
  cleanFrom(log, 0, T0, config);
  expect(contents(log)).toBe('1 a=1 | 2 b=1');
});

test('a full offset map ends the round inside a segment, and the next begins there', () => {
  const log = logOf([set('a', '1'), set('b', '1'), set('c', '1'), set('a', '2')], [set('b', '2')], [set('x', '1')]);
  // floor(0.9 · 3) = 2 keys a round.
  expect(cleanFrom(log, 0, T0, config, 3).nextDirtyOffset).toBe(2);
  expect(contents(log)).toBe('0 a=1, 1 b=1, 2 c=1, 3 a=2 | 4 b=2 | 5 x=1');
  expect(cleanFrom(log, 2, T0, config, 3).nextDirtyOffset).toBe(4);
  expect(contents(log)).toBe('1 b=1, 2 c=1, 3 a=2 | 4 b=2 | 5 x=1');
});

test('the last batch of a round stays, empty if need be, so that the end offset is not lost', () => {
  const log = logOf([set('a', '1')], [{ key: null, value: 'x' }], [set('b', '1')]);
  cleanFrom(log, 0, T0, config);
  expect(contents(log)).toBe('0 a=1 | 2 b=1');
  expect(pictureOf(log)).toBe('0-0 1-1 | 2-2');
});

test('the files of replaced segments wait under .deleted names', () => {
  const log = logOf([set('a', '1')], [set('a', '2')], [set('b', '1')]);
  cleanFrom(log, 0, T0, config);
  const names = [...logFiles(log), ...log.deletedFiles].map(({ name }) => name);
  expect(names).toContain('00000000000000000000.log');
  expect(names).toContain('00000000000000000000.log.deleted');
  expect(names).toContain('00000000000000000001.log.deleted');
  expect(names).not.toContain('00000000000000000001.log');
});

test('a copy of the log does not see the cleaning, and untouched batches are shared with it', () => {
  const log = logOf([set('a', '1'), set('a', '2')], [set('b', '1')], [set('c', '1')]);
  const kept = copyLog(log, 1);
  const before = contents(kept);
  cleanFrom(log, 0, T0, config);
  expect(contents(kept)).toBe(before);
  expect(contents(log)).toBe('1 a=2, 2 b=1 | 3 c=1');
  expect(log.segments[0]?.batches[1]).toBe(kept.segments[1]?.batches[0]);
});

test('a compressed batch stays compressed when records of it go', () => {
  registerCodec('gzip', {
    compress: (bytes) => bytes.map((byte) => 255 - byte),
    decompress: (bytes) => bytes.map((byte) => 255 - byte),
  });
  const log = emptyLog();
  const records = ['a', 'b', 'a'].map((key) => ({ timestamp: T0, key: encodeUtf8(key), value: encodeUtf8('v') }));
  expect(appendAsLeader(log, encodeBatch(records, { compression: 'gzip' }), 0, T0, config).ok).toBe(true);
  rollLog(log, T0);
  put(log, [set('c', '1')], T0, config);
  cleanFrom(log, 0, T0, config);
  expect(contents(log)).toBe('1 b=v, 2 a=v | 3 c=1');
  expect(compressionCodec(log.segments[0]?.batches[0] as RecordBatch)).toBe(1);
});
