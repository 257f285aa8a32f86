import { compressionCodec } from '../../record/batch-format.ts';
import { compressionTypeOfId } from '../../record/compression.ts';
import {
  deleteHorizonMs,
  encodeBatch,
  isControlBatch,
  isTransactional,
  type KafkaRecord,
  type RecordBatch,
  readRecords,
  timestampType,
} from '../../record/record-batch.ts';
import { type CleaningRound, checkBatchRetention, shouldRetainRecord } from './batch-retention.ts';

/** The batch with these of its records; base and last offset, sequences, epochs and producer are as before. */
function rewrittenBatch(batch: RecordBatch, records: readonly KafkaRecord[], horizonMs: number | null): RecordBatch {
  return encodeBatch(records, {
    compression: compressionTypeOfId(compressionCodec(batch)) ?? 'none',
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    transactional: isTransactional(batch),
    controlBatch: isControlBatch(batch),
    timestampType: timestampType(batch),
    logAppendTime: batch.maxTimestamp,
    baseOffset: batch.baseOffset,
    partitionLeaderEpoch: batch.partitionLeaderEpoch,
    lastOffsetDelta: batch.lastOffset - batch.baseOffset,
    offsetDeltas: records.map((record) => record.offset - batch.baseOffset),
    // Of a batch with records it is made anew from those that stay.
    ...(records.length === 0 ? { maxTimestamp: batch.maxTimestamp } : {}),
    ...(horizonMs === null ? {} : { deleteHorizonMs: horizonMs }),
  });
}

/**
 * MemoryRecords.filterTo for one batch: the batch as it stays, or null when it goes. An untouched batch is the same
 * object. The first pass that keeps a tombstone, or a marker whose transaction is gone, gives the batch its delete horizon.
 */
export function filterBatch(batch: RecordBatch, round: CleaningRound): RecordBatch | null {
  const check = checkBatchRetention(batch, round);
  if (check.retention === 'DELETE') return null;
  const records = readRecords(batch);
  const retained = records.filter((record) => {
    if (check.discardRecords) return false;
    return isControlBatch(batch) || shouldRetainRecord(batch, record, round);
  });
  if (retained.length === 0) return check.retention === 'RETAIN_EMPTY' ? rewrittenBatch(batch, [], null) : null;
  const horizonMs = deleteHorizonMs(batch);
  const hasTombstone = retained.some((record) => record.value === null);
  const setHorizon = horizonMs === null && (hasTombstone || check.markerOfEmptyTxn);
  if (retained.length === records.length && !setHorizon) return batch;
  return rewrittenBatch(batch, retained, setHorizon ? round.nowMs + round.deleteRetentionMs : horizonMs);
}
