import type { FetchRequest, FetchResponse } from '../../kafka/protocol/requests.ts';
import { logAt, replicaKey, type SimState } from '../state.ts';
import { checker } from './checker.ts';

/**
 * R23. A follower that its leader counts as in sync is not held back by a throttle: an answer without records says that
 * there are none for it. Source: ReplicaManager.shouldLeaderThrottle.
 */
export const throttles = checker('throttles spare who is in sync', ['R23'], (s, { answers }) => {
  for (const { from, request, response } of answers) {
    if (request.api !== 'Fetch' || response.api !== 'Fetch' || request.replicaId < 0) continue;
    const wrong = heldBack(s, from, request, response);
    if (wrong !== null) return `broker ${from} to ${request.replicaId}: ${wrong}`;
  }
  return null;
});

function heldBack(s: SimState, leader: number, request: FetchRequest, { responses }: FetchResponse): string | null {
  // One that has something of others may be full, and one that failed somewhere was sent for that.
  if (responses.some(({ error, records, divergingEpoch }) => error !== 'NONE' || records.length > 0 || divergingEpoch))
    return null;
  for (const { topic, partition, fetchOffset, currentLeaderEpoch } of request.partitions) {
    const replica = s.topicNumbers.has(topic) ? s.replicas.get(replicaKey(s, leader, topic, partition)) : undefined;
    if (replica?.role !== 'leader' || replica.leaderEpoch !== currentLeaderEpoch) continue;
    const end = logAt(s, replica.key).logEndOffset;
    if (replica.isr.includes(request.replicaId) && fetchOffset < end)
      return `nothing of ${topic}-${partition} from ${fetchOffset} on, which ends at ${end}`;
  }
  return null;
}
