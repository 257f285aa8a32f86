import { truncateEntriesFromEnd, truncateEntriesFromStart } from './leader-epoch-cache.ts';
import { activeSegment, type PartitionLog } from './log-state.ts';
import { closeSegment, createSegment, nextOffset, type Segment } from './segment.ts';

export interface OpenOptions {
  readonly nowMs: number;
  /** From log-start-offset-checkpoint. */
  readonly logStartOffset: number;
  /** From recovery-point-offset-checkpoint. */
  readonly recoveryPoint: number;
  readonly hadCleanShutdown: boolean;
}

/**
 * The end of LogLoader.load, when the segments have been read: the log ends after the last batch; if it ends below the
 * log start, all segments go. Epochs are cut to what is left. A crash does not raise the recovery point.
 */
export function finishOpening(
  log: PartitionLog,
  found: readonly Segment[],
  options: OpenOptions,
): { log: PartitionLog; deleted: readonly Segment[] } {
  const last = found[found.length - 1];
  const usable = last !== undefined && nextOffset(last) >= options.logStartOffset;
  const segments = usable ? [...found] : [createSegment(options.logStartOffset, options.nowMs)];
  const logEndOffset = nextOffset(segments[segments.length - 1] as Segment);
  const logStartOffset = Math.max(options.logStartOffset, (segments[0] as Segment).baseOffset);
  const flushed = options.hadCleanShutdown ? logEndOffset : Math.min(options.recoveryPoint, logEndOffset);
  const epochs = usable ? truncateEntriesFromEnd(log.leaderEpochs, logEndOffset) : [];
  const opened = {
    ...log,
    segments,
    logStartOffset,
    logEndOffset,
    recoveryPoint: Math.max(flushed, logStartOffset),
    leaderEpochs: truncateEntriesFromStart(epochs, options.logStartOffset),
  };
  return { log: opened, deleted: usable ? [] : found };
}

/**
 * The log as a broker that starts again finds it on a disk that lost and damaged nothing: what `openLog` would read from
 * `logFiles`, without writing and reading the bytes.
 */
export function reopenLog(log: PartitionLog, cow: number, options: OpenOptions): PartitionLog {
  const active = activeSegment(log);
  const opened = active.length === 0 ? createSegment(active.baseOffset, options.nowMs) : { ...active };
  closeSegment(opened);
  return finishOpening({ ...log, cow }, [...log.segments.slice(0, -1), opened], options).log;
}
