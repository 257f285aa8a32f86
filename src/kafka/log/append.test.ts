import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encodeBatch, type RecordBatch, timestampType } from '../record/record-batch.ts';
import {
  type AppendOrigin,
  appendAsFollower,
  appendAsLeader,
  appendBatchesAsFollower,
  type LogConfig,
} from './partition-log.ts';
import { batchOf, configOf, emptyLog, pictureOf, T0 } from './testing/logs.ts';

const defaults = configOf();

function refusal(batch: RecordBatch, changes: Partial<LogConfig> = {}, origin: AppendOrigin = 'CLIENT'): string {
  const log = emptyLog();
  const appended = appendAsLeader(log, batch, 0, T0, configOf(changes), origin);
  expect(log.logEndOffset).toBe(appended.ok ? batch.count : 0);
  return appended.ok ? 'accepted' : `${appended.error.code}: ${appended.error.message}`;
}

test('the leader gives offsets and its epoch, and shares the bytes', () => {
  const log = emptyLog();
  const batch = batchOf(3);
  appendAsLeader(log, batchOf(2), 4, T0, defaults);
  const appended = appendAsLeader(log, batch, 5, T0, defaults);
  expect(appended).toMatchObject({ ok: true, value: { firstOffset: 2, lastOffset: 4, logAppendTime: -1 } });
  expect(appended.ok && appended.value.batch.bytes).toBe(batch.bytes);
  expect(log.logEndOffset).toBe(5);
  expect(log.leaderEpochs).toEqual([
    { epoch: 4, startOffset: 0 },
    { epoch: 5, startOffset: 2 },
  ]);
});

test('a follower keeps the leader’s batches as they are and refuses what it has', () => {
  const leader = emptyLog();
  const follower = emptyLog();
  const appended = appendAsLeader(leader, batchOf(2), 3, T0, defaults);
  if (!appended.ok) throw new Error(appended.error.message);
  appendAsFollower(follower, appended.value.batch, T0, defaults);
  expect(follower.leaderEpochs).toEqual([{ epoch: 3, startOffset: 0 }]);
  expect(() => appendAsFollower(follower, appended.value.batch, T0, defaults)).toThrow('less than the next offset 2');
});

test('a follower decides about a new segment once for all batches of a fetch', () => {
  const config = configOf({ segmentBytes: 3 * batchOf(1).sizeInBytes });
  const leader = emptyLog();
  for (let i = 0; i < 5; i++) appendAsLeader(leader, batchOf(1), 0, T0, config);
  expect(pictureOf(leader)).toBe('0-0 1-1 2-2 | 3-3 4-4');
  const follower = emptyLog();
  const [first, second] = leader.segments;
  const all = [...(first?.batches ?? []), ...(second?.batches ?? [])];
  appendBatchesAsFollower(follower, all.slice(0, 2), T0, config);
  appendBatchesAsFollower(follower, all.slice(2, 4), T0, config);
  appendBatchesAsFollower(follower, all.slice(4), T0, config);
  expect(pictureOf(follower)).toBe('0-0 1-1 | 2-2 3-3 4-4');
});

test('log append time is the leader’s clock', () => {
  const log = emptyLog();
  const config = configOf({ messageTimestampType: 'LogAppendTime' });
  const appended = appendAsLeader(log, batchOf(2, T0 - 999), 0, T0 + 7, config);
  expect(appended).toMatchObject({ ok: true, value: { logAppendTime: T0 + 7, batch: { maxTimestamp: T0 + 7 } } });
});

test('a batch that declares log append time is rewritten on a topic that keeps the producers’ times', () => {
  const batch = encodeBatch([{ timestamp: T0, key: null, value: null }], {
    timestampType: 'LogAppendTime',
    logAppendTime: T0 + 5,
  });
  const appended = appendAsLeader(emptyLog(), batch, 0, T0, defaults);
  expect(appended.ok && timestampType(appended.value.batch)).toBe('CreateTime');
  expect(refusal(batch, { messageTimestampType: 'LogAppendTime' })).toContain('INVALID_TIMESTAMP');
});

test('a refused batch says why in Kafka’s words, and changes nothing', () => {
  const large = batchOf(1, T0, 200);
  expect(refusal(large, { maxMessageBytes: 200 })).toBe(
    `MESSAGE_TOO_LARGE: The record batch size in the append to orders-0 is ${large.sizeInBytes} bytes which exceeds the maximum configured value of 200).`,
  );
  expect(refusal(large, { segmentBytes: 200 })).toContain('RECORD_LIST_TOO_LARGE: Message batch size is');
  expect(refusal({ ...large, baseOffset: 7, lastOffset: 7 })).toBe(
    'INVALID_RECORD: The baseOffset of the record batch in the append to orders-0 should be 0, but it is 7',
  );
  expect(refusal({ ...large, count: 0 })).toContain('Invalid reported count for record batch: 0');
  expect(refusal({ ...large, count: 3 })).toContain('Inconsistent batch offset range [0, 0] and count of records 3');
  expect(refusal({ ...large, lastOffset: -1 })).toContain('Batch has an invalid offset range: [0, -1]');
  expect(refusal({ ...large, producerId: 9 })).toContain(
    'Invalid sequence number -1 in record batch with producerId 9',
  );
});

test('clients may not write control records, coordinators may', () => {
  const marker = encodeBatch([{ timestamp: T0, key: new Uint8Array(4), value: new Uint8Array(6) }], {
    controlBatch: true,
  });
  expect(refusal(marker)).toContain('Clients are not allowed to write control records');
  expect(refusal(marker, {}, 'COORDINATOR')).toBe('accepted');
});

test('record times too far from the leader’s clock are refused one by one', () => {
  expect(refusal(batchOf(1, T0 + 3_600_000))).toBe('accepted');
  expect(refusal(batchOf(1, 5))).toBe('accepted');
  expect(refusal(batchOf(1, -1))).toBe('accepted');
  const appended = appendAsLeader(emptyLog(), batchOf(2, T0 + 3_600_000), 0, T0, defaults);
  expect(appended).toEqual({
    ok: false,
    error: {
      code: 'INVALID_TIMESTAMP',
      exception: 'InvalidTimestampException',
      message: 'One or more records have been rejected due to invalid timestamp',
      recordErrors: [
        {
          batchIndex: 1,
          message:
            'Timestamp 1700003600001 of message with offset 1 is out of range. The timestamp should be within [-9223370336854775807, 1700003600000]',
        },
      ],
    },
  });
  expect(refusal(batchOf(1, T0 - 1001), { messageTimestampBeforeMaxMs: 1000 })).toContain('INVALID_TIMESTAMP');
  expect(refusal(batchOf(1, T0 - 1000), { messageTimestampBeforeMaxMs: 1000 })).toBe('accepted');
});

test('a compacted topic wants keys', () => {
  const batch = encodeBatch([
    { timestamp: T0, key: encodeUtf8('a'), value: null },
    { timestamp: T0, key: null, value: encodeUtf8('x') },
  ]);
  expect(refusal(batch, { cleanupPolicy: ['compact'] })).toBe(
    "INVALID_RECORD: One or more records have been rejected due to 1 record errors in total, and only showing the first three errors at most: [RecordError(batchIndex=1, message='Compacted topic cannot accept message without key in topic partition orders-0')]",
  );
  expect(refusal(batch)).toBe('accepted');
});
