import {
  deleteHorizonMs,
  isControlBatch,
  type KafkaRecord,
  NO_PRODUCER_ID,
  type RecordBatch,
} from '../../record/batch-format.ts';
import { type CleanedTransactions, onControlBatch, onDataBatch } from './cleaned-transactions.ts';
import type { LastRecord } from './last-records.ts';
import { latestOffsetOf, type OffsetMap } from './offset-map.ts';

/** What one round of cleaning goes by. */
export interface CleaningRound {
  readonly map: OffsetMap;
  readonly nowMs: number;
  readonly deleteRetentionMs: number;
  readonly transactions: CleanedTransactions;
  /** By producer id, of producers that have not expired. */
  readonly lastRecords: ReadonlyMap<number, LastRecord>;
  /** The last batch below stays, so that the offset where the round ended is not lost. */
  readonly upperBoundOffset: number;
}

/** What becomes of a batch (MemoryRecords.RecordFilter.BatchRetentionResult). */
export interface BatchRetention {
  /** DELETE: without a look at its records. RETAIN_EMPTY: stays without records. DELETE_EMPTY: goes if none is left. */
  readonly retention: 'DELETE' | 'RETAIN_EMPTY' | 'DELETE_EMPTY';
  /** None of its records stays. */
  readonly discardRecords: boolean;
  /** A marker whose transaction has no batch left: it waits for its delete horizon. */
  readonly markerOfEmptyTxn: boolean;
}

/** The batch with the newest sequence, or else the newest epoch, that the log has of an active producer. */
function isLastOfProducer(batch: RecordBatch, lastRecords: CleaningRound['lastRecords']): boolean {
  if (batch.producerId === NO_PRODUCER_ID) return false;
  const last = lastRecords.get(batch.producerId);
  if (last === undefined) return false;
  return last.lastDataOffset === null
    ? isControlBatch(batch) && batch.producerEpoch === last.producerEpoch
    : batch.lastOffset === last.lastDataOffset;
}

/** checkBatchRetention of the filter in Cleaner.cleanInto. Takes note of the batch's transaction. */
export function checkBatchRetention(batch: RecordBatch, round: CleaningRound): BatchRetention {
  const control = isControlBatch(batch);
  const canDiscard = control ? onControlBatch(round.transactions, batch) : onDataBatch(round.transactions, batch);
  const horizon = deleteHorizonMs(batch);
  const discardRecords = canDiscard && (!control || (horizon !== null && horizon <= round.nowMs));
  const keepsEmpty = isLastOfProducer(batch, round.lastRecords) || batch.lastOffset + 1 === round.upperBoundOffset;
  return {
    retention: keepsEmpty ? 'RETAIN_EMPTY' : discardRecords ? 'DELETE' : 'DELETE_EMPTY',
    discardRecords,
    markerOfEmptyTxn: canDiscard && control,
  };
}

/**
 * Cleaner.shouldRetainRecord: beyond the map everything stays; below it the newest record of a key, and if that is a
 * tombstone, until the batch's delete horizon. Records without a key go.
 */
export function shouldRetainRecord(batch: RecordBatch, record: KafkaRecord, round: CleaningRound): boolean {
  if (record.offset > round.map.latestOffset) return true;
  if (record.key === null || record.offset < latestOffsetOf(round.map, record.key)) return false;
  if (record.value !== null) return true;
  const horizon = deleteHorizonMs(batch);
  return horizon === null || round.nowMs < horizon;
}
