import { expect, test } from 'vitest';
import { hex } from '../../base/hex.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { batchToBytes } from '../record/record-batch.ts';
import { appendAsLeader, fileBytes, logFiles, type PartitionLog } from './partition-log.ts';
import { batchOf, configOf, emptyLog, T0 } from './testing/logs.ts';

function smallLog(): PartitionLog {
  const log = emptyLog();
  const config = configOf({ segmentBytes: 3 * batchOf(1).sizeInBytes, indexIntervalBytes: 0 });
  for (let i = 0; i < 4; i++) appendAsLeader(log, batchOf(1, T0 + i), 1, T0, config);
  return log;
}

test('the directory holds Kafka’s files under Kafka’s names', () => {
  const log = smallLog();
  const size = batchOf(1).sizeInBytes;
  expect(logFiles(log).map((f) => `${f.name} ${f.sizeInBytes}`)).toEqual([
    '00000000000000000000.index 16',
    `00000000000000000000.log ${3 * size}`,
    '00000000000000000000.timeindex 24',
    '00000000000000000003.index 0',
    `00000000000000000003.log ${size}`,
    '00000000000000000003.timeindex 0',
    '00000000000000000003.snapshot 10',
    'leader-epoch-checkpoint 8',
    'partition.metadata 43',
  ]);
  for (const file of logFiles(log)) expect(fileBytes(log, file.name)).toHaveLength(file.sizeInBytes);
  expect(fileBytes(log, '00000000000000000009.log')).toBeUndefined();
  expect(fileBytes(log, '00000000000000000000.txnindex')).toBeUndefined();
});

test('the files hold what Kafka writes', () => {
  const log = smallLog();
  const text = (name: string): string => decodeUtf8(fileBytes(log, name) ?? new Uint8Array());
  expect(text('leader-epoch-checkpoint')).toBe('0\n1\n1 0\n');
  expect(text('partition.metadata')).toBe('version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAA');
  const second = log.segments[0]?.batches
    .slice(1)
    .map((b) => hex(batchToBytes(b)))
    .join('');
  expect(hex(fileBytes(log, '00000000000000000000.log', batchOf(1).sizeInBytes) ?? new Uint8Array())).toBe(second);
  expect(hex(fileBytes(log, '00000000000000000000.index') ?? new Uint8Array())).toBe(
    '000000010000005300000002000000a6'
      .replace('53', batchOf(1).sizeInBytes.toString(16))
      .replace('a6', (2 * batchOf(1).sizeInBytes).toString(16)),
  );
});

test('a log without a topic id has no partition.metadata', () => {
  const log = { ...emptyLog(), topicId: '' };
  expect(logFiles(log).map((f) => f.name)).not.toContain('partition.metadata');
  expect(fileBytes(log, 'partition.metadata')).toBeUndefined();
});
