import { ByteReader } from '../../../base/bytes.ts';
import { isTransactional, type RecordBatch, readRecords } from '../../record/record-batch.ts';
import type { AbortedTxn } from '../files/transaction-index-file.ts';

/** An aborted transaction that the pass has reached. */
interface AbortedTransaction {
  readonly txn: AbortedTxn<number>;
  /** A batch of it was there. */
  observed: boolean;
}

/** The transactions around the place that a pass over the log has come to (CleanedTransactionMetadata). */
export interface CleanedTransactions {
  /** Producers with a batch of a transaction that is not known as aborted. */
  readonly ongoingCommitted: Set<number>;
  readonly ongoingAborted: Map<number, AbortedTransaction>;
  /** Not reached yet, by first offset. */
  ahead: readonly AbortedTxn<number>[];
  /** Entries of the new segment's transaction index: aborted transactions that still have a batch. */
  kept: AbortedTxn<number>[];
}

const ABORT = 0;
const COMMIT = 1;

export function createCleanedTransactions(): CleanedTransactions {
  return { ongoingCommitted: new Set(), ongoingAborted: new Map(), ahead: [], kept: [] };
}

export function addAbortedTransactions(state: CleanedTransactions, txns: readonly AbortedTxn<number>[]): void {
  if (txns.length > 0) state.ahead = [...state.ahead, ...txns].sort((a, b) => a.firstOffset - b.firstOffset);
}

function reachAborted(state: CleanedTransactions, offset: number): void {
  let reached = 0;
  for (const txn of state.ahead) {
    if (txn.firstOffset > offset) break;
    reached++;
    if (!state.ongoingAborted.has(txn.producerId)) state.ongoingAborted.set(txn.producerId, { txn, observed: false });
  }
  if (reached > 0) state.ahead = state.ahead.slice(reached);
}

/** ControlRecordType.parse: the second number of a control record's key. */
function controlType(batch: RecordBatch): number | null {
  const key = readRecords(batch)[0]?.key;
  if (key === undefined || key === null) return null;
  const reader = new ByteReader(key);
  reader.i16();
  return reader.i16();
}

/** Takes note of a control batch: whether it may go, because no batch of its transaction is left (or it is empty). */
export function onControlBatch(state: CleanedTransactions, batch: RecordBatch): boolean {
  reachAborted(state, batch.lastOffset);
  if (batch.count === 0) return true;
  switch (controlType(batch)) {
    case ABORT: {
      const aborted = state.ongoingAborted.get(batch.producerId);
      state.ongoingAborted.delete(batch.producerId);
      if (aborted?.observed !== true) return true;
      state.kept.push(aborted.txn);
      return false;
    }
    case COMMIT:
      return !state.ongoingCommitted.delete(batch.producerId);
    default:
      return false;
  }
}

/** Takes note of a data batch: whether it belongs to an aborted transaction. */
export function onDataBatch(state: CleanedTransactions, batch: RecordBatch): boolean {
  reachAborted(state, batch.lastOffset);
  if (!isTransactional(batch)) return false;
  const aborted = state.ongoingAborted.get(batch.producerId);
  if (aborted === undefined) {
    state.ongoingCommitted.add(batch.producerId);
    return false;
  }
  aborted.observed = true;
  return true;
}
