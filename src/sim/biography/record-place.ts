import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import { replicaKey, type SimState } from '../state.ts';
import type { RecordName } from './biography-line.ts';

/** The epoch that the log holds at an offset; −1: it holds none, or not any more. */
function epochAt(log: PartitionLog, offset: number): number {
  if (offset < log.logStartOffset || offset >= log.logEndOffset) return -1;
  return log.leaderEpochs.findLast(({ startOffset }) => startOffset <= offset)?.epoch ?? -1;
}

export const holds = (log: PartitionLog, { offset, epoch }: RecordName): boolean => epochAt(log, offset) === epoch;

/** The partition's log on a broker. */
export function logOn(s: SimState, broker: number, { topic, partition }: RecordName): PartitionLog | undefined {
  return s.topicNumbers.has(topic) ? s.logs.get(replicaKey(s, broker, topic, partition)) : undefined;
}

export function holders(s: SimState, name: RecordName): number[] {
  const found: number[] = [];
  for (const broker of s.brokers.keys()) {
    const log = logOn(s, broker, name);
    if (log !== undefined && holds(log, name)) found.push(broker);
  }
  return found.sort((x, y) => x - y);
}

/** At this moment the record has not been appended, and may be later on. */
export function isYetToCome(s: SimState, name: RecordName): boolean {
  let newest = -1;
  for (const broker of s.brokers.keys()) {
    const log = logOn(s, broker, name);
    if (log === undefined) continue;
    newest = Math.max(newest, log.leaderEpochs.at(-1)?.epoch ?? -1);
    const isPast = log.logEndOffset > name.offset;
    if (isPast && (log.logStartOffset > name.offset || epochAt(log, name.offset) >= name.epoch)) return false;
  }
  if (newest <= name.epoch) return true;
  // A leader that does not know yet that it has a successor.
  for (const broker of s.brokers.keys()) {
    const log = logOn(s, broker, name);
    const replica = log && s.replicas.get(replicaKey(s, broker, name.topic, name.partition));
    if (replica?.role === 'leader' && replica.leaderEpoch === name.epoch && log !== undefined) {
      if (log.logEndOffset <= name.offset) return true;
    }
  }
  return false;
}
