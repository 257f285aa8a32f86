import { msToUs } from '../../base/units.ts';
import { onHighWatermarkUpdated } from '../../kafka/log/partition-log.ts';
import { nextHighWatermark } from '../../kafka/replication/high-watermark.ts';
import { effectiveMinIsr, setting } from '../settings.ts';
import { brokerOf, logAt, ownLog, ownReplica, type SimState, wake } from '../state.ts';
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
  moveHighWatermark(s, key, next);
  wake(s, key);
  return true;
}

/** Transactions whose end it has passed are decided for whoever reads committed records. */
export function moveHighWatermark(s: SimState, key: number, highWatermark: number): void {
  ownReplica(s, key).highWatermark = highWatermark;
  const { heldUnstableOffset, producerState } = logAt(s, key);
  if (heldUnstableOffset === null && producerState.unreplicatedTxns.length === 0) return;
  onHighWatermarkUpdated(ownLog(s, key), highWatermark);
}
