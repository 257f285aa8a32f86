import { batchAt } from '../../kafka/log/partition-log.ts';
import { replicaKey, type SimState } from '../state.ts';
import { checker } from './checker.ts';
import { answeredPartition } from './seen/answered.ts';
import type { Answer, Step } from './seen/step.ts';

/**
 * P3. A producer with an id is told the offset at which its batch stands, with its sequence, also when it sends the batch
 * again: the log then has it already, and is told of where it was the first time (its newest five). That nothing is
 * appended again P1 says. Source: UnifiedLog.append, ProducerStateEntry.findDuplicateBatch.
 */
export const duplicateAnswers = checker('duplicate answers', ['P3'], (s, step) => {
  for (const answer of step.answers) {
    const wrong = wrongAnswer(s, step, answer);
    if (wrong !== null) return wrong;
  }
  return null;
});

function wrongAnswer(s: SimState, { find }: Step, { from, request, response }: Answer): string | null {
  if (request.api !== 'Produce' || response.api !== 'Produce') return null;
  for (const { topic, partition, error, baseOffset } of response.responses) {
    if (error !== 'NONE' || baseOffset < 0) continue;
    const sent = request.data.find((data) => data.topic === topic && data.partition === partition)?.batch;
    const watched = answeredPartition(s, find, from, topic, partition);
    if (sent === undefined || sent.producerId < 0 || watched === undefined || watched.compacted) continue;
    const key = replicaKey(s, from, topic, partition);
    const log = s.logs.get(key);
    if (log === undefined || s.replicas.get(key)?.role !== 'leader' || log.logStartOffset > baseOffset) continue;
    const held = batchAt(log, baseOffset);
    const { producerId, producerEpoch, baseSequence } = sent;
    const isIt =
      held?.baseOffset === baseOffset &&
      held.producerId === producerId &&
      held.producerEpoch === producerEpoch &&
      held.baseSequence === baseSequence;
    if (!isIt)
      return `broker ${from} told producer ${producerId} that sequence ${baseSequence} of ${watched.name} is at offset ${baseOffset}, where it is not`;
  }
  return null;
}
