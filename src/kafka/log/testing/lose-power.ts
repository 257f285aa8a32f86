import { copyLog } from '../log-state.ts';
import { DIRTY_EXPIRE_MS } from '../page-cache.ts';
import { type PartitionLog, writeBackPages } from '../partition-log.ts';
import { truncatedSegment } from '../truncated-segment.ts';

/**
 * The directory as a power failure at `nowMs` leaves it, as a log that was not opened yet: batches that had not reached
 * the platter are gone, files that Kafka forces to the disk (checkpoints, snapshots, closed segments) are all there.
 * To be opened with `reopenLog`, as after a crash.
 */
export function losePower(log: PartitionLog, cow: number, nowMs: number): PartitionLog {
  const left = copyLog(log, cow);
  writeBackPages(left, nowMs - DIRTY_EXPIRE_MS);
  const { durableOffset } = left;
  if (durableOffset >= left.logEndOffset) return left;
  left.segments = left.segments.map((segment, i) => {
    const next = left.segments[i + 1];
    const isWhole = next !== undefined && next.baseOffset <= durableOffset;
    return isWhole ? segment : truncatedSegment(segment, durableOffset, nowMs).segment;
  });
  left.logEndOffset = durableOffset;
  left.writeMarks = [];
  return left;
}
