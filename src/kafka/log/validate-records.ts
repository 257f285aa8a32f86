import type { Int64 } from '../../base/int64.ts';
import type { TimestampType } from '../record/batch-format.ts';
import { timestampType } from '../record/batch-format.ts';
import type { SkimmedRecord } from '../record/batch-records.ts';
import { type AppendError, appendError, type RecordError } from './append-errors.ts';
import type { LogConfig } from './log-config.ts';

/** "Never": what Kafka keeps as 2^63−1. */
const NEVER = Number.MAX_SAFE_INTEGER;
const JAVA_NEVER = 0x7fffffffffffffffn;

function exceeds(nowMs: number, timestamp: Int64, sign: 1 | -1, limit: number): boolean {
  if (limit === NEVER) return false;
  if (typeof timestamp === 'number') return sign * (nowMs - timestamp) > limit;
  return BigInt(sign) * (BigInt(nowMs) - timestamp) > BigInt(limit);
}

/** The time that lies so far from now, as Java prints it. */
function printBound(nowMs: number, limit: number, sign: 1 | -1): string {
  const wide = limit === NEVER ? JAVA_NEVER : BigInt(limit);
  return String(BigInt.asIntN(64, BigInt(nowMs) + BigInt(sign) * wide));
}

function describe(record: SkimmedRecord): string {
  const key = Math.max(0, record.keySize);
  const value = Math.max(0, record.valueSize);
  return `DefaultRecord(offset=${record.offset}, timestamp=${record.timestamp}, key=${key} bytes, value=${value} bytes)`;
}

/** LogValidator.validateTimestamp: a message, or null when the time will do. */
function checkTimestamp(record: SkimmedRecord, type: TimestampType, config: LogConfig, nowMs: number): string | null {
  const { messageTimestampBeforeMaxMs: before, messageTimestampAfterMaxMs: after } = config;
  const { timestamp, offset } = record;
  if (config.messageTimestampType === 'CreateTime' && timestamp !== -1) {
    if (!exceeds(nowMs, timestamp, 1, before) && !exceeds(nowMs, timestamp, -1, after)) return null;
    const range = `[${printBound(nowMs, before, -1)}, ${printBound(nowMs, after, 1)}]`;
    const what = `Timestamp ${timestamp} of message with offset ${offset}`;
    return `${what} is out of range. The timestamp should be within ${range}`;
  }
  if (type !== 'LogAppendTime') return null;
  const what = `Invalid timestamp type in message ${describe(record)}.`;
  return `${what} Producer should not set timestamp type to LogAppendTime.`;
}

function summary(errors: readonly RecordError[]): string {
  const shown = errors.slice(0, 3).map((e) => `RecordError(batchIndex=${e.batchIndex}, message='${e.message}')`);
  const count = `One or more records have been rejected due to ${errors.length} record errors in total`;
  return `${count}, and only showing the first three errors at most: [${shown.join(', ')}]`;
}

/** What the records say together: the largest timestamp, −1 without any, and whether they stand at 0, 1, 2 … */
export interface CheckedRecords {
  readonly error: AppendError | null;
  readonly maxTimestamp: Int64;
  readonly isConsecutive: boolean;
}

/**
 * LogValidator.validateRecord for each record, processRecordErrors for all that were found. Takes what reading a record
 * throws (RecordFailure) out to its caller. `name` is topic and partition.
 */
export function checkRecords(
  records: Iterable<SkimmedRecord>,
  batch: { readonly attributes: number; readonly baseOffset: Int64 },
  name: string,
  config: LogConfig,
  nowMs: number,
): CheckedRecords {
  const compacted = config.cleanupPolicy.includes('compact');
  const type = timestampType(batch);
  const errors: RecordError[] = [];
  let badTime = false;
  let maxTimestamp: Int64 = -1;
  let isConsecutive = true;
  let batchIndex = 0;
  for (const record of records) {
    if (record.timestamp > maxTimestamp) maxTimestamp = record.timestamp;
    if (record.offset !== batchIndex) isConsecutive = false;
    const noKey = compacted && record.keySize < 0;
    const message = noKey
      ? `Compacted topic cannot accept message without key in topic partition ${name}`
      : checkTimestamp(record, type, config, nowMs);
    if (message !== null) {
      badTime ||= !noKey;
      errors.push({ batchIndex, message });
    }
    batchIndex++;
  }
  return { error: errors.length === 0 ? null : refusal(errors, badTime), maxTimestamp, isConsecutive };
}

function refusal(errors: readonly RecordError[], badTime: boolean): AppendError {
  if (!badTime) return appendError('InvalidRecordException', summary(errors), errors);
  const message = 'One or more records have been rejected due to invalid timestamp';
  return appendError('InvalidTimestampException', message, errors);
}
