import { batchAt } from '../../../kafka/log/partition-log.ts';
import { replicaKey, type SimState } from '../../state.ts';
import type { Answer, Step } from './step.ts';
import { noteAcknowledged, type WatchedPartition } from './watched-partition.ts';

/** The partition that a broker means by a name; undefined: it has none, or none that was seen. */
export function answeredPartition(
  s: SimState,
  find: Step['find'],
  broker: number,
  topic: string,
  partition: number,
): WatchedPartition | undefined {
  if (!s.topicNumbers.has(topic)) return undefined;
  const log = s.logs.get(replicaKey(s, broker, topic, partition));
  return log === undefined ? undefined : find(log.topicId, partition);
}

/** What one partition of a Produce with acks=all was told: the offset after its last record, if it was written. */
export interface ProduceAnswer {
  readonly broker: number;
  readonly topic: string;
  readonly partition: number;
  readonly error: string;
  /** −1 with an error. */
  readonly endOffset: number;
  readonly crc: number;
}

export function acksAllAnswers(answers: readonly Answer[]): ProduceAnswer[] {
  const found: ProduceAnswer[] = [];
  for (const { from, request, response } of answers) {
    if (request.api !== 'Produce' || response.api !== 'Produce' || request.acks !== -1) continue;
    for (const { topic, partition, error, baseOffset } of response.responses) {
      const sent = request.data.find((data) => data.topic === topic && data.partition === partition);
      if (sent === undefined) continue;
      const records = sent.batch.lastOffset - sent.batch.baseOffset + 1;
      const endOffset = error === 'NONE' && baseOffset >= 0 ? baseOffset + records : -1;
      found.push({ broker: from, topic, partition, error, endOffset, crc: sent.batch.crc });
    }
  }
  return found;
}

export function noteAcknowledgements(s: SimState, answers: readonly Answer[], find: Step['find']): void {
  if (answers.length === 0) return;
  for (const { broker, topic, partition, endOffset } of acksAllAnswers(answers)) {
    const watched = answeredPartition(s, find, broker, topic, partition);
    if (watched === undefined || endOffset < 0) continue;
    const log = s.logs.get(replicaKey(s, broker, topic, partition));
    noteAcknowledged(watched, endOffset, log === undefined ? undefined : batchAt(log, endOffset - 1));
  }
}
