import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { KafkaRecord, RecordBatch } from '../record/batch-format.ts';
import { isControlBatch, timestampType } from '../record/batch-format.ts';
import { tryReadRecords } from '../record/read-batch.ts';
import type { AppendError, AppendOrigin, RecordError } from './append-errors.ts';
import type { LogConfig } from './log-config.ts';

function refuse(code: AppendError['code'], message: string): AppendError {
  return { code, message, recordErrors: [] };
}

/** LogValidator.validateBatch, for batches of clients. */
function checkClientBatch(batch: RecordBatch, name: string): AppendError | null {
  const range = `[${batch.baseOffset}, ${batch.lastOffset}]`;
  const offsets = batch.lastOffset - batch.baseOffset + 1;
  const where = `in topic partition ${name}`;
  if (offsets <= 0) return refuse('INVALID_RECORD', `Batch has an invalid offset range: ${range} ${where}`);
  if (batch.count <= 0) {
    return refuse('INVALID_RECORD', `Invalid reported count for record batch: ${batch.count} ${where}`);
  }
  if (offsets !== batch.count) {
    const message = `Inconsistent batch offset range ${range} and count of records ${batch.count} ${where}`;
    return refuse('INVALID_RECORD', message);
  }
  if (batch.producerId >= 0 && batch.baseSequence < 0) {
    const batchWith = `record batch with producerId ${batch.producerId}`;
    return refuse('INVALID_RECORD', `Invalid sequence number ${batch.baseSequence} in ${batchWith} ${where}`);
  }
  if (isControlBatch(batch)) {
    return refuse('INVALID_RECORD', `Clients are not allowed to write control records ${where}`);
  }
  return null;
}

/** Whether the header alone shows that no record can be refused, so that the records need not be read. */
function headerSuffices(batch: RecordBatch, config: LogConfig, nowMs: number): boolean {
  if (config.cleanupPolicy.includes('compact') || timestampType(batch) === 'LogAppendTime') return false;
  if (config.messageTimestampType === 'LogAppendTime') return true;
  const anyPast = config.messageTimestampBeforeMaxMs >= nowMs;
  return anyPast && batch.maxTimestamp - nowMs <= config.messageTimestampAfterMaxMs;
}

/** now − message.timestamp.before.max.ms as Java prints it, where "never" is 2^63−1. */
function earliestAllowed(nowMs: number, config: LogConfig): string {
  const limit = config.messageTimestampBeforeMaxMs;
  return limit === Number.MAX_SAFE_INTEGER ? String(BigInt(nowMs) - 0x7fffffffffffffffn) : String(nowMs - limit);
}

function describeRecord(record: KafkaRecord): string {
  const key = record.key?.length ?? 0;
  const value = record.value?.length ?? 0;
  return `DefaultRecord(offset=${record.offset}, timestamp=${record.timestamp}, key=${key} bytes, value=${value} bytes)`;
}

/** LogValidator.validateTimestamp: a message, or null when the time will do. */
function checkTimestamp(record: KafkaRecord, batch: RecordBatch, config: LogConfig, nowMs: number): string | null {
  const { messageTimestampBeforeMaxMs: before, messageTimestampAfterMaxMs: after } = config;
  if (config.messageTimestampType === 'CreateTime' && record.timestamp !== -1) {
    if (nowMs - record.timestamp <= before && record.timestamp - nowMs <= after) return null;
    const range = `[${earliestAllowed(nowMs, config)}, ${nowMs + after}]`;
    const what = `Timestamp ${record.timestamp} of message with offset ${record.offset}`;
    return `${what} is out of range. The timestamp should be within ${range}`;
  }
  if (timestampType(batch) !== 'LogAppendTime') return null;
  const what = `Invalid timestamp type in message ${describeRecord(record)}.`;
  return `${what} Producer should not set timestamp type to LogAppendTime.`;
}

function summary(errors: readonly RecordError[]): string {
  const shown = errors.slice(0, 3).map((e) => `RecordError(batchIndex=${e.batchIndex}, message='${e.message}')`);
  const count = `One or more records have been rejected due to ${errors.length} record errors in total`;
  return `${count}, and only showing the first three errors at most: [${shown.join(', ')}]`;
}

/** LogValidator.validateRecord for each record, processRecordErrors for all that were found. */
function checkRecords(batch: RecordBatch, name: string, config: LogConfig, nowMs: number): AppendError | null {
  const records = tryReadRecords(batch);
  if (!records.ok) return refuse('INVALID_RECORD', records.error);
  const compacted = config.cleanupPolicy.includes('compact');
  const errors: RecordError[] = [];
  let badTime = false;
  for (const [batchIndex, record] of records.value.entries()) {
    if (compacted && record.key === null) {
      const message = `Compacted topic cannot accept message without key in topic partition ${name}`;
      errors.push({ batchIndex, message });
      continue;
    }
    const message = checkTimestamp(record, batch, config, nowMs);
    if (message === null) continue;
    badTime = true;
    errors.push({ batchIndex, message });
  }
  if (errors.length === 0) return null;
  if (!badTime) return { code: 'INVALID_RECORD', message: summary(errors), recordErrors: errors };
  const message = 'One or more records have been rejected due to invalid timestamp';
  return { code: 'INVALID_TIMESTAMP', message, recordErrors: errors };
}

/**
 * The checks on append at the leader, in Kafka's order (UnifiedLog.analyzeAndValidateRecords, LogValidator). The CRC is
 * not computed again: a RecordBatch is made by encoding or by reading, and both have seen to it.
 */
export function validateAppend(
  batch: RecordBatch,
  name: string,
  config: LogConfig,
  nowMs: number,
  origin: AppendOrigin,
): Result<null, AppendError> {
  if (origin === 'CLIENT' && batch.baseOffset !== 0) {
    const message = `The baseOffset of the record batch in the append to ${name} should be 0, but it is ${batch.baseOffset}`;
    return err(refuse('INVALID_RECORD', message));
  }
  if (batch.sizeInBytes > config.maxMessageBytes) {
    const size = `The record batch size in the append to ${name} is ${batch.sizeInBytes} bytes`;
    // The closing bracket without an opening one is Kafka's.
    const message = `${size} which exceeds the maximum configured value of ${config.maxMessageBytes}).`;
    return err(refuse('MESSAGE_TOO_LARGE', message));
  }
  const refused =
    (origin === 'CLIENT' ? checkClientBatch(batch, name) : null) ??
    (headerSuffices(batch, config, nowMs) ? null : checkRecords(batch, name, config, nowMs));
  if (refused !== null) return err(refused);
  if (batch.sizeInBytes <= config.segmentBytes) return ok(null);
  const size = `Message batch size is ${batch.sizeInBytes} bytes in append to partition ${name}`;
  const message = `${size}, which exceeds the maximum configured segment size of ${config.segmentBytes}.`;
  return err(refuse('RECORD_LIST_TOO_LARGE', message));
}
