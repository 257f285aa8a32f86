import { decodeUtf8, encodeUtf8 } from '../../../../base/utf8.ts';
import { encodeBatch, type KafkaRecord, readRecords } from '../../../record/record-batch.ts';
import { appendAsLeader, type LogConfig, type PartitionLog, type Segment } from '../../partition-log.ts';
import { lastStableOffset } from '../../stable-offset.ts';
import { type Cleaning, cleanLog } from '../clean-log.ts';
import { cleanableOffsets } from '../cleanable-offsets.ts';
import { logToClean } from '../log-to-clean.ts';

/** A record as a test writes it; no value is a tombstone. */
export interface Put {
  readonly key: string | null;
  readonly value: string | null;
}

/** Appends one batch of a client without a producer id. */
export function put(log: PartitionLog, puts: readonly Put[], nowMs: number, config: LogConfig): void {
  const records = puts.map(({ key, value }) => ({
    timestamp: nowMs,
    key: key === null ? null : encodeUtf8(key),
    value: value === null ? null : encodeUtf8(value),
  }));
  const appended = appendAsLeader(log, encodeBatch(records), 0, nowMs, { ...config, cleanupPolicy: ['delete'] });
  if (!appended.ok) throw new Error('the log refuses the batch');
}

/** One round, from `checkpoint` on, whatever the dirty ratio says; everything is replicated. */
export function cleanFrom(
  log: PartitionLog,
  checkpoint: number,
  nowMs: number,
  config: LogConfig,
  slots = 1000,
): Cleaning {
  const offsets = cleanableOffsets(log, checkpoint, lastStableOffset(log, log.logEndOffset), nowMs, config);
  return cleanLog(log, logToClean(log, offsets, nowMs, config), slots, nowMs, config);
}

export function recordsOf(segments: readonly Segment[]): KafkaRecord[] {
  return segments.flatMap((segment) => segment.batches.slice(0, segment.length).flatMap(readRecords));
}

/** `offset key=value` of every record, a bar between segments; `-` for none. */
export function contents(log: PartitionLog): string {
  const text = (bytes: Uint8Array | null): string => (bytes === null ? '-' : decodeUtf8(bytes));
  return log.segments
    .map((segment) => recordsOf([segment]).map((r) => `${r.offset} ${text(r.key)}=${text(r.value)}`))
    .map((records) => records.join(', '))
    .join(' | ');
}
