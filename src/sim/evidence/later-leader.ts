import type { Replica } from '../broker/replica-state.ts';
import { replicaKey, type SimState } from '../state.ts';

/** A broker leads the partition in a later epoch, whether its predecessor knows it or not. */
export function hasLaterLeader(
  s: SimState,
  { topic, partition, leaderEpoch }: Pick<Replica, 'topic' | 'partition' | 'leaderEpoch'>,
): boolean {
  for (const id of s.brokers.keys()) {
    const other = s.replicas.get(replicaKey(s, id, topic, partition));
    if (other?.role === 'leader' && other.leaderEpoch > leaderEpoch) return true;
  }
  return false;
}
