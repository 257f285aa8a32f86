import { msToUs } from '../../base/units.ts';
import { nextHighWatermark } from '../../kafka/replication/high-watermark.ts';
import { effectiveMinIsr, setting } from '../settings.ts';
import { brokerOf, logAt, ownReplica, type SimState, wake } from '../state.ts';
import { followerProgress, maximalIsr } from './follower-progress.ts';

/** Raises a leader's high watermark as far as Kafka's rule allows and wakes what waited for it. True when it rose. */
export function advanceHighWatermark(s: SimState, key: number): boolean {
  const replica = s.replicas.get(key);
  if (replica === undefined || replica.role !== 'leader') return false;
  const { topic, broker, replicas } = replica;
  const next = nextHighWatermark({
    highWatermark: replica.highWatermark,
    leaderEndOffset: logAt(s, key).logEndOffset,
    followers: followerProgress(s, replica),
    isr: replica.isr,
    maximalIsr: maximalIsr(replica),
    effectiveMinIsr: effectiveMinIsr(s, brokerOf(s, broker).image, topic, replicas.length, broker),
    nowUs: s.nowUs,
    replicaLagTimeMaxUs: msToUs(setting(s, 'replica.lag.time.max.ms')),
  });
  if (next === replica.highWatermark) return false;
  ownReplica(s, key).highWatermark = next;
  wake(s, key);
  return true;
}
