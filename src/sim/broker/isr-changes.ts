import { msToUs } from '../../base/units.ts';
import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import type { AlterPartitionResponse } from '../../kafka/protocol/requests.ts';
import { inHashSetOrder, outOfSyncReplicas } from '../../kafka/replication/isr.ts';
import { scheduleNext } from '../kafka-scheduler.ts';
import { sayIsrRefused, sayIsrUpdated, sayShrinking } from '../server-log/isr-lines.ts';
import { setting } from '../settings.ts';
import { brokerOf, logAt, ownBroker, ownReplica, type SimState, setTimer } from '../state.ts';
import { type IsrChange, isAlive } from './broker-state.ts';
import { sendToController } from './controller-channel.ts';
import { followerProgress } from './follower-progress.ts';
import { advanceHighWatermark } from './high-watermark-advance.ts';

/**
 * Proposes an ISR to the controller; one change of a partition is under way at a time, so that one whose predecessor
 * still waits for its answer is not attempted.
 * Source: kafka.cluster.Partition.submitAlterPartition, AlterPartitionManager.submit (4.3.1).
 */
export function proposeIsr(s: SimState, key: number, kind: 'shrink' | 'expand', isr: readonly number[]): void {
  const broker = ownBroker(s, ownReplica(s, key).broker);
  if ([...broker.isrChanges, ...broker.isrInFlight].some((change) => change.key === key)) return;
  const token = s.nextToken;
  s.nextToken += 1;
  ownReplica(s, key).pendingIsr = { token, kind, isr: inHashSetOrder(isr) };
  broker.isrChanges = [...broker.isrChanges, changeOf(s, key, token)];
  sendIsrChanges(s, broker.id);
}

function changeOf(s: SimState, key: number, token: number): IsrChange {
  const { broker, topic, partition, leaderEpoch, partitionEpoch, pendingIsr, remotes } = ownReplica(s, key);
  const newIsr = (pendingIsr?.isr ?? []).map((brokerId) => {
    const known = remotes.find((remote) => remote.id === brokerId);
    return { brokerId, brokerEpoch: brokerId === broker ? brokerOf(s, broker).epoch : (known?.brokerEpoch ?? -1) };
  });
  const asked = { topic, partition, leaderEpoch, partitionEpoch, newIsr, leaderRecoveryState: 'RECOVERED' as const };
  return { key, token, asked };
}

/** Source: AlterPartitionManager.maybePropagateIsrChanges: one request at a time carries all that wait. */
export function sendIsrChanges(s: SimState, id: number): void {
  const broker = brokerOf(s, id);
  if (broker.isrInFlight.length > 0 || broker.isrChanges.length === 0 || !isAlive(broker)) return;
  const own = ownBroker(s, id);
  own.isrInFlight = own.isrChanges;
  own.isrChanges = [];
  own.nextCorrelationId += 1;
  sendToController(s, id, own.nextCorrelationId, {
    api: 'AlterPartition',
    brokerId: id,
    brokerEpoch: own.epoch,
    partitions: own.isrInFlight.map(({ asked }) => asked),
  });
}

/** Refusals after which the leader waits for the metadata log to tell it what became of the partition. */
const waitsForMetadata: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'UNKNOWN_TOPIC_ID',
  'FENCED_LEADER_EPOCH',
  'INVALID_UPDATE_VERSION',
  'INVALID_REQUEST',
]);

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
  for (const change of sent) {
    const { key, token, asked } = change;
    const answer = response.partitions.find((p) => p.topic === asked.topic && p.partition === asked.partition);
    const replica = s.replicas.get(key);
    if (answer === undefined || replica?.pendingIsr?.token !== token) continue;
    if (answer.error === 'NONE') commitIsr(s, key, answer);
    else if (answer.error === 'INELIGIBLE_REPLICA') {
      sayIsrRefused(s, replica, change, answer.error);
      ownReplica(s, key).pendingIsr = null;
    } else if (!waitsForMetadata.has(answer.error)) {
      sayIsrRefused(s, replica, change, answer.error);
      ownBroker(s, id).isrChanges = [...brokerOf(s, id).isrChanges, { key, token, asked }];
    }
  }
  sendIsrChanges(s, id);
}

function commitIsr(s: SimState, key: number, answer: AlterPartitionResponse['partitions'][number]): void {
  const replica = ownReplica(s, key);
  if (answer.leaderEpoch !== replica.leaderEpoch || answer.partitionEpoch < replica.partitionEpoch) return;
  replica.isr = answer.isr;
  replica.partitionEpoch = answer.partitionEpoch;
  replica.pendingIsr = null;
  sayIsrUpdated(s, replica);
  advanceHighWatermark(s, key);
}

/** The controller could not be reached: AlterPartition is tried again without limit. */
export function onAlterPartitionLost(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  broker.isrChanges = [...broker.isrInFlight, ...broker.isrChanges];
  broker.isrInFlight = [];
  setTimer(s, id, 'isr-retry', s.nowUs + msToUs(50));
}

/** Every half replica.lag.time.max.ms, in whole milliseconds. Source: ReplicaManager.startup. */
export function scheduleIsrExpiration(s: SimState, id: number): void {
  scheduleNext(s, id, 'isr-expiration', Math.floor(setting(s, 'replica.lag.time.max.ms') / 2));
}

/** The task isr-expiration, every replica.lag.time.max.ms / 2. Source: kafka.server.ReplicaManager.maybeShrinkIsr. */
export function shrinkIsrs(s: SimState, id: number): void {
  const lagUs = msToUs(setting(s, 'replica.lag.time.max.ms'));
  for (const [key, replica] of s.replicas) {
    if (replica.broker !== id || replica.role !== 'leader' || replica.pendingIsr !== null) continue;
    const progress = followerProgress(s, replica);
    const out = outOfSyncReplicas(replica.isr, progress, logAt(s, key).logEndOffset, s.nowUs, lagUs);
    if (out.length > 0) {
      sayShrinking(s, replica, out);
      proposeIsr(
        s,
        key,
        'shrink',
        replica.isr.filter((member) => !out.includes(member)),
      );
    }
  }
  scheduleIsrExpiration(s, id);
}
