import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import { roleThatTakes } from '../process-roles.ts';
import { replicaKey, type SimState } from '../state.ts';
import { checker } from './checker.ts';
import type { Answer } from './seen/step.ts';

/**
 * R20. Who asks with an older leader epoch gets FENCED_LEADER_EPOCH, with a newer one UNKNOWN_LEADER_EPOCH, never data; and
 * only a leader answers, but for consumers that were sent to a follower (KIP-392).
 * Source: Partition.checkCurrentLeaderEpoch, KIP-320.
 */
export const fetchEpochs = checker('leader epochs of requests', ['R20'], (s, { answers }) => {
  for (const answer of answers) {
    const wrong = wrongAnswer(s, answer);
    if (wrong !== null) return `broker ${answer.from} to ${answer.to}: ${wrong}`;
  }
  return null;
});

function wrongAnswer(s: SimState, { from, request, response }: Answer): string | null {
  const asksForData = request.api === 'Fetch' && response.api === 'Fetch';
  const asksForOffset = request.api === 'ListOffsets' && response.api === 'ListOffsets';
  const asksForEpoch = request.api === 'OffsetForLeaderEpoch' && response.api === 'OffsetForLeaderEpoch';
  if (roleThatTakes(s, from, request) === 'controller' || !(asksForData || asksForOffset || asksForEpoch)) return null;
  const fromFollower = asksForData && request.replicaId < 0;
  let at = 0;
  for (const { topic, partition, error } of response.responses) {
    // Answers come in the order of the questions, some of which are left out.
    while (at < request.partitions.length) {
      const asked = request.partitions[at];
      at += 1;
      if (asked === undefined || asked.topic !== topic || asked.partition !== partition) continue;
      const wrong = wrongEpoch(s, from, topic, partition, asked.currentLeaderEpoch, error, fromFollower);
      if (wrong !== null) return wrong;
      break;
    }
  }
  return null;
}

function wrongEpoch(
  s: SimState,
  broker: number,
  topic: string,
  partition: number,
  epoch: number,
  error: ErrorCode,
  fromFollower: boolean,
): string | null {
  const replica = s.topicNumbers.has(topic) ? s.replicas.get(replicaKey(s, broker, topic, partition)) : undefined;
  if (error === 'NONE' && replica?.role !== 'leader' && !(fromFollower && replica?.role === 'follower'))
    return `${topic}-${partition} was answered by no leader`;
  if (epoch < 0 || replica === undefined) return null;
  const { leaderEpoch } = replica;
  const about = `${topic}-${partition} of epoch ${epoch} was answered with ${error} in epoch ${leaderEpoch}`;
  if (error === 'NONE') return epoch === leaderEpoch ? null : about;
  if (error === 'FENCED_LEADER_EPOCH') return epoch < leaderEpoch ? null : about;
  return error === 'UNKNOWN_LEADER_EPOCH' && epoch <= leaderEpoch ? about : null;
}
