import { maximalIsr } from '../broker/follower-progress.ts';
import { effectiveMinIsr } from '../settings.ts';
import { brokerOf, replicaKey, type SimState } from '../state.ts';
import { checker } from './checker.ts';
import { acksAllAnswers, type ProduceAnswer } from './seen/answered.ts';
import type { Step } from './seen/step.ts';

/**
 * R9. acks=all is answered with success when the high watermark has passed the records and the ISR is large enough; after
 * NOT_ENOUGH_REPLICAS nothing was written. Source: Partition.checkEnoughReplicasReachOffset, appendRecordsToLeader.
 */
export const produceAnswers = checker('acks=all', ['R9'], (s, step) => {
  if (step.answers.length === 0) return null;
  for (const answer of acksAllAnswers(step.answers)) {
    const wrong = wrongAnswer(s, step, answer);
    if (wrong !== null) return `${answer.topic}-${answer.partition} on broker ${answer.broker}: ${wrong}`;
  }
  return null;
});

function wrongAnswer(s: SimState, { changes }: Step, answer: ProduceAnswer): string | null {
  const { broker, topic, partition, error, endOffset, crc } = answer;
  if (!s.topicNumbers.has(topic)) return null;
  const key = replicaKey(s, broker, topic, partition);
  if (error === 'NOT_ENOUGH_REPLICAS') {
    const fresh = changes.find((change) => change.key === key)?.fresh ?? [];
    return fresh.some((batch) => batch.crc === crc) ? 'refused what it has written' : null;
  }
  if (endOffset < 0) return null;
  const replica = s.replicas.get(key);
  if (replica?.role !== 'leader') return `said yes up to ${endOffset} and does not lead`;
  if (replica.highWatermark < endOffset)
    return `said yes up to ${endOffset}, its high watermark is ${replica.highWatermark}`;
  const needed = effectiveMinIsr(s, brokerOf(s, broker).image, topic, replica.replicas.length, broker);
  const isr = maximalIsr(replica);
  return isr.length >= needed ? null : `said yes with ISR ${isr.join(', ')}, ${needed} are needed`;
}
