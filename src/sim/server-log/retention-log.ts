import type { LogConfig } from '../../kafka/log/log-config.ts';
import type { PartitionLog, Segment } from '../../kafka/log/partition-log.ts';
import type { OnDeletion } from '../../kafka/log/retention.ts';
import {
  deletedBelowStart,
  deletedBySize,
  deletedByTime,
  type GoneSegment,
} from '../../kafka/server-log/storage-lines.ts';
import type { SimState } from '../state.ts';
import { aboutPartition, logLine } from './server-log.ts';

const gone = ({ baseOffset, sizeInBytes, lastModifiedMs, maxTimestamp }: Segment): GoneSegment => ({
  baseOffset,
  sizeInBytes,
  lastModifiedMs,
  largestTimestamp: maxTimestamp,
});

/** Says why retention deletes segments of a log. */
export function sayDeletion(s: SimState, broker: number, log: PartitionLog, config: LogConfig): OnDeletion {
  const about = aboutPartition(log);
  return (reason, segments, sizeInBytes) => {
    if (reason === 'start') {
      logLine(s, broker, deletedBelowStart(log, segments.map(gone), log.logStartOffset), about);
      return;
    }
    let left = sizeInBytes;
    for (const segment of segments) {
      left -= segment.sizeInBytes;
      const line =
        reason === 'size'
          ? deletedBySize(log, gone(segment), config.retentionBytes, left)
          : deletedByTime(log, gone(segment), config.retentionMs);
      logLine(s, broker, line, about);
    }
  };
}
