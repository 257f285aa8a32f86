import { MalformedBytes } from '../../base/bytes.ts';
import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import { MAGIC_V2 } from '../record/batch-format.ts';
import { type BatchPlace, batchFault, lastOffsetOf, readBatchHeader } from '../record/batch-header.ts';
import { batchesInMemory } from '../record/batch-input.ts';
import { batchCompression } from '../record/batch-records.ts';
import { toRecordBatch } from '../record/read-batch.ts';
import { RecordFailure } from '../record/record-failure.ts';
import { appendChecked, type LeaderAppend } from './append.ts';
import { type AppendError, type AppendOrigin, appendError } from './append-errors.ts';
import type { LogConfig } from './log-config.ts';
import type { PartitionLog } from './log-state.ts';
import type { ProducerError } from './producer-errors.ts';
import { checkBatch, checkClaims, type Validation } from './validate-append.ts';

/** One batch of the bytes: its size, checksum, codec and claims; and as the engine holds it. */
function takeBatch(place: BatchPlace, validation: Validation): Result<RecordBatch, AppendError> {
  const { name } = validation;
  if (place.magic !== MAGIC_V2) {
    const message = `Record is corrupt (magic ${place.magic}) in topic partition ${name}.`;
    return err(appendError('CorruptRecordException', message));
  }
  const fault = batchFault(place);
  const header = readBatchHeader(place);
  const refused = checkBatch({ baseOffset: header.baseOffset, sizeInBytes: place.sizeInBytes }, validation);
  if (refused !== null) return err(refused);
  if (fault !== null) {
    const message = `Record is corrupt (stored crc = ${header.crc}) in topic partition ${name}.`;
    return err(appendError('CorruptRecordException', message));
  }
  batchCompression(header);
  const claims = { ...header, lastOffset: lastOffsetOf(header), count: header.recordsCount };
  const invalid = checkClaims(claims, validation);
  return invalid === null ? ok(toRecordBatch(place, header)) : err(invalid);
}

/** UnifiedLog.analyzeAndValidateRecords: the one batch, or null when there is not a whole one. */
function takeBatches(bytes: Uint8Array, validation: Validation): Result<RecordBatch | null, AppendError> {
  const { batches, error } = batchesInMemory(bytes);
  let first: RecordBatch | null = null;
  for (const place of batches) {
    const taken = takeBatch(place, validation);
    if (!taken.ok) return taken;
    first ??= taken.value;
  }
  if (error !== null) throw error;
  if (batches.length < 2) return ok(first);
  return err(appendError('InvalidRecordException', 'Compressed outer record has more than one batch'));
}

/**
 * UnifiedLog.appendAsLeader for bytes as any client may send them: nothing in them is believed. null: they hold no whole
 * batch, which Kafka answers like a success, without offsets. Old message formats are refused.
 */
export function appendBytesAsLeader(
  log: PartitionLog,
  bytes: Uint8Array,
  leaderEpoch: number,
  nowMs: number,
  config: LogConfig,
  origin: AppendOrigin = 'CLIENT',
  transactionVersion = 1,
): Result<LeaderAppend | null, AppendError | ProducerError> {
  const validation = { name: `${log.topic}-${log.partition}`, config, nowMs, origin, trusted: false };
  try {
    const taken = takeBatches(bytes, validation);
    if (!taken.ok) return taken;
    if (taken.value === null) return ok(null);
    return appendChecked(log, taken.value, leaderEpoch, validation, transactionVersion);
  } catch (error) {
    if (error instanceof RecordFailure) return err(appendError(error.class, error.message));
    if (error instanceof MalformedBytes) return err(appendError('UnsupportedOperationException', error.message));
    throw error;
  }
}
