import { expect, test } from 'vitest';
import type { Result } from '../../base/result.ts';
import type { RecordBatch } from '../record/record-batch.ts';
import type { AppendOrigin } from './append-errors.ts';
import {
  type AppendError,
  appendAsLeader,
  firstSeqOf,
  type LeaderAppend,
  type PartitionLog,
  type ProducerError,
  removeExpiredProducers,
  rollLog,
  truncateTo,
} from './partition-log.ts';
import { configOf, emptyLog, T0 } from './testing/logs.ts';
import { markerBatch, producerBatch } from './testing/transactions.ts';

const config = configOf();

function append(
  log: PartitionLog,
  batch: RecordBatch,
  origin: AppendOrigin = 'CLIENT',
  transactionVersion = 1,
): Result<LeaderAppend, AppendError | ProducerError> {
  return appendAsLeader(log, batch, 0, T0, config, origin, transactionVersion);
}

/** `ok` and the first offset, `duplicate` likewise, or the error code. */
function outcome(log: PartitionLog, batch: RecordBatch, origin: AppendOrigin = 'CLIENT', version = 1): string {
  const appended = append(log, batch, origin, version);
  if (!appended.ok) return appended.error.code;
  return `${appended.value.isDuplicate ? 'duplicate' : 'ok'} ${appended.value.firstOffset}`;
}

test('a batch that comes twice is answered with its first offsets and not written again', () => {
  const log = emptyLog();
  for (const baseSequence of [0, 2, 4, 6, 8, 10]) append(log, producerBatch({ producerId: 7, baseSequence, count: 2 }));
  expect(outcome(log, producerBatch({ producerId: 7, baseSequence: 2, count: 2 }))).toBe('duplicate 2');
  expect(outcome(log, producerBatch({ producerId: 7, baseSequence: 10, count: 2 }))).toBe('duplicate 10');
  // Five batches are known: the sixth from the end is not recognised any more.
  expect(outcome(log, producerBatch({ producerId: 7, baseSequence: 0, count: 2 }))).toBe(
    'OUT_OF_ORDER_SEQUENCE_NUMBER',
  );
  expect([log.logEndOffset, log.producerState.producers.get(7)?.batches.length]).toEqual([12, 5]);
});

test('sequences follow one another, and begin at 0 with a new epoch', () => {
  const log = emptyLog();
  expect(outcome(log, producerBatch({ producerId: 7, baseSequence: 5, count: 3 }))).toBe('ok 0');
  expect(outcome(log, producerBatch({ producerId: 7, baseSequence: 9 }))).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER');
  expect(outcome(log, producerBatch({ producerId: 7, producerEpoch: 1, baseSequence: 8 }))).toBe(
    'OUT_OF_ORDER_SEQUENCE_NUMBER',
  );
  expect(outcome(log, producerBatch({ producerId: 7, producerEpoch: 1, baseSequence: 0 }))).toBe('ok 3');
  expect(outcome(log, producerBatch({ producerId: 7, producerEpoch: 0, baseSequence: 8 }))).toBe(
    'INVALID_PRODUCER_EPOCH',
  );
});

test('after sequence 2147483647 comes 0, inside a batch too', () => {
  const log = emptyLog();
  append(log, producerBatch({ producerId: 7, baseSequence: 0x7ffffffe, count: 1 }));
  expect(outcome(log, producerBatch({ producerId: 7, baseSequence: 0x7fffffff, count: 3 }))).toBe('ok 1');
  const batch = log.producerState.producers.get(7)?.batches.at(-1);
  expect(batch === undefined ? null : [firstSeqOf(batch), batch.lastSeq]).toEqual([0x7fffffff, 1]);
  expect(outcome(log, producerBatch({ producerId: 7, baseSequence: 0x7fffffff, count: 3 }))).toBe('duplicate 1');
  expect(outcome(log, producerBatch({ producerId: 7, baseSequence: 2 }))).toBe('ok 4');
});

test('within a transaction every write is transactional, and a marker needs a coordinator that is not older', () => {
  const log = emptyLog();
  append(log, producerBatch({ producerId: 7, baseSequence: 0, transactional: true }));
  expect(outcome(log, producerBatch({ producerId: 7, baseSequence: 1 }))).toBe('INVALID_TXN_STATE');
  expect(outcome(log, markerBatch({ producerId: 7, coordinatorEpoch: 3 }), 'COORDINATOR')).toBe('ok 1');
  expect(outcome(log, markerBatch({ producerId: 7, coordinatorEpoch: 2 }), 'COORDINATOR')).toBe(
    'TRANSACTION_COORDINATOR_FENCED',
  );
});

test('a marker of transactions v2 raises the epoch; the same one again is a retry when nothing is open', () => {
  const log = emptyLog();
  append(log, producerBatch({ producerId: 7, baseSequence: 0, transactional: true }));
  expect(outcome(log, markerBatch({ producerId: 7 }), 'COORDINATOR', 2)).toBe('INVALID_PRODUCER_EPOCH');
  expect(outcome(log, markerBatch({ producerId: 7, producerEpoch: 1 }), 'COORDINATOR', 2)).toBe('ok 1');
  expect(outcome(log, markerBatch({ producerId: 7, producerEpoch: 1 }), 'COORDINATOR', 2)).toBe('ok 2');
});

test('a producer that has written nothing for a day is forgotten, unless its transaction is open', () => {
  const log = emptyLog();
  append(log, producerBatch({ producerId: 7, baseSequence: 0 }));
  append(log, producerBatch({ producerId: 8, baseSequence: 0, transactional: true }));
  removeExpiredProducers(log, T0 + 86_399_999, 86_400_000);
  expect([...log.producerState.producers.keys()]).toEqual([7, 8]);
  removeExpiredProducers(log, T0 + 86_400_000, 86_400_000);
  expect([...log.producerState.producers.keys()]).toEqual([8]);
  expect(outcome(log, producerBatch({ producerId: 7, baseSequence: 41 }))).toBe('ok 2');
});

test('a truncation goes back to the newest snapshot, which knows one batch of each producer, and reads on from there', () => {
  const log = emptyLog();
  for (const baseSequence of [0, 1, 2]) append(log, producerBatch({ producerId: 7, baseSequence }));
  rollLog(log, T0);
  for (const baseSequence of [3, 4, 5]) append(log, producerBatch({ producerId: 7, baseSequence }));
  expect(log.producerState.snapshots.map((snapshot) => snapshot.offset)).toEqual([3]);
  truncateTo(log, 5, T0);
  expect(log.producerState.producers.get(7)?.batches.map((batch) => batch.lastSeq)).toEqual([2, 3, 4]);
  expect(outcome(log, producerBatch({ producerId: 7, baseSequence: 5 }))).toBe('ok 5');
});

test('a refused batch and a duplicate write nothing, but the segment that they would not have fitted into is closed', () => {
  const log = emptyLog();
  const batch = producerBatch({ producerId: 7, baseSequence: 0 });
  const small = configOf({ segmentBytes: batch.sizeInBytes });
  appendAsLeader(log, batch, 0, T0, small);
  expect(appendAsLeader(log, batch, 0, T0, small)).toMatchObject({ ok: true, value: { isDuplicate: true } });
  expect([log.logEndOffset, log.segments.map((segment) => segment.baseOffset)]).toEqual([1, [0, 1]]);
});
