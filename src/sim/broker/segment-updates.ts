import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import { isInternalTopic, type SimState, tell } from '../state.ts';

/** Tells of a roll when the log has more segments than before. */
export function tellSegmentRolled(s: SimState, broker: number, log: PartitionLog, segmentsBefore: number): void {
  if (log.segments.length <= segmentsBefore || isInternalTopic(log.topic)) return;
  const baseOffset = log.segments.at(-1)?.baseOffset ?? 0;
  tell(s, { kind: 'segment-rolled', broker, topic: log.topic, partition: log.partition, baseOffset });
}
