import type { PartitionLog } from './log-state.ts';
import type { Segment } from './segment.ts';
import { truncatedSegment } from './truncated-segment.ts';

/** Bytes of each segment's .log file that a power failure would leave (fsync, or written back by the system). */
export function durableBytes(log: PartitionLog, segment: Segment): number {
  if (segment === log.segments.at(-1) || segment.baseOffset >= log.durableOffset) {
    return truncatedSegment(segment, log.durableOffset, 0).segment.sizeInBytes;
  }
  return segment.sizeInBytes;
}
