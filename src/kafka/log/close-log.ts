import { activeSegment, type PartitionLog } from './log-state.ts';
import { flushLog } from './page-cache.ts';
import { takeSnapshot } from './producer-snapshots.ts';
import { addTimeIndexEntry } from './segment.ts';

/**
 * A controlled shutdown: LogManager.shutdown flushes the log, UnifiedLog.close takes a producer snapshot and gives the
 * active segment's time index its last entry.
 */
export function closeLog(log: PartitionLog, nowMs: number): void {
  flushLog(log, log.logEndOffset, nowMs);
  takeSnapshot(log.producerState);
  const active = activeSegment(log);
  active.hasOffsetIndexFile = true;
  addTimeIndexEntry(active);
}
