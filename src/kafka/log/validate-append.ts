import { MalformedBytes } from '../../base/bytes.ts';
import type { Int64 } from '../../base/int64.ts';
import { isSafeInt64 } from '../../base/int64.ts';
import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import { isControlBatch, isTransactional, MAGIC_V2, timestampType } from '../record/batch-format.ts';
import type { BatchPlace } from '../record/batch-header.ts';
import { batchCompression, batchRecords, type ExactRecord, skimmed, skimRecords } from '../record/batch-records.ts';
import type { CompressionType } from '../record/compression.ts';
import { encodeBatch, withMaxTimestamp } from '../record/record-batch.ts';
import { RecordFailure } from '../record/record-failure.ts';
import { type AppendError, type AppendOrigin, appendError } from './append-errors.ts';
import type { LogConfig } from './log-config.ts';
import { checkRecords } from './validate-records.ts';

/** Who checks a batch for which log. */
export interface Validation {
  /** Topic and partition, as Kafka's messages name them. */
  readonly name: string;
  readonly config: LogConfig;
  readonly nowMs: number;
  readonly origin: AppendOrigin;
  /**
   * The header says what the records say: our own encoder wrote both. What it alone can answer is then not asked of the
   * records. false for bytes that somebody else made up.
   */
  readonly trusted: boolean;
}

/** A batch that a leader may append, its timestamp and compression as the topic wants them, and no place yet. */
export interface ValidatedAppend {
  readonly batch: RecordBatch;
  readonly maxTimestamp: number;
}

type Validated = Result<ValidatedAppend, AppendError>;

/** The parts of a header that the checks of a whole batch read. */
export interface BatchClaims {
  readonly baseOffset: Int64;
  readonly lastOffset: Int64;
  readonly count: number;
  readonly producerId: Int64;
  readonly baseSequence: number;
  readonly attributes: number;
}

/** UnifiedLog.analyzeAndValidateRecords, of one batch, without its checksum. */
export function checkBatch(
  batch: { readonly baseOffset: Int64; readonly sizeInBytes: number },
  { name, config, origin }: Validation,
): AppendError | null {
  if (origin === 'CLIENT' && batch.baseOffset !== 0) {
    const message = `The baseOffset of the record batch in the append to ${name} should be 0, but it is ${batch.baseOffset}`;
    return appendError('InvalidRecordException', message);
  }
  if (batch.sizeInBytes <= config.maxMessageBytes) return null;
  const size = `The record batch size in the append to ${name} is ${batch.sizeInBytes} bytes`;
  // The closing bracket without an opening one is Kafka's.
  const message = `${size} which exceeds the maximum configured value of ${config.maxMessageBytes}).`;
  return appendError('RecordTooLargeException', message);
}

function invalid(message: string): AppendError {
  return appendError('InvalidRecordException', message);
}

/** LogValidator.validateBatch, for batches of clients, whose base offset is 0. */
export function checkClaims(batch: BatchClaims, { name, origin }: Validation): AppendError | null {
  if (origin !== 'CLIENT') return null;
  const range = `[${batch.baseOffset}, ${batch.lastOffset}]`;
  const offsets = Number(batch.lastOffset) - Number(batch.baseOffset) + 1;
  const where = `in topic partition ${name}`;
  if (offsets <= 0) return invalid(`Batch has an invalid offset range: ${range} ${where}`);
  if (batch.count <= 0) return invalid(`Invalid reported count for record batch: ${batch.count} ${where}`);
  if (offsets !== batch.count) {
    return invalid(`Inconsistent batch offset range ${range} and count of records ${batch.count} ${where}`);
  }
  if (isControlBatch(batch)) return invalid(`Clients are not allowed to write control records ${where}`);
  if (batch.producerId > -1 && batch.baseSequence < 0) {
    const batchWith = `record batch with producerId ${batch.producerId}`;
    return invalid(`Invalid sequence number ${batch.baseSequence} in ${batchWith} ${where}`);
  }
  return null;
}

/** Whether the header alone shows that no record can be refused, so that the records need not be read. */
function headerSuffices(batch: RecordBatch, { config, nowMs, trusted }: Validation): boolean {
  if (!trusted || config.cleanupPolicy.includes('compact') || timestampType(batch) === 'LogAppendTime') return false;
  if (config.messageTimestampType === 'LogAppendTime') return true;
  const anyPast = config.messageTimestampBeforeMaxMs >= nowMs;
  return anyPast && batch.maxTimestamp - nowMs <= config.messageTimestampAfterMaxMs;
}

/** The batch with the topic's timestamp type (the end of LogValidator.assignOffsetsNonCompressed and of in-place assignment). */
function inPlace(batch: RecordBatch, maxTimestamp: Int64, { config, nowMs }: Validation): Validated {
  const largest = config.messageTimestampType === 'LogAppendTime' ? nowMs : maxTimestamp;
  if (!isSafeInt64(largest)) return err(beyond(largest));
  return ok({ batch: withMaxTimestamp(batch, config.messageTimestampType, largest), maxTimestamp: largest });
}

