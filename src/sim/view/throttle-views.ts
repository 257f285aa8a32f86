import type { QuotaSide } from '../broker/quota-samples.ts';
import type { Replica } from '../broker/replica-state.ts';
import { isThrottled, observedRate, throttledRate } from '../broker/replication-quota.ts';
import type { BrokerView, ReplicaView } from '../snapshot.ts';
import { replicaKey, type SimState } from '../state.ts';

/** By what the broker itself knows; one that is down knows no rate. */
export function throttleView(s: SimState, broker: number): BrokerView['throttle'] {
  const side = (name: QuotaSide) => {
    const rate = throttledRate(s, broker, name);
    return rate === null ? {} : { [name]: { rate, observed: observedRate(s, broker, name) } };
  };
  return { ...side('leader'), ...side('follower') };
}

export function throttledView(s: SimState, replica: Replica | undefined): Pick<ReplicaView, 'throttled'> {
  if (replica === undefined) return {};
  if (replica.role === 'leader') {
    return isThrottled(s, replica.broker, 'leader', replica) ? { throttled: 'listed' } : {};
  }
  const own = isThrottled(s, replica.broker, 'follower', replica);
  const leader = leaderOf(s, replica);
  const leaders = leader !== undefined && isThrottled(s, leader.broker, 'leader', leader);
  const behind = replica.fetchLag === null || replica.fetchLag > 0;
  if (own && behind && isOver(s, replica.broker, 'follower')) return { throttled: 'held' };
  if (leaders && !leader.isr.includes(replica.broker) && isOver(s, leader.broker, 'leader')) {
    return { throttled: 'held' };
  }
  // A leader's list slows all its followers; a replica is called throttled when it is in sync only by its own.
  return own || (leaders && !leader.isr.includes(replica.broker)) ? { throttled: 'listed' } : {};
}

function leaderOf(s: SimState, { leaderId, topic, partition }: Replica): Replica | undefined {
  const leader = leaderId < 0 ? undefined : s.replicas.get(replicaKey(s, leaderId, topic, partition));
  return leader?.role === 'leader' ? leader : undefined;
}

function isOver(s: SimState, broker: number, side: QuotaSide): boolean {
  const rate = throttledRate(s, broker, side);
  return rate !== null && observedRate(s, broker, side) > rate;
}
