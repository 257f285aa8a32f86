import type { Replica } from './broker/replica-state.ts';
import { addEntries } from './evidence/entries.ts';
import { hasLaterLeader } from './evidence/later-leader.ts';
import { partitionName } from './evidence.ts';
import { isInternalTopic, ownEvidence, type SimState } from './state.ts';

/*
 * For how long nobody could be asked for a partition: from the moment at which its leader's process ends, stands still or
 * learns that nobody leads, to the moment at which a broker leads it in a later epoch (or goes on where it stood).
 */

/** The leader of a partition answers no more; nothing is noted when another leads it already. */
export function noteUnavailable(s: SimState, replica: Replica): void {
  const { topic, partition, leaderEpoch } = replica;
  const name = partitionName(topic, partition);
  if (isInternalTopic(topic) || s.evidence.unavailable.has(name) || hasLaterLeader(s, replica)) return;
  ownEvidence(s).unavailable.set(name, { sinceUs: s.nowUs, epoch: leaderEpoch });
}

/** A broker leads a partition: in an epoch of its own, or again after it stood still. */
export function noteAvailable(s: SimState, { topic, partition, leaderEpoch }: Replica, again = false): void {
  const name = partitionName(topic, partition);
  const gap = s.evidence.unavailable.get(name);
  if (gap === undefined || leaderEpoch < gap.epoch || (leaderEpoch === gap.epoch && !again)) return;
  const evidence = ownEvidence(s);
  addEntries(s, 'unavailable', [{ kind: 'unavailable', atUs: s.nowUs, fromUs: gap.sinceUs, topic, partition }]);
  evidence.unavailable.delete(name);
  evidence.unavailableUs.set(name, (evidence.unavailableUs.get(name) ?? 0) + s.nowUs - gap.sinceUs);
}

/** Every partition that this broker leads, by its own belief. */
export function* ledBy(s: SimState, id: number): Iterable<Replica> {
  for (const replica of s.replicas.values()) if (replica.broker === id && replica.role === 'leader') yield replica;
}

/** Microseconds so far. */
export function unavailableUs(s: SimState, topic: string, partition: number): number {
  const name = partitionName(topic, partition);
  const gap = s.evidence.unavailable.get(name);
  return (s.evidence.unavailableUs.get(name) ?? 0) + (gap === undefined ? 0 : s.nowUs - gap.sinceUs);
}
