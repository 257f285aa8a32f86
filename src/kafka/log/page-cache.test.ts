import { expect, test } from 'vitest';
import {
  appendAsLeader,
  copyLog,
  durableBytes,
  fileBytes,
  flushIfDue,
  flushLog,
  logFiles,
  openLog,
  type PartitionLog,
  reopenLog,
  rollLog,
} from './partition-log.ts';
import { batchOf, configOf, emptyLog, pictureOf, T0 } from './testing/logs.ts';
import { losePower } from './testing/lose-power.ts';

const config = configOf();
const SIZE = batchOf(1).sizeInBytes;

function appendAt(log: PartitionLog, ...seconds: number[]): void {
  for (const second of seconds) appendAsLeader(log, batchOf(1), 0, T0 + second * 1000, config);
}

function left(log: PartitionLog, second: number): string {
  return pictureOf(losePower(log, 1, T0 + second * 1000));
}

test('what was never flushed survives a crash of the process, but not a power failure', () => {
  const log = emptyLog();
  appendAt(log, 0, 1, 2);
  const options = { nowMs: T0 + 3000, logStartOffset: 0, recoveryPoint: 0, hadCleanShutdown: false };
  expect(pictureOf(reopenLog(log, 1, options))).toBe('0-0 1-1 2-2');
  expect(left(log, 3)).toBe('');
  const reopened = reopenLog(losePower(log, 1, T0 + 3000), 2, options);
  expect([reopened.logEndOffset, reopened.leaderEpochs]).toEqual([0, []]);
});

test('the system writes pages back that have been dirty for half a minute, without the broker knowing', () => {
  const log = emptyLog();
  appendAt(log, 0, 6, 12);
  expect([left(log, 34), left(log, 35), left(log, 41), left(log, 47)]).toEqual(['', '0-0', '0-0 1-1', '0-0 1-1 2-2']);
  expect(log.recoveryPoint).toBe(0);
});

test('a flush keeps all that was written before it, a roll all that was closed', () => {
  const log = emptyLog();
  appendAt(log, 0);
  flushLog(log, log.logEndOffset, T0 + 1000);
  appendAt(log, 1);
  expect(left(log, 2)).toBe('0-0');
  rollLog(log, T0 + 2000);
  appendAt(log, 2);
  expect(left(log, 3)).toBe('0-0 1-1 | ');
  expect([log.recoveryPoint, log.durableOffset]).toEqual([2, 2]);
  expect(log.segments.map((segment) => durableBytes(log, segment))).toEqual([2 * SIZE, 0]);
});

test('flush.messages flushes with an append, flush.ms when the broker’s task comes by', () => {
  const log = emptyLog();
  const each = configOf({ flushMessages: 2 });
  for (let i = 0; i < 3; i++) appendAsLeader(log, batchOf(1), 0, T0, each);
  expect(log.durableOffset).toBe(2);
  expect([flushIfDue(log, 1000, T0 + 999), flushIfDue(log, 1000, T0 + 1000)]).toEqual([false, true]);
  expect([log.durableOffset, log.writeMarks]).toEqual([3, []]);
});

test('few marks stand for many appends, and a checkpoint keeps its own', () => {
  const log = emptyLog();
  for (let second = 0; second < 600; second++) appendAt(log, second);
  expect(log.writeMarks.length).toBeLessThan(9);
  const checkpoint = copyLog(log, 1);
  flushLog(log);
  expect(checkpoint.durableOffset).toBeLessThan(600);
});

test('the files after a power failure are opened as any others', () => {
  const log = emptyLog();
  appendAt(log, 0);
  flushLog(log, log.logEndOffset, T0);
  appendAt(log, 1, 2);
  const left = losePower(log, 1, T0 + 3000);
  const files = new Map(logFiles(left).map(({ name }) => [name, fileBytes(left, name) ?? new Uint8Array()]));
  expect(files.get('00000000000000000000.log')).toHaveLength(SIZE);
  const directory = { topic: 'orders', partition: 0, topicId: log.topicId, files, config, cow: 1, nowMs: T0 + 4000 };
  const { log: opened, report } = openLog({ ...directory, recoveryPoint: 1 });
  expect([pictureOf(opened), report.cut]).toEqual(['0-0', null]);
});