/** No simulated log comes near such a number, and none is rounded. */
function beyond(v: Int64): AppendError {
  return appendError('UnsupportedOperationException', `the 64-bit value ${v} is beyond 2^53`);
}

/** LogValidator.buildRecordsAndAssignOffsets: the records in a new batch, from offset 0 on. */
function rebuild(
  batch: RecordBatch,
  records: readonly ExactRecord[],
  target: CompressionType,
  { name, config, nowMs }: Validation,
): Validated {
  const inputs: {
    timestamp: number;
    key: Uint8Array | null;
    value: Uint8Array | null;
    headers: ExactRecord['headers'];
  }[] = [];
  for (const { timestamp, key, value, headers } of records) {
    if (timestamp < -1) return err(appendError('IllegalArgumentException', `Invalid negative timestamp ${timestamp}`));
    if (!isSafeInt64(timestamp)) return err(beyond(timestamp));
    inputs.push({ timestamp, key, value, headers });
  }
  const rebuilt = encodeBatch(inputs, {
    compression: target,
    ...(config.compression === null ? {} : { compressionLevel: config.compression.level }),
    timestampType: config.messageTimestampType,
    logAppendTime: nowMs,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    transactional: isTransactional(batch),
  });
  if (rebuilt.sizeInBytes <= config.maxMessageBytes) return ok({ batch: rebuilt, maxTimestamp: rebuilt.maxTimestamp });
  // The missing blank is Kafka's.
  const size = `Message batch size is ${rebuilt.sizeInBytes} bytes in append topartition ${name}`;
  const message = `${size} which exceeds the maximum configured size of ${config.maxMessageBytes}.`;
  return err(appendError('RecordTooLargeException', message));
}

/** LogValidator.validateMessagesAndAssignOffsets, of the one batch. Lets RecordFailure pass. */
function validateRecords(batch: RecordBatch, source: CompressionType, validation: Validation): Validated {
  const { name, config, nowMs } = validation;
  const target = config.compression === null ? source : config.compression.type;
  const asIs = source === target || (source === 'none' && isControlBatch(batch));
  if (asIs && headerSuffices(batch, validation)) return inPlace(batch, batch.maxTimestamp, validation);
  // The bytes' own base offset is 0, whatever place the batch has.
  const place: BatchPlace = { bytes: batch.bytes, position: 0, sizeInBytes: batch.sizeInBytes, magic: MAGIC_V2 };
  const plain = source === 'none' && target === 'none';
  if (asIs) {
    const { error, maxTimestamp, isConsecutive } = checkRecords(skimRecords(place), batch, name, config, nowMs);
    if (error !== null) return err(error);
    if (plain || isConsecutive) return inPlace(batch, maxTimestamp, validation);
    // Kafka turns to rebuilding the batch, but has passed over the keys by then.
    if (source !== 'none') {
      return err(appendError('UnsupportedOperationException', 'key is skipped in PartialDefaultRecord'));
    }
  }
  const records = [...batchRecords(place)];
  const { error } = checkRecords(records.map(skimmed), batch, name, config, nowMs);
  return error === null ? rebuild(batch, records, target, validation) : err(error);
}

/** The last check before the log's own: UnifiedLog.append, when the epoch has been noted already. */
function checkSegment(batch: RecordBatch, { name, config }: Validation): AppendError | null {
  if (batch.sizeInBytes <= config.segmentBytes) return null;
  const size = `Message batch size is ${batch.sizeInBytes} bytes in append to partition ${name}`;
  const message = `${size}, which exceeds the maximum configured segment size of ${config.segmentBytes}.`;
  return appendError('RecordBatchTooLargeException', message);
}

/**
 * The checks on append at the leader, in Kafka's order (UnifiedLog.analyzeAndValidateRecords, LogValidator), and the
 * batch as it goes into the log: with the topic's timestamp type, and compressed anew where the topic's compression.type
 * asks for it. The CRC is not computed again: a RecordBatch is made by encoding or by reading, and both have seen to it.
 */
export function validateAppend(batch: RecordBatch, validation: Validation): Validated {
  const refused = checkBatch(batch, validation);
  if (refused !== null) return err(refused);
  try {
    const source = batchCompression(batch);
    const invalidClaim = checkClaims(batch, validation);
    if (invalidClaim !== null) return err(invalidClaim);
    const validated = validateRecords(batch, source, validation);
    if (!validated.ok) return validated;
    const tooLarge = checkSegment(validated.value.batch, validation);
    return tooLarge === null ? validated : err(tooLarge);
  } catch (error) {
    if (error instanceof RecordFailure) return err(appendError(error.class, error.message));
    if (error instanceof MalformedBytes) return err(appendError('InvalidRecordException', error.message));
    throw error;
  }
}
