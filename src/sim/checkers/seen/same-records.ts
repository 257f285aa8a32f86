import { hex } from '../../../base/bytes.ts';
import type { PartitionLog } from '../../../kafka/log/partition-log.ts';
import { isControlBatch, type KafkaRecord, type RecordBatch, readRecords } from '../../../kafka/record/record-batch.ts';
import { batchesFrom, isSameBatch } from './log-batches.ts';
import { committedBatch, type WatchedPartition } from './watched-partition.ts';

/** Where a batch differs from what was committed at its place; null: nowhere. */
export function differsFromCommitted(partition: WatchedPartition, batch: RecordBatch): string | null {
  if (batch.lastOffset >= partition.highWatermark) return null;
  const committed = committedBatch(partition, batch.lastOffset);
  if (committed !== undefined && isSameBatch(committed, batch)) return null;
  if (committed === undefined) {
    const first = partition.committed[0];
    if (partition.compacted || first === undefined || batch.baseOffset < first.baseOffset) return null;
    return `a batch ends at offset ${batch.lastOffset}, where none was committed`;
  }
  if (partition.compacted && isCleanedAlike(batch, committed)) return null;
  return `offset ${batch.baseOffset} of epoch ${batch.partitionLeaderEpoch} is not what was committed there in epoch ${committed.partitionLeaderEpoch}`;
}

/** The same for what a log holds from `from` up to `to`. */
export function logDiffers(partition: WatchedPartition, log: PartitionLog, from: number, to: number): string | null {
  for (const batch of batchesFrom(log, Math.max(from, log.logStartOffset), to)) {
    const wrong = differsFromCommitted(partition, batch);
    if (wrong !== null) return wrong;
  }
  return null;
}

const textOf = ({ key, value, timestamp }: KafkaRecord): string =>
  `${timestamp} ${key === null ? '-' : hex(key)} ${value === null ? '-' : hex(value)}`;

/** What a cleaner left of a batch: some of its records, as they were. */
function isCleanedAlike(cleaned: RecordBatch, whole: RecordBatch): boolean {
  if (cleaned.partitionLeaderEpoch !== whole.partitionLeaderEpoch) return false;
  if (isControlBatch(cleaned) !== isControlBatch(whole)) return false;
  const held = new Map(readRecords(whole).map((record) => [record.offset, textOf(record)]));
  return readRecords(cleaned).every((record) => (held.get(record.offset) ?? textOf(record)) === textOf(record));
}
