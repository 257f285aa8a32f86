import { expect, test } from 'vitest';
import * as lines from './storage-lines.ts';

const at = { topic: 'orders', partition: 0 };
const unified = (message: string) => ({
  level: 'INFO',
  logger: 'org.apache.kafka.storage.internals.log.UnifiedLog',
  message: `[UnifiedLog partition=orders-0, dir=/tmp/kraft-broker-logs] ${message}`,
});
const manager = (message: string) => ({ level: 'INFO', logger: 'kafka.log.LogManager', message });

// As a real broker wrote them, with its own directory.
test('a log is made and loaded', () => {
  expect(lines.createdLog(at, new Map([['min.insync.replicas', '2']]))).toEqual(
    manager(
      'Created log for partition orders-0 in /tmp/kraft-broker-logs/orders-0 with properties {min.insync.replicas=2}',
    ),
  );
  expect(lines.loadingLogs(2, false)).toEqual([
    manager('Loading logs from log dirs ArrayBuffer(/tmp/kraft-broker-logs)'),
    manager('Recovering 2 logs from /tmp/kraft-broker-logs since no clean shutdown file was found'),
  ]);
  expect(lines.loadingLogs(2, true)[1]).toEqual(
    manager('Skipping recovery of 2 logs from /tmp/kraft-broker-logs since clean shutdown file was found'),
  );
  expect(lines.loadingLogs(0, false)[1]).toEqual(manager('No logs found to be loaded in /tmp/kraft-broker-logs'));
  const log = { ...at, topicId: 'fcT4tVoCTPWEzd6MZ-PyDA', logStartOffset: 0, logEndOffset: 4, segments: 1 };
  expect(lines.completedLoad(log, 1, 2)).toEqual(
    manager(
      'Completed load of Log(dir=/tmp/kraft-broker-logs/orders-0, topicId=fcT4tVoCTPWEzd6MZ-PyDA, topic=orders, partition=0, highWatermark=0, lastStableOffset=0, logStartOffset=0, logEndOffset=4) with 1 segments, local-log-start-offset 0 and log-end-offset 4 in 0ms (1/2 completed in /tmp/kraft-broker-logs)',
    ),
  );
  expect(lines.loadedLogs(2, true)).toEqual(
    manager('Loaded 2 logs in 0ms (unclean log dirs = ArrayBuffer(/tmp/kraft-broker-logs))'),
  );
});

test('a log is cut, or there is nothing to cut', () => {
  expect(lines.truncating(at, 4, 4, 4)).toEqual([
    unified('Truncating to 4 has no effect as the largest offset in the log is 3'),
  ]);
  expect(lines.truncating(at, 4, 9, 6)).toEqual([
    { ...unified('Truncating orders-0 to offset 4 below high watermark 6'), level: 'WARN' },
    unified('Truncating to offset 4'),
  ]);
});

test('a log start moves for a reason', () => {
  expect(lines.logStartMoved(at, 2, 'client delete records request')).toEqual(
    unified('Incremented log start offset to 2 due to client delete records request'),
  );
});

test('segments roll and go (LocalLog.roll, UnifiedLog.deleteOldSegments)', () => {
  expect(lines.rolledSegment(at, 12)).toEqual({
    level: 'INFO',
    logger: 'org.apache.kafka.storage.internals.log.LocalLog',
    message: '[LocalLog partition=orders-0, dir=/tmp/kraft-broker-logs] Rolled new log segment at offset 12 in 0 ms.',
  });
  const segment = { baseOffset: 0, sizeInBytes: 900, lastModifiedMs: 1700000000500, largestTimestamp: 1700000000400 };
  const text =
    'LogSegment(baseOffset=0, size=900, lastModifiedTime=1700000000500, largestRecordTimestamp=1700000000400)';
  expect(lines.deletedByTime(at, segment, 1000)).toEqual(
    unified(
      `Deleting segment ${text} due to log retention time 1000ms breach based on the largest record timestamp in the segment`,
    ),
  );
  expect(lines.deletedBySize(at, segment, 2000, 1500)).toEqual(
    unified(`Deleting segment ${text} due to log retention size 2000 breach. Log size after deletion will be 1500.`),
  );
  expect(lines.deletedBelowStart(at, [segment], 5)).toEqual(
    unified(`Deleting segments due to log start offset 5 breach: ${text}`),
  );
});

test('a replica that is not wanted any more is renamed', () => {
  expect(lines.renamedLog(at, 'orders-0.239dd87c5977412f9ad5d196613b33db-delete', false)).toEqual(
    manager(
      'Log for partition orders-0 is renamed to /tmp/kraft-broker-logs/orders-0.239dd87c5977412f9ad5d196613b33db-delete and is scheduled for deletion',
    ),
  );
  expect(lines.renamedLog(at, 'orders-0.x-stray', true)).toMatchObject({ level: 'WARN' });
});
