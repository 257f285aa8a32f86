import { msToUs } from '../../base/units.ts';
import type { AlterPartitionResponse } from '../../kafka/protocol/requests.ts';
import { inHashSetOrder, outOfSyncReplicas } from '../../kafka/replication/isr.ts';
import { sendRequest } from '../network.ts';
import { setting } from '../settings.ts';
import { brokerOf, logAt, ownBroker, ownReplica, replicaKey, type SimState, setTimer } from '../state.ts';
import { isAlive } from './broker-state.ts';
import { followerProgress } from './follower-progress.ts';
import { advanceHighWatermark } from './high-watermark-advance.ts';

/** Proposes an ISR to the controller; one change of a partition is in flight at a time. */
export function proposeIsr(s: SimState, key: number, kind: 'shrink' | 'expand', isr: readonly number[]): void {
  const replica = ownReplica(s, key);
  replica.pendingIsr = { kind, isr: inHashSetOrder(isr) };
  const broker = ownBroker(s, replica.broker);
  broker.isrChanges = [...broker.isrChanges, { key, topic: replica.topic, partition: replica.partition }];
  sendIsrChanges(s, replica.broker);
}

/** Source: kafka.server.AlterPartitionManager: one request at a time carries all that wait. */
export function sendIsrChanges(s: SimState, id: number): void {
  const broker = brokerOf(s, id);
  if (broker.isrInFlight.length > 0 || broker.isrChanges.length === 0 || !isAlive(broker)) return;
  const own = ownBroker(s, id);
  const partitions = own.isrChanges.flatMap((change) => {
    const replica = s.replicas.get(change.key);
    if (replica === undefined || replica.pendingIsr === null || replica.role !== 'leader') return [];
    return [
      {
        topic: change.topic,
        partition: change.partition,
        leaderEpoch: replica.leaderEpoch,
        partitionEpoch: replica.partitionEpoch,
        newIsr: replica.pendingIsr.isr.map((brokerId) => ({
          brokerId,
          brokerEpoch:
            brokerId === id ? own.epoch : (replica.remotes.find((r) => r.id === brokerId)?.brokerEpoch ?? -1),
        })),
        leaderRecoveryState: 'RECOVERED' as const,
      },
    ];
  });
  own.isrInFlight = partitions.length === 0 ? [] : own.isrChanges;
  own.isrChanges = [];
  if (partitions.length === 0) return;
  own.nextCorrelationId += 1;
  sendRequest(s, id, s.setup.controllerId, own.nextCorrelationId, {
    api: 'AlterPartition',
    brokerId: id,
    brokerEpoch: own.epoch,
    partitions,
  });
}

/** Source: kafka.cluster.Partition.submitAlterPartition, handleAlterPartitionUpdate, handleAlterPartitionError (4.3.1). */
export function onAlterPartitionResponse(s: SimState, id: number, response: AlterPartitionResponse): void {
  const broker = ownBroker(s, id);
  const sent = broker.isrInFlight;
  broker.isrInFlight = [];
  if (response.error !== 'NONE') {
    broker.isrChanges = [...sent, ...broker.isrChanges];
    setTimer(s, id, 'isr-retry', s.nowUs + msToUs(50));
    return;
  }
  for (const answer of response.partitions) {
    const key = replicaKey(s, id, answer.topic, answer.partition);
    const replica = s.replicas.get(key);
    if (replica === undefined || replica.role !== 'leader' || replica.pendingIsr === null) continue;
    if (answer.error === 'NONE') {
      if (answer.leaderEpoch === replica.leaderEpoch && answer.partitionEpoch >= replica.partitionEpoch) {
        const own = ownReplica(s, key);
        own.isr = answer.isr;
        own.partitionEpoch = answer.partitionEpoch;
        own.pendingIsr = null;
        advanceHighWatermark(s, key);
      }
    } else if (answer.error === 'INELIGIBLE_REPLICA') {
      ownReplica(s, key).pendingIsr = null;
    }
    // Any other answer: the metadata log will tell.
  }
  sendIsrChanges(s, id);
}

/** The controller could not be reached: AlterPartition is tried again without limit. */
export function onAlterPartitionLost(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  broker.isrChanges = [...broker.isrInFlight, ...broker.isrChanges];
  broker.isrInFlight = [];
  setTimer(s, id, 'isr-retry', s.nowUs + msToUs(50));
}

/** The task isr-expiration, every replica.lag.time.max.ms / 2. Source: kafka.server.ReplicaManager.maybeShrinkIsr. */
export function shrinkIsrs(s: SimState, id: number): void {
  const lagUs = msToUs(setting(s, 'replica.lag.time.max.ms'));
  for (const [key, replica] of s.replicas) {
    if (replica.broker !== id || replica.role !== 'leader' || replica.pendingIsr !== null) continue;
    const progress = followerProgress(s, replica);
    const out = outOfSyncReplicas(replica.isr, progress, logAt(s, key).logEndOffset, s.nowUs, lagUs);
    if (out.length > 0) {
      proposeIsr(
        s,
        key,
        'shrink',
        replica.isr.filter((member) => !out.includes(member)),
      );
    }
  }
  setTimer(s, id, 'isr-expiration', s.nowUs + lagUs / 2);
}
