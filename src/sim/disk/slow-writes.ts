import type { TopicPartition } from '../../kafka/protocol/requests.ts';
import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import type { SimEvent } from '../event-queue.ts';
import { logConfigOf } from '../settings.ts';
import { brokerOf, replicaKey, type SimState, schedule } from '../state.ts';
import { writeDoneUs } from './disk-trouble.ts';

export type DiskWork = Extract<SimEvent, { kind: 'written' }>['work'];
interface Append extends TopicPartition {
  readonly batches: readonly RecordBatch[];
}

/**
 * A thread that appends waits for its disk: the request, or the answer to a Fetch, is taken up when that is done. False:
 * the disk takes no time. Requests and fetched records queue for one disk; in Kafka several threads wait for it at once.
 */
export function waitsForDisk(s: SimState, id: number, appends: readonly Append[], work: DiskWork): boolean {
  if (brokerOf(s, id).disk === undefined) return false;
  const written = appends.filter(({ batches }) => batches.length > 0);
  const flushes = written.filter((append) => isFlushed(s, id, append)).length;
  const doneUs = writeDoneUs(s, id, written.length, flushes);
  if (doneUs === null) return false;
  schedule(s, doneUs, { kind: 'written', to: id, incarnation: brokerOf(s, id).incarnation, work });
  return true;
}

/** UnifiedLog.append flushes when flush.messages records have gathered. */
function isFlushed(s: SimState, id: number, { topic, partition, batches }: Append): boolean {
  if (!s.topicNumbers.has(topic)) return false;
  const log = s.logs.get(replicaKey(s, id, topic, partition));
  if (log === undefined) return false;
  const { flushMessages } = logConfigOf(s, brokerOf(s, id).image, topic, id);
  const records = batches.reduce((sum, { count }) => sum + count, 0);
  return log.logEndOffset + records - log.recoveryPoint >= flushMessages;
}
