import { encodeUtf8 } from '../../../base/utf8.ts';
import { encodeBatch, type RecordBatch } from '../../record/record-batch.ts';
import { activeSegment, createLog, defaultLogConfig, type LogConfig, type PartitionLog } from '../partition-log.ts';

/** 2023-11-14T22:13:20Z, where the tests' clocks start. */
export const T0 = 1_700_000_000_000;

/** A batch of `count` records with a value of `valueBytes` bytes each, timestamps `timestamp`, `timestamp` + 1 … */
export function batchOf(count: number, timestamp = T0, valueBytes = 10): RecordBatch {
  const value = new Uint8Array(valueBytes).fill(118);
  return encodeBatch(
    Array.from({ length: count }, (_, i) => ({ timestamp: timestamp + i, key: encodeUtf8(`k${i}`), value })),
  );
}

export function configOf(changes: Partial<LogConfig> = {}): LogConfig {
  return { ...defaultLogConfig, ...changes };
}

export function emptyLog(): PartitionLog {
  return createLog('orders', 0, 'AAAAAAAAAAAAAAAAAAAAAA', 0, T0);
}

/** `base-last` of every batch, a bar between segments. */
export function pictureOf(log: PartitionLog): string {
  return log.segments
    .map((segment) =>
      segment.batches
        .slice(0, segment.length)
        .map((batch) => `${batch.baseOffset}-${batch.lastOffset}`)
        .join(' '),
    )
    .join(' | ');
}

export function activeBase(log: PartitionLog): number {
  return activeSegment(log).baseOffset;
}
