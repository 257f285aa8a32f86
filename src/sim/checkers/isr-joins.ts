import { brokerOf, logAt, replicaKey, type SimState } from '../state.ts';
import { checker } from './checker.ts';
import type { ReplicaChange } from './seen/replica-change.ts';
import type { Step } from './seen/step.ts';

/**
 * R10. A leader proposes a follower for the ISR only if its log reaches the high watermark and the start of the leader's
 * epoch, and its broker is unfenced, not shutting down and fetches with its current broker epoch; and the controller
 * takes nobody else. Source: Partition.maybeExpandIsr, isReplicaIsrEligible; ReplicationControlManager.ineligibleReplicasForIsr.
 */
export const isrJoins = checker('joining the ISR', ['R10'], (s, step) => {
  for (const change of step.changes) {
    const wrong = wrongProposal(s, change);
    if (wrong !== null) return `${change.partition.name}: ${wrong}`;
  }
  return wrongMember(step);
});

function wrongProposal(s: SimState, { broker, partition, before, replica }: ReplicaChange): string | null {
  const pending = replica?.pendingIsr ?? null;
  if (replica === null || pending?.kind !== 'expand' || before === null || before.pendingIsr === pending) return null;
  const { highWatermark, leaderEpochStartOffset } = replica;
  for (const id of pending.isr) {
    if (replica.isr.includes(id)) continue;
    const key = replicaKey(s, id, partition.topic, partition.partition);
    const end = s.logs.has(key) ? logAt(s, key).logEndOffset : 0;
    if (end < highWatermark || end < leaderEpochStartOffset)
      return `broker ${broker} proposes broker ${id}, which ends at ${end}; high watermark ${highWatermark}, epoch from ${leaderEpochStartOffset}`;
    const known = brokerOf(s, broker).image.brokers.get(id);
    const epoch = replica.remotes.find((remote) => remote.id === id)?.brokerEpoch ?? -1;
    if (known?.fenced !== false || known.inControlledShutdown)
      return `broker ${broker} proposes broker ${id}, which is not active`;
    if (epoch !== -1 && epoch !== known.epoch)
      return `broker ${broker} proposes broker ${id} of epoch ${epoch}, it is registered with ${known.epoch}`;
  }
  return null;
}

function wrongMember({ writes }: Step): string | null {
  for (const { after, changes } of writes) {
    for (const { topic, partition, was, is } of changes) {
      if (was === null || is.isr === was.isr) continue;
      for (const id of is.isr) {
        if (was.isr.includes(id)) continue;
        const known = after.brokers.get(id);
        if (known?.fenced === false && !known.inControlledShutdown) continue;
        return `${topic}-${partition}: broker ${id} joined the ISR and is not active`;
      }
    }
  }
  return null;
}
