import { assignEntry, endOffsetFor } from './leader-epoch-cache.ts';
import { type PartitionLog, setLeaderEpochs } from './log-state.ts';

/** Notes that `epoch` begins at `startOffset`: a new leader does so at its log end offset (UnifiedLog.assignEpochStartOffset). */
export function assignEpoch(log: PartitionLog, epoch: number, startOffset: number): void {
  setLeaderEpochs(log, assignEntry(log.leaderEpochs, epoch, startOffset));
}

/** The newest epoch that this log knows of. */
export function latestEpoch(log: PartitionLog): number | undefined {
  return log.leaderEpochs.at(-1)?.epoch;
}

/** The largest known epoch ≤ `epoch` and its end; undefined when the log cannot tell (UnifiedLog.endOffsetForEpoch). */
export function endOffsetForEpoch(log: PartitionLog, epoch: number): { epoch: number; endOffset: number } | undefined {
  return endOffsetFor(log.leaderEpochs, epoch, log.logEndOffset);
}
