import type { LogConfig } from '../log-config.ts';
import type { PartitionLog } from '../log-state.ts';
import type { CleaningRound } from './batch-retention.ts';
import { buildOffsetMap } from './build-offset-map.ts';
import { cleanedSegment } from './clean-segments.ts';
import { createCleanedTransactions } from './cleaned-transactions.ts';
import { groupSegmentsBySize } from './group-segments.ts';
import { lastRecordsOf } from './last-records.ts';
import type { LogToClean } from './log-to-clean.ts';
import { type Replacement, replaceSegments } from './replace-segments.ts';
import { segmentsBetween } from './segment-range.ts';

export interface Cleaning {
  /** The new checkpoint: the first offset that this round did not clean. */
  readonly nextDirtyOffset: number;
  readonly replacements: readonly Replacement[];
}

/**
 * Cleaner.doClean: one round over a log that `logToClean` has looked at, with an offset map of `slots`. Offsets and
 * order stay as they are, and so does the active segment. The log's own segments are replaced, never written to.
 */
export function cleanLog(
  log: PartitionLog,
  toClean: LogToClean,
  slots: number,
  nowMs: number,
  config: LogConfig,
): Cleaning {
  const { firstDirtyOffset, firstUncleanableOffset } = toClean;
  const map = buildOffsetMap(log, firstDirtyOffset, firstUncleanableOffset, slots);
  const nextDirtyOffset = map.latestOffset + 1;
  const round: CleaningRound = {
    map,
    nowMs,
    deleteRetentionMs: config.deleteRetentionMs,
    transactions: createCleanedTransactions(),
    lastRecords: lastRecordsOf(log),
    upperBoundOffset: firstUncleanableOffset,
  };
  const groups = groupSegmentsBySize(segmentsBetween(log, 0, nextDirtyOffset), config, firstUncleanableOffset);
  const replacements: Replacement[] = [];
  for (const replaced of groups) {
    const replacement = { cleaned: cleanedSegment(log, replaced, round, config), replaced };
    replaceSegments(log, replacement, nowMs, config.fileDeleteDelayMs);
    replacements.push(replacement);
  }
  return { nextDirtyOffset, replacements };
}
