import { expect, test } from 'vitest';
import { decodeUtf8 } from '../../base/utf8.ts';
import {
  appendAsLeader,
  closeLog,
  fileBytes,
  logFiles,
  openLog,
  type PartitionLog,
  type RecoveryReport,
  reopenLog,
  truncateTo,
} from './partition-log.ts';
import { batchOf, configOf, emptyLog, pictureOf, T0 } from './testing/logs.ts';

const SIZE = batchOf(1).sizeInBytes;
const config = configOf({ segmentBytes: 3 * SIZE, indexIntervalBytes: 0 });

/** Eight batches of one record, three in a segment, a new epoch every two. */
function eightBatches(): PartitionLog {
  const log = emptyLog();
  for (let i = 0; i < 8; i++) appendAsLeader(log, batchOf(1, T0 + i), Math.floor(i / 2), T0, config);
  return log;
}

function filesOf(log: PartitionLog): Map<string, Uint8Array> {
  return new Map(logFiles(log).map(({ name }) => [name, fileBytes(log, name) ?? new Uint8Array()]));
}

function open(
  files: ReadonlyMap<string, Uint8Array>,
  more: { logStartOffset?: number; recoveryPoint?: number; hadCleanShutdown?: boolean } = {},
): { log: PartitionLog; report: RecoveryReport } {
  return openLog({ topic: 'orders', partition: 0, topicId: 'T', files, config, cow: 1, nowMs: T0, ...more });
}

function flip(files: Map<string, Uint8Array>, name: string, at: number): void {
  const bytes = (files.get(name) as Uint8Array).slice();
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  files.set(name, bytes);
}

test('an untouched directory gives the same log', () => {
  const before = eightBatches();
  const { log, report } = open(filesOf(before), { recoveryPoint: 6 });
  expect(report).toMatchObject({ cut: null, deletedSegments: [], failure: null, batches: 8 });
  expect(report.rebuiltIndexes).toEqual(['00000000000000000006.log']);
  expect([pictureOf(log), log.logEndOffset, log.recoveryPoint]).toEqual(['0-0 1-1 2-2 | 3-3 4-4 5-5 | 6-6 7-7', 8, 6]);
  expect(log.leaderEpochs).toEqual(before.leaderEpochs);
  expect(filesOf(log).get('00000000000000000000.timeindex')).toEqual(
    filesOf(before).get('00000000000000000000.timeindex'),
  );
  expect(open(filesOf(before), { hadCleanShutdown: true }).log.recoveryPoint).toBe(8);
});

test('a batch whose CRC fails ends the log; later segments and epochs go, and the report says so', () => {
  const files = filesOf(eightBatches());
  flip(files, '00000000000000000003.log', SIZE + 70);
  const { log, report } = open(files);
  expect(pictureOf(log)).toBe('0-0 1-1 2-2 | 3-3');
  expect([log.logEndOffset, log.recoveryPoint]).toEqual([4, 0]);
  expect(log.leaderEpochs.at(-1)).toEqual({ epoch: 1, startOffset: 2 });
  expect(report.cut).toMatchObject({ file: '00000000000000000003.log', bytes: 2 * SIZE });
  expect(report.cut?.error).toMatchObject({ kind: 'CORRUPT_MESSAGE', position: SIZE });
  expect(report.deletedSegments).toEqual(['00000000000000000006.log']);
});

test('a torn tail is cut', () => {
  const files = filesOf(eightBatches());
  files.set('00000000000000000006.log', (files.get('00000000000000000006.log') as Uint8Array).slice(0, -1));
  const { log, report } = open(files);
  expect([log.logEndOffset, report.cut?.error.kind, report.cut?.bytes]).toEqual([7, 'INCOMPLETE', SIZE - 1]);
});

test('no CRC covers a batch’s offset: one that is too large is believed, one that is too small ends the start', () => {
  const files = filesOf(eightBatches());
  flip(files, '00000000000000000006.log', SIZE + 6);
  expect(open(files).log.logEndOffset).toBe(7 + 256 + 1);
  flip(files, '00000000000000000003.log', 7);
  const { log, report } = open(files, { logStartOffset: 2 });
  expect(report.failure?.class).toBe('IllegalArgumentException');
  expect([log.logStartOffset, log.logEndOffset, pictureOf(log)]).toEqual([2, 2, '']);
});

