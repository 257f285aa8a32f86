import { assert } from '../../../base/assert.ts';
import type { RecordBatch } from '../../record/batch-format.ts';
import type { LogConfig } from '../log-config.ts';
import type { PartitionLog } from '../log-state.ts';
import { appendToSegment, closeSegment, createSegment, nextOffset, type Segment } from '../segment.ts';
import { collectAbortedTransactions } from './aborted-transactions.ts';
import type { CleaningRound } from './batch-retention.ts';
import { addAbortedTransactions } from './cleaned-transactions.ts';
import { filterBatch } from './filter-batch.ts';

/** Cleaner.cleanInto. */
function cleanInto(source: Segment, cleaned: Segment, round: CleaningRound, config: LogConfig): void {
  for (let i = 0; i < source.length; i++) {
    const kept = filterBatch(source.batches[i] as RecordBatch, round);
    if (kept !== null) appendToSegment(cleaned, kept, round.nowMs, config.indexIntervalBytes);
  }
}

/**
 * Cleaner.cleanSegments: one new segment in the place of neighbours, under the first one's name and with the last one's
 * modification time. It may be empty. `log` is not changed.
 */
export function cleanedSegment(
  log: PartitionLog,
  group: readonly Segment[],
  round: CleaningRound,
  config: LogConfig,
): Segment {
  const [first] = group;
  const last = group.at(-1);
  assert(first !== undefined && last !== undefined, 'a group has a segment');
  const cleaned: Segment = { ...createSegment(first.baseOffset, round.nowMs), hasOffsetIndexFile: true };
  round.transactions.kept = [];
  for (const [i, source] of group.entries()) {
    const upTo = group[i + 1]?.baseOffset ?? nextOffset(source);
    addAbortedTransactions(round.transactions, collectAbortedTransactions(log, source.baseOffset, upTo));
    cleanInto(source, cleaned, round, config);
  }
  if (round.transactions.kept.length > 0) cleaned.abortedTxns = round.transactions.kept;
  closeSegment(cleaned);
  cleaned.lastModifiedMs = last.lastModifiedMs;
  return cleaned;
}
