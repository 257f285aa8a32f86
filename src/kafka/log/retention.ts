import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import { deleteSegmentFiles, deleteSnapshotsOf } from './deleted-files.ts';
import { truncateEntriesFromStart } from './leader-epoch-cache.ts';
import type { LogConfig } from './log-config.ts';
import type { PartitionLog } from './log-state.ts';
import { logSizeInBytes, setLeaderEpochs } from './log-state.ts';
import { onLogStartIncremented } from './producer-snapshots.ts';
import { rollLog } from './roll.ts';
import type { Segment } from './segment.ts';
import { largestTimestamp } from './segment.ts';

type Qualifies = (segment: Segment, next: Segment | undefined) => boolean;

/**
 * UnifiedLog.maybeIncrementLogStartOffset: whether it moved. Never back; not above the high watermark. Segments below
 * stay until the next retention pass.
 */
export function incrementLogStartOffset(
  log: PartitionLog,
  offset: number,
  highWatermark: number,
): Result<boolean, 'OFFSET_OUT_OF_RANGE'> {
  if (offset > highWatermark) return err('OFFSET_OUT_OF_RANGE');
  if (offset <= log.logStartOffset) return ok(false);
  log.logStartOffset = offset;
  log.recoveryPoint = Math.max(log.recoveryPoint, offset);
  setLeaderEpochs(log, truncateEntriesFromStart(log.leaderEpochs, offset));
  onLogStartIncremented(log.producerState, offset);
  log.heldUnstableOffset = null;
  return ok(true);
}

/** UnifiedLog.deletableSegments: from the oldest on while they qualify and lie whole below the high watermark. */
function countDeletable(log: PartitionLog, highWatermark: number, qualifies: Qualifies): number {
  let count = 0;
  for (const segment of log.segments) {
    const next = log.segments[count + 1];
    const upperBound = next === undefined ? log.logEndOffset : next.baseOffset;
    const isLastAndEmpty = next === undefined && segment.sizeInBytes === 0;
    if (highWatermark < upperBound || isLastAndEmpty || !qualifies(segment, next)) break;
    count++;
  }
  return count;
}

/** Why segments go, and the log's size before they do. */
export type OnDeletion = (reason: 'start' | 'size' | 'time', segments: readonly Segment[], sizeInBytes: number) => void;

interface Pass {
  readonly config: LogConfig;
  readonly highWatermark: number;
  readonly nowMs: number;
  readonly onDeletion: OnDeletion;
}

function deletePass(
  log: PartitionLog,
  { config, highWatermark, nowMs, onDeletion }: Pass,
  reason: 'start' | 'size' | 'time',
  qualifies: Qualifies,
): Segment[] {
  const { fileDeleteDelayMs } = config;
  const count = countDeletable(log, highWatermark, qualifies);
  if (count === 0) return [];
  onDeletion(reason, log.segments.slice(0, count), logSizeInBytes(log));
  // The active segment is not exempt, but a log always has one: an empty one takes its place.
  if (count === log.segments.length) rollLog(log, nowMs, 0, fileDeleteDelayMs);
  const deleted = log.segments.slice(0, count);
  log.segments = log.segments.slice(count);
  const first = log.segments[0] as Segment;
  incrementLogStartOffset(log, first.baseOffset, highWatermark);
  deleteSegmentFiles(log, deleted, nowMs, fileDeleteDelayMs);
  deleteSnapshotsOf(log, deleted, nowMs, fileDeleteDelayMs);
  return deleted;
}

/**
 * UnifiedLog.deleteOldSegments: three passes, by log start offset, size and time; each stops at the first segment that
 * does not qualify. A topic that is not deleted by age (compact, or no policy) has the first pass only. Gives the
 * segments that went; their files keep a .deleted name for file.delete.delay.ms.
 */
export function deleteOldSegments(
  log: PartitionLog,
  config: LogConfig,
  nowMs: number,
  highWatermark: number,
  onDeletion: OnDeletion = () => undefined,
): Segment[] {
  const pass = { config, highWatermark, nowMs, onDeletion };
  const belowStart: Qualifies = (_, next) => next !== undefined && next.baseOffset <= log.logStartOffset;
  const deleted = deletePass(log, pass, 'start', belowStart);
  if (!config.cleanupPolicy.includes('delete')) return deleted;
  if (config.retentionBytes >= 0) {
    let excess = logSizeInBytes(log) - config.retentionBytes;
    const tooLarge: Qualifies = (segment) => {
      if (excess - segment.sizeInBytes < 0) return false;
      excess -= segment.sizeInBytes;
      return true;
    };
    deleted.push(...deletePass(log, pass, 'size', tooLarge));
  }
  if (config.retentionMs >= 0) {
    const tooOld: Qualifies = (segment) => nowMs - largestTimestamp(segment) > config.retentionMs;
    deleted.push(...deletePass(log, pass, 'time', tooOld));
  }
  return deleted;
}
