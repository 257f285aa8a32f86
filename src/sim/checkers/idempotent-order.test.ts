import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { serialize } from '../../kafka/config/serializers.ts';
import { appendAsFollower, defaultLogConfig } from '../../kafka/log/partition-log.ts';
import { encodeBatch, type RecordBatch } from '../../kafka/record/record-batch.ts';
import { advanceTo, openRun } from '../run.ts';
import { ownLog, ownReplica, replicaKey } from '../state.ts';
import { origin, seconds, setup, topic } from '../testing/small-cluster.ts';
import { idempotentOrder, numberOf } from './idempotent-order.ts';
import { checkAfterAct, createWatch } from './watch.ts';

test.each([
  ['shop 12', 12],
  ['shop 3........', 3],
  ['till-2 40.', 40],
  ['drawn 7 of user-1 in orders', null],
  [' 0', null],
  ['12', null],
])('the number of the record %j is %j', (text, number) => {
  expect(numberOf(encodeUtf8(text))).toBe(number);
});

test('an integer whose bytes end like a numbered text has no number', () => {
  const value = serialize('integer', String(0x00_00_20_30));
  expect(value).toEqual(encodeUtf8('\0\0 0'));
  expect(numberOf(value)).toBeNull();
});

const startTimeMs = 1_700_000_000_000;
const day = 86_400_000;

/** A record of producer 7, at the offset and with the sequence of the number that its application gave it. */
const numbered = (number: number, baseOffset: number, timestamp = startTimeMs, producerEpoch = 0): RecordBatch =>
  encodeBatch([{ timestamp, key: null, value: encodeUtf8(`shop ${number}`) }], {
    producerId: 7,
    producerEpoch,
    baseSequence: number,
    baseOffset,
    partitionLeaderEpoch: 0,
  });

/** A partition of one replica, without any client: what becomes committed in it, and what the check says of that. */
function watchedPartition() {
  const topics = [topic({ partitions: 1, replicationFactor: 1 })];
  const run = openRun(origin({ startTimeMs, setup: setup({ topics, producers: [], groups: [] }) }));
  advanceTo(run, seconds(15));
  const s = run.state;
  const key = [1, 2, 3].map((id) => replicaKey(s, id, 'orders', 0)).find((of) => s.logs.has(of)) ?? -1;
  const log = ownLog(s, key);
  const watch = createWatch([idempotentOrder]);
  const look = (): string | null => checkAfterAct(s, watch)?.detail ?? null;
  expect(look()).toBeNull();
  return {
    commit(batch: RecordBatch): string | null {
      appendAsFollower(log, batch, startTimeMs, defaultLogConfig);
      ownReplica(s, key).highWatermark = log.logEndOffset;
      return look();
    },
    startAt(logStartOffset: number): string | null {
      log.logStartOffset = logStartOffset;
      return look();
    },
  };
}

test.each([4, 5])('record %i after record 5 of the same producer and epoch is seen', (number) => {
  const { commit } = watchedPartition();
  expect(commit(numbered(5, 0))).toBeNull();
  expect(commit(numbered(number, 1))).toBe(
    `orders-0 offset 1: record ${number} of producer 7 comes after its record 5`,
  );
});

test('a new epoch of the producer may send again', () => {
  const { commit } = watchedPartition();
  expect(commit(numbered(5, 0))).toBeNull();
  expect(commit(numbered(5, 1, startTimeMs, 1))).toBeNull();
});

test('a producer whose records are all deleted is forgotten, one that has some left is not', () => {
  const { commit, startAt } = watchedPartition();
  expect(commit(numbered(5, 0))).toBeNull();
  expect(startAt(1)).toBeNull();
  expect(commit(numbered(5, 1))).toBeNull();
  expect(startAt(1)).toBeNull();
  expect(commit(numbered(5, 2))).toContain('comes after its record 5');
});

test('nor is a producer known whose last record is older than producer.id.expiration.ms', () => {
  const { commit } = watchedPartition();
  expect(commit(numbered(5, 0, startTimeMs - day))).toBeNull();
  expect(commit(numbered(5, 1, startTimeMs - day / 2))).toBeNull();
  expect(commit(numbered(5, 2))).toContain('comes after its record 5');
});
