import { expect, test } from 'vitest';
import type { RecordBatch } from '../record/record-batch.ts';
import {
  appendAsLeader,
  copyLog,
  lastStableOffset,
  onHighWatermarkUpdated,
  type PartitionLog,
  readCommitted,
} from './partition-log.ts';
import { batchOf, configOf, emptyLog, T0 } from './testing/logs.ts';
import { markerBatch, producerBatch } from './testing/transactions.ts';

const config = configOf();

function write(log: PartitionLog, ...batches: RecordBatch[]): void {
  for (const batch of batches) appendAsLeader(log, batch, 0, T0, config, 'COORDINATOR');
}

const of7 = producerBatch({ producerId: 7, baseSequence: 0, transactional: true });
const of8 = producerBatch({ producerId: 8, baseSequence: 0, transactional: true });

test('the last stable offset waits for the first open transaction, and for its marker to be replicated', () => {
  const log = emptyLog();
  write(log, batchOf(2), of7, of8);
  expect([lastStableOffset(log, 1), lastStableOffset(log, 4)]).toEqual([1, 2]);
  write(log, markerBatch({ producerId: 7 }));
  // The marker at 4 is not below the high watermark.
  expect(lastStableOffset(log, 4)).toBe(2);
  expect(lastStableOffset(log, 5)).toBe(3);
  write(log, markerBatch({ producerId: 8 }));
  onHighWatermarkUpdated(log, 6);
  expect([lastStableOffset(log, 6), log.producerState.unreplicatedTxns]).toEqual([6, []]);
});

test('aborted transactions stand in the index with the last stable offset after them, and come with what is read', () => {
  const log = emptyLog();
  write(log, of7, of8, markerBatch({ producerId: 8, abort: true }), markerBatch({ producerId: 7, abort: true }));
  expect(log.segments[0]?.abortedTxns).toEqual([
    { producerId: 8, firstOffset: 1, lastOffset: 2, lastStableOffset: 0 },
    { producerId: 7, firstOffset: 0, lastOffset: 3, lastStableOffset: 4 },
  ]);
  onHighWatermarkUpdated(log, 4);
  const read = readCommitted(log, 3, 10_000, lastStableOffset(log, 4), true);
  expect(read).toMatchObject({ aborted: [{ producerId: 7, firstOffset: 0 }] });
  expect(readCommitted(log, 4, 10_000, 4, true)).toMatchObject({ batches: [], aborted: [] });
});

test('a checkpoint does not see what its log learns of producers later', () => {
  const log = emptyLog();
  write(log, of7);
  const checkpoint = copyLog(log, 1);
  write(log, markerBatch({ producerId: 7, abort: true }), of8);
  expect([...checkpoint.producerState.producers.keys()]).toEqual([7]);
  expect(checkpoint.producerState.ongoingTxns).toHaveLength(1);
  expect(checkpoint.segments[0]?.abortedTxns).toBeNull();
});
