import type { LogConfig } from '../log-config.ts';
import { activeSegment, type PartitionLog } from '../log-state.ts';
import { largestTimestamp } from '../segment.ts';
import { nonActiveSegmentsFrom } from './segment-range.ts';

export interface OffsetsToClean {
  readonly firstDirtyOffset: number;
  readonly firstUncleanableOffset: number;
  /** The checkpoint pointed outside the log and must be set to `firstDirtyOffset`. */
  readonly forceUpdateCheckpoint: boolean;
}

/** Of the first dirty segment that has a record younger than min.compaction.lag.ms. */
function firstTooYoung(log: PartitionLog, firstDirtyOffset: number, nowMs: number, lagMs: number): number {
  if (lagMs <= 0) return Number.MAX_SAFE_INTEGER;
  const young = nonActiveSegmentsFrom(log, firstDirtyOffset).find((s) => largestTimestamp(s) > nowMs - lagMs);
  return young?.baseOffset ?? Number.MAX_SAFE_INTEGER;
}

/**
 * LogCleanerManager.cleanableOffsets: what may be cleaned. The dirty part begins at the checkpoint (none, or one
 * outside the log: at the log start) and ends at the last stable offset, at the active segment, or at a segment that is
 * too young.
 */
export function cleanableOffsets(
  log: PartitionLog,
  checkpoint: number | null,
  lastStableOffset: number,
  nowMs: number,
  config: LogConfig,
): OffsetsToClean {
  const checkpointed = checkpoint ?? log.logStartOffset;
  const outside = checkpointed < log.logStartOffset || checkpointed > log.logEndOffset;
  const firstDirtyOffset = outside ? log.logStartOffset : checkpointed;
  const firstUncleanable = Math.min(
    lastStableOffset,
    activeSegment(log).baseOffset,
    firstTooYoung(log, firstDirtyOffset, nowMs, config.minCompactionLagMs),
  );
  return {
    firstDirtyOffset,
    firstUncleanableOffset: Math.max(firstDirtyOffset, firstUncleanable),
    forceUpdateCheckpoint: outside,
  };
}
