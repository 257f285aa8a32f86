import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import { rolledSegment } from '../../kafka/server-log/storage-lines.ts';
import { aboutPartition, logLine } from '../server-log/server-log.ts';
import { isInternalTopic, type SimState, tell } from '../state.ts';

/** Tells of a roll when the log has more segments than before. */
export function tellSegmentRolled(s: SimState, broker: number, log: PartitionLog, segmentsBefore: number): void {
  if (log.segments.length <= segmentsBefore) return;
  const baseOffset = log.segments.at(-1)?.baseOffset ?? 0;
  logLine(s, broker, rolledSegment(log, baseOffset), aboutPartition(log));
  if (isInternalTopic(log.topic)) return;
  tell(s, { kind: 'segment-rolled', broker, topic: log.topic, partition: log.partition, baseOffset });
}
