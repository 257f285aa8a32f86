import type { Broker } from '../broker/broker-state.ts';
import type { SimState } from '../state.ts';
import { remembering } from './checker.ts';
import type { Step } from './seen/step.ts';

/** By broker and leader, the replicas as they were listed at the last look. */
type Memory = Map<number, Map<number, readonly number[]>>;

/**
 * R19. A follower fetches a partition from its leader and from nobody else, a leader from nobody. Looked at when a broker's
 * fetchers or the roles of its replicas change. Source: ValidFetcherState of the KIP-966 model; AbstractFetcherManager.
 */
export const fetchers = remembering(
  'fetchers',
  ['R19'],
  () => new Map() as Memory,
  (s, step, memory) => {
    const brokers = step.actor === null ? [...s.brokers.values()] : [s.brokers.get(step.actor)];
    for (const broker of brokers) {
      if (broker === undefined || (!isChanged(broker, memory) && !hasNewRole(broker.id, step))) continue;
      const wrong = wrongIn(s, broker, step);
      if (wrong !== null) return `broker ${broker.id}: ${wrong}`;
    }
    return null;
  },
);

function isChanged(broker: Broker, memory: Memory): boolean {
  const seen = memory.get(broker.id) ?? new Map<number, readonly number[]>();
  memory.set(broker.id, seen);
  let changed = seen.size !== broker.fetchers.size;
  if (seen.size > broker.fetchers.size) seen.clear();
  for (const [leader, { replicas }] of broker.fetchers) {
    if (seen.get(leader) === replicas) continue;
    seen.set(leader, replicas);
    changed = true;
  }
  return changed;
}

const hasNewRole = (id: number, { changes }: Step): boolean =>
  changes.some(
    ({ broker, before, now }) => broker === id && (before?.role !== now?.role || before?.leaderId !== now?.leaderId),
  );

function wrongIn(s: SimState, broker: Broker, { changes }: Step): string | null {
  const from = new Map<number, number>();
  for (const [leader, { replicas }] of broker.fetchers) {
    for (const key of replicas) {
      const replica = s.replicas.get(key);
      if (replica === undefined) return `fetches from ${leader} what it does not host`;
      const name = `${replica.topic}-${replica.partition}`;
      if (from.has(key)) return `fetches ${name} from ${from.get(key)} and from ${leader}`;
      if (replica.role !== 'follower') return `leads ${name} and fetches it from ${leader}`;
      if (replica.leaderId !== leader) return `fetches ${name} from ${leader}, its leader is ${replica.leaderId}`;
      from.set(key, leader);
    }
  }
  // A broker that shuts down lets go of what it is no longer in sync for.
  if (broker.state === 'stopping') return null;
  for (const { broker: id, key, replica, partition } of changes) {
    if (partition.suspended !== null) continue;
    if (id !== broker.id || replica?.role !== 'follower' || replica.leaderId < 0 || from.has(key)) continue;
    return `does not fetch ${partition.name} from ${replica.leaderId}`;
  }
  return null;
}
