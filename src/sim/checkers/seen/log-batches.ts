import type { PartitionLog } from '../../../kafka/log/partition-log.ts';
import type { RecordBatch } from '../../../kafka/record/record-batch.ts';

/** Batches of a log that end at `from` or later and below `to`, oldest first; found from the log's end. */
export function batchesFrom(log: PartitionLog, from: number, to = Number.POSITIVE_INFINITY): RecordBatch[] {
  const found: RecordBatch[] = [];
  for (let i = log.segments.length - 1; i >= 0; i--) {
    const segment = log.segments[i];
    if (segment === undefined) break;
    for (let at = segment.length - 1; at >= 0; at--) {
      const batch = segment.batches[at];
      if (batch === undefined || batch.lastOffset < from) return found.reverse();
      if (batch.lastOffset < to) found.push(batch);
    }
  }
  return found.reverse();
}

/** Whether these are the same bytes at the same place; one object is shared by all replicas that fetched it. */
export const isSameBatch = (a: RecordBatch, b: RecordBatch): boolean =>
  a === b ||
  (a.crc === b.crc &&
    a.baseOffset === b.baseOffset &&
    a.lastOffset === b.lastOffset &&
    a.partitionLeaderEpoch === b.partitionLeaderEpoch);
