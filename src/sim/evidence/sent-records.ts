import { type PartitionLog, readLog } from '../../kafka/log/partition-log.ts';
import type { KafkaRecord, RecordBatch } from '../../kafka/record/record-batch.ts';
import { isControlBatch, readRecords } from '../../kafka/record/record-batch.ts';

/** First offset that the log does not hold of an epoch: the start of the next higher one; 0 when it knows of no such epoch. */
export function heldUntil(log: PartitionLog, epoch: number): number {
  const newest = log.leaderEpochs.at(-1)?.epoch ?? -1;
  if (newest < epoch) return 0;
  for (const entry of log.leaderEpochs) if (entry.epoch > epoch) return entry.startOffset;
  return log.logEndOffset;
}

/** Batches with records at these offsets (`last` inclusive), as far as the log still has them. */
function* batchesBetween(log: PartitionLog, first: number, last: number): Iterable<RecordBatch> {
  let at = Math.max(first, log.logStartOffset);
  while (at <= last) {
    const read = readLog(log, at, 1, log.logEndOffset, true);
    const batch = read === 'OFFSET_OUT_OF_RANGE' ? undefined : read.batches[0];
    if (batch === undefined || batch.baseOffset > last) return;
    yield batch;
    at = batch.lastOffset + 1;
  }
}

/** Applications' records at these offsets (`last` inclusive), as far as the log still has them, in their order. */
export function* recordsBetween(log: PartitionLog, first: number, last: number): Iterable<KafkaRecord> {
  for (const batch of batchesBetween(log, first, last)) {
    if (isControlBatch(batch)) continue;
    for (const record of readRecords(batch)) if (record.offset >= first && record.offset <= last) yield record;
  }
}

interface OffsetRange {
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
}

/** The offsets (`last` inclusive) by the leader epochs that the log has there; without a log the epoch is −1. */
export function epochRanges(log: PartitionLog | undefined, first: number, last: number): OffsetRange[] {
  if (first > last) return [];
  const entries = log?.leaderEpochs ?? [];
  const ranges: OffsetRange[] = [];
  let from = first;
  for (const [index, { epoch }] of entries.entries()) {
    const end = entries[index + 1]?.startOffset ?? Number.POSITIVE_INFINITY;
    if (end <= from) continue;
    ranges.push({ epoch, first: from, last: Math.min(last, end - 1) });
    from = end;
    if (from > last) return ranges;
  }
  return [...ranges, { epoch: -1, first: from, last }];
}
