import type { FollowerProgress } from '../../kafka/replication/high-watermark.ts';
import type { SimState } from '../state.ts';
import type { Replica } from './replica-state.ts';

/** What the leader's rules read of its followers: their progress, and whether their brokers may be in an ISR. */
export function followerProgress(s: SimState, replica: Replica): FollowerProgress[] {
  const image = s.brokers.get(replica.broker)?.image;
  return replica.remotes.map((remote) => {
    const registration = image?.brokers.get(remote.id);
    const eligible =
      registration !== undefined &&
      !registration.fenced &&
      !registration.inControlledShutdown &&
      (remote.brokerEpoch === -1 || remote.brokerEpoch === registration.epoch);
    return { id: remote.id, logEndOffset: remote.logEndOffset, lastCaughtUpUs: remote.lastCaughtUpUs, eligible };
  });
}

/** ISR ∪ members being added; while a shrink is in flight still the old ISR. */
export function maximalIsr(replica: Replica): readonly number[] {
  const pending = replica.pendingIsr;
  return pending !== null && pending.kind === 'expand' ? pending.isr : replica.isr;
}
