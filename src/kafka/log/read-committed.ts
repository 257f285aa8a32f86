import { type AbortedTxn, collectAbortedTxns } from './files/transaction-index-file.ts';
import { floorSegmentIndex, type PartitionLog } from './log-state.ts';
import { type LogRead, readLog } from './read-log.ts';
import { findBatch, positionOfBatch, type Segment } from './segment.ts';

export interface CommittedRead extends LogRead {
  /** Aborted transactions that reach into what was read, as the fetch response names them; null: no batch is there. */
  readonly aborted: readonly AbortedTxn<number>[] | null;
}

/** OffsetIndex.fetchUpperBoundOffset: the first entry at or behind the end of what was read. */
function upperBoundOffset(log: PartitionLog, index: number, endPosition: number): number {
  const { offsetIndex, offsetIndexLength } = log.segments[index] as Segment;
  for (let i = 0; i < offsetIndexLength; i++) {
    if ((offsetIndex[2 * i + 1] as number) >= endPosition) return offsetIndex[2 * i] as number;
  }
  return log.segments[index + 1]?.baseOffset ?? log.logEndOffset;
}

/** LocalLog.collectAbortedTransactions, from the segment at `index` on. */
function collectAborted(
  log: PartitionLog,
  index: number,
  fetchOffset: number,
  upperBound: number,
): AbortedTxn<number>[] {
  const aborted: AbortedTxn<number>[] = [];
  for (const segment of log.segments.slice(index)) {
    if (segment.abortedTxns === null) continue;
    const found = collectAbortedTxns(segment.abortedTxns, fetchOffset, upperBound);
    aborted.push(...found.abortedTransactions);
    if (found.isComplete) break;
  }
  return aborted;
}

/** UnifiedLog.read for read_committed: nothing at or above the last stable offset, and which transactions to skip. */
export function readCommitted(
  log: PartitionLog,
  fromOffset: number,
  maxBytes: number,
  lastStableOffset: number,
  minOneMessage: boolean,
): CommittedRead | 'OFFSET_OUT_OF_RANGE' {
  const read = readLog(log, fromOffset, maxBytes, lastStableOffset, minOneMessage);
  if (read === 'OFFSET_OUT_OF_RANGE' || fromOffset >= lastStableOffset) {
    return read === 'OFFSET_OUT_OF_RANGE' ? read : { ...read, aborted: [] };
  }
  for (let i = floorSegmentIndex(log, fromOffset); i < log.segments.length; i++) {
    const segment = log.segments[i] as Segment;
    const first = findBatch(segment, fromOffset);
    if (first >= segment.length) continue;
    const end = positionOfBatch(segment, first) + read.sizeInBytes;
    return { ...read, aborted: collectAborted(log, i, fromOffset, upperBoundOffset(log, i, end)) };
  }
  return { ...read, aborted: null };
}
