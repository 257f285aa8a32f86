import { type PartitionLog, readLog } from '../../kafka/log/partition-log.ts';
import type { KafkaRecord, RecordBatch } from '../../kafka/record/record-batch.ts';
import { readRecords } from '../../kafka/record/record-batch.ts';

/** First offset that the log does not hold of an epoch: the start of the next higher one; 0 when it knows of no such epoch. */
export function heldUntil(log: PartitionLog, epoch: number): number {
  const newest = log.leaderEpochs.at(-1)?.epoch ?? -1;
  if (newest < epoch) return 0;
  for (const entry of log.leaderEpochs) if (entry.epoch > epoch) return entry.startOffset;
  return log.logEndOffset;
}

/** Batches with records at these offsets (`last` inclusive), as far as the log still has them. */
export function* batchesBetween(log: PartitionLog, first: number, last: number): Iterable<RecordBatch> {
  let at = Math.max(first, log.logStartOffset);
  while (at <= last) {
    const read = readLog(log, at, 1, log.logEndOffset, true);
    const batch = read === 'OFFSET_OUT_OF_RANGE' ? undefined : read.batches[0];
    if (batch === undefined || batch.baseOffset > last) return;
    yield batch;
    at = batch.lastOffset + 1;
  }
}

/** The records at these offsets (`last` inclusive), as far as the log still has them, in their order. */
export function* recordsBetween(log: PartitionLog, first: number, last: number): Iterable<KafkaRecord> {
  for (const batch of batchesBetween(log, first, last)) {
    for (const record of readRecords(batch)) if (record.offset >= first && record.offset <= last) yield record;
  }
}
