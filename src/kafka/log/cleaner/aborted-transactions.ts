import { type AbortedTxn, collectAbortedTxns } from '../files/transaction-index-file.ts';
import { floorSegmentIndex, type PartitionLog } from '../log-state.ts';

/**
 * UnifiedLog.collectAbortedTransactions: those that reach above the log start and begin below `upTo`, from the index of
 * the segment that holds `from` on.
 */
export function collectAbortedTransactions(log: PartitionLog, from: number, upTo: number): AbortedTxn<number>[] {
  const first = floorSegmentIndex(log, from);
  const found: AbortedTxn<number>[] = [];
  for (const segment of first < 0 ? [] : log.segments.slice(first)) {
    const result = collectAbortedTxns(segment.abortedTxns ?? [], log.logStartOffset, upTo);
    found.push(...result.abortedTransactions);
    if (result.isComplete) break;
  }
  return found;
}
