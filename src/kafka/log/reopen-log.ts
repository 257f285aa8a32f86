import { assert } from '../../base/assert.ts';
import { closeLog } from './close-log.ts';
import { withLastTimeEntry } from './directory-files.ts';
import { defaultLogConfig, type LogConfig } from './log-config.ts';
import { createLoader, finishLoading, loadSegments } from './log-loader.ts';
import { copyLog, type PartitionLog } from './log-state.ts';
import { LogLoadError } from './segment-lookup.ts';

export interface OpenOptions {
  readonly nowMs: number;
  /** From log-start-offset-checkpoint. */
  readonly logStartOffset: number;
  /** From recovery-point-offset-checkpoint. */
  readonly recoveryPoint: number;
  readonly hadCleanShutdown: boolean;
  readonly config?: LogConfig;
}

/**
 * The log as a broker that starts again finds it on a disk that lost and damaged nothing: what `openLog` would read from
 * `logFiles`, without writing and reading the bytes. After a clean shutdown the log counts as closed (closeLog); after a
 * crash what the system had in its page cache is there, and still not on the platter.
 */
export function reopenLog(log: PartitionLog, cow: number, options: OpenOptions): PartitionLog {
  const found = copyLog(log, cow);
  if (options.hadCleanShutdown) closeLog(found, options.nowMs);
  const { topic, partition, topicId, leaderEpochs: epochs, epochsWritten } = found;
  const contents = {
    segments: found.segments.map(withLastTimeEntry),
    withoutIndex: new Set(found.segments.filter((s) => !s.hasOffsetIndexFile).map((s) => s.baseOffset)),
    snapshots: found.producerState.snapshots,
    epochs,
    epochsWritten,
    trusted: true,
  };
  const { config = defaultLogConfig } = options;
  const loader = createLoader({ ...options, config, topic, partition, topicId, cow }, contents);
  try {
    loadSegments(loader, contents);
    const opened = finishLoading(loader);
    const { durableOffset, writeMarks } = found;
    if (durableOffset >= opened.logEndOffset) return opened;
    return { ...opened, durableOffset, writeMarks };
  } catch (error) {
    if (!(error instanceof LogLoadError)) throw error;
    assert(false, `a log that nothing damaged can be opened: ${error.message}`);
  }
}