test('after a clean shutdown nobody looks at a CRC, and a torn tail stays', () => {
  const files = filesOf(eightBatches());
  flip(files, '00000000000000000003.log', SIZE + 70);
  const torn = (files.get('00000000000000000006.log') as Uint8Array).slice(0, -1);
  files.set('00000000000000000006.log', torn);
  const { log, report } = open(files, { hadCleanShutdown: true });
  expect([report.cut, pictureOf(log)]).toEqual([null, '0-0 1-1 2-2 | 3-3 4-4 5-5 | 6-6']);
  // The offset index points into the torn batch, so that Kafka takes the whole segment for unreadable.
  expect(log.logEndOffset).toBe(6);
  expect(fileBytes(log, '00000000000000000006.log')).toEqual(torn);
  // Found only after a crash.
  expect(open(filesOf(log)).report.cut).toMatchObject({ file: '00000000000000000003.log', bytes: 2 * SIZE });
});

test('what a report says is what a broker’s log says', () => {
  const files = filesOf(eightBatches());
  flip(files, '00000000000000000003.log', SIZE + 70);
  files.delete('00000000000000000000.index');
  files.set('00000000000000000009.index', new Uint8Array());
  const { lines } = open(files, { recoveryPoint: 3 }).report;
  expect(lines.map((line) => `${line.level} ${line.message.replace(/crc = \d+/g, 'crc = N')}`)).toEqual([
    'WARN Found an orphaned index file 00000000000000000009.index, with no corresponding log file.',
    'ERROR Could not find offset index file corresponding to log file 00000000000000000000.log, recovering segment and rebuilding index files...',
    'INFO Recovering unflushed segment 3. 0 recovered for orders-0.',
    `WARN Found invalid messages in log segment 00000000000000000003.log at byte offset ${SIZE}. CorruptRecordException: Record is corrupt (stored crc = N, computed crc = N)`,
    `DEBUG Truncated ${2 * SIZE} invalid bytes at the end of segment 00000000000000000003.log during recovery`,
    'WARN Corruption found in segment 3, truncating to offset 4',
    `INFO Deleting segments as part of log recovery: LogSegment(baseOffset=6, size=${2 * SIZE}, lastModifiedTime=${T0}, largestRecordTimestamp=${T0 + 7})`,
  ]);
});

test('a lost epoch checkpoint comes back as far as the log is read again', () => {
  const files = filesOf(eightBatches());
  files.delete('leader-epoch-checkpoint');
  expect(open(files).log.leaderEpochs.map((e) => e.epoch)).toEqual([0, 1, 2, 3]);
  expect(open(files, { recoveryPoint: 6 }).log.leaderEpochs.map((e) => e.epoch)).toEqual([3]);
  expect(open(files, { hadCleanShutdown: true }).log.leaderEpochs).toEqual([]);
});

test('a log that ends below its log start begins anew there', () => {
  const { log, report } = open(filesOf(eightBatches()), { logStartOffset: 20 });
  expect([log.logStartOffset, log.logEndOffset, log.recoveryPoint, log.leaderEpochs]).toEqual([20, 20, 20, []]);
  expect(report.deletedSegments).toHaveLength(3);
});

test('an empty directory is an empty log', () => {
  expect(open(new Map()).log).toMatchObject({ logStartOffset: 0, logEndOffset: 0, leaderEpochs: [] });
});

/** Whatever the process alone knows: how long a segment has been there, and what is only in the page cache. */
function onDisk(log: PartitionLog): object {
  const { durableOffset: _durable, writeMarks: _marks, ...rest } = log;
  const segments = log.segments.map(({ createdAtMs: _created, contentHash: _hash, ...segment }) => segment);
  return { ...rest, topicId: 'T', segments };
}

test.each([false, true])('a restart on an undamaged disk is what opening its files would give (clean: %s)', (clean) => {
  const before = eightBatches();
  truncateTo(before, 7, T0);
  const options = { nowMs: T0, logStartOffset: 2, recoveryPoint: 6, hadCleanShutdown: clean, config };
  const reopened = reopenLog(before, 1, options);
  if (clean) closeLog(before, T0);
  const { log } = open(filesOf(before), options);
  expect(onDisk(reopened)).toEqual(onDisk(log));
  expect(decodeUtf8(fileBytes(log, 'leader-epoch-checkpoint') ?? new Uint8Array())).toBe('0\n3\n1 2\n2 4\n3 6\n');
});
