import type { MetadataImage, PartitionRegistration, TopicImage } from '../../kafka/controller/metadata-image.ts';
import { assignEpoch, createLog } from '../../kafka/log/partition-log.ts';
import { deletingPartitions } from '../../kafka/server-log/state-change-lines.ts';
import { noteAvailable, noteUnavailable } from '../availability.ts';
import { forgetRead } from '../deliveries.ts';
import { heldUntil } from '../evidence/sent-records.ts';
import { noteLeaderTakesOver } from '../evidence.ts';
import {
  noRoleChanges,
  noteRole,
  type RoleChanges,
  replicaBefore,
  sayRoleChanges,
} from '../server-log/role-changes.ts';
import { logLine, takeBack } from '../server-log/server-log.ts';
import { brokerOf, logAt, ownLog, ownReplica, replicaKey, type SimState, wake, wallMs } from '../state.ts';
import { onOffsetsLeader, onOffsetsResigned } from './group-shards.ts';
import { advanceHighWatermark } from './high-watermark-advance.ts';
import { addToFetcher, removeFromFetchers } from './replica-fetcher.ts';
import { deleteReplica, setStrayLogsAside } from './replica-removal.ts';
import type { RemoteReplica, Replica } from './replica-state.ts';

/**
 * Puts into effect what a newer image says of the replicas on this broker: new logs, leaders, followers, ISRs.
 * Source: kafka.server.ReplicaManager.applyDelta, kafka.cluster.Partition.makeLeader/makeFollower (4.3.1).
 */
export function publishPartitions(s: SimState, id: number, before: MetadataImage, after: MetadataImage): void {
  if (before.offset < 0) setStrayLogsAside(s, id, after);
  if (before.topics === after.topics) return;
  // First what goes: a topic may come again under the same name.
  const unwanted = [...before.topics].flatMap(([name, topic]) => unwantedKeys(s, id, topic, after.topics.get(name)));
  if (unwanted.length > 0) logLine(s, id, deletingPartitions(id, unwanted.length));
  for (const key of unwanted) deleteReplica(s, id, key);
  const changes = noRoleChanges();
  const saidBefore = s.serverLog.count;
  for (const [name, topic] of after.topics) {
    const old = before.topics.get(name);
    if (old === topic) continue;
    const same = old?.topicId === topic.topicId;
    for (const [partition, registration] of topic.partitions.entries()) {
      if (same && old?.partitions[partition] === registration) continue;
      if (registration.replicas.includes(id)) applyRegistration(s, id, topic, partition, registration, changes);
    }
  }
  // Coordinators hear of their partitions once all replicas have their roles.
  const later = takeBack(s, saidBefore);
  sayRoleChanges(s, id, changes);
  for (const line of later) logLine(s, id, line, line.about);
}

/** TopicDelta.localChanges, deletes: the replicas that this broker had by the older image and has not by the newer. */
function unwantedKeys(s: SimState, id: number, before: TopicImage, after: TopicImage | undefined): number[] {
  if (before === after) return [];
  const same = before.topicId === after?.topicId;
  const keys: number[] = [];
  for (const [partition, { replicas }] of before.partitions.entries()) {
    if (!replicas.includes(id) || (same && after?.partitions[partition]?.replicas.includes(id) === true)) continue;
    keys.push(replicaKey(s, id, before.name, partition));
  }
  return keys;
}

function applyRegistration(
  s: SimState,
  id: number,
  topic: TopicImage,
  partition: number,
  registration: PartitionRegistration,
  changes: RoleChanges,
): void {
  const key = replicaKey(s, id, topic.name, partition);
  const [newLog, isNew] = [!s.logs.has(key), !s.replicas.has(key)];
  if (newLog) s.logs.set(key, createLog(topic.name, partition, topic.topicId, s.cow, wallMs(s)));
  if (isNew) s.replicas.set(key, newReplica(s, key, id, topic.name, partition));
  const replica = ownReplica(s, key);
  const before = replicaBefore(replica, isNew, newLog);
  replica.replicas = registration.replicas;
  if (registration.leader === id) becomeLeader(s, key, registration);
  else becomeFollower(s, key, registration);
  noteRole(s, changes, key, topic.topicId, registration, before);
}

function newReplica(s: SimState, key: number, broker: number, topic: string, partition: number): Replica {
  const log = logAt(s, key);
  const saved = brokerOf(s, broker).highWatermarkCheckpoint.get(key) ?? 0;
  return {
    cow: s.cow,
    key,
    broker,
    topic,
    partition,
    role: 'none',
    leaderId: -1,
    leaderEpoch: -1,
    partitionEpoch: -1,
    leaderEpochStartOffset: -1,
    highWatermark: Math.max(log.logStartOffset, Math.min(saved, log.logEndOffset)),
    replicas: [],
    isr: [],
    pendingIsr: null,
    remotes: [],
    delayedProduce: [],
    delayedFetch: [],
    fetchPartition: null,
    fetchLag: null,
    backoffUntilUs: 0,
  };
}

function becomeLeader(s: SimState, key: number, registration: PartitionRegistration): void {
  const replica = ownReplica(s, key);
  // The same epoch can come twice: first in the answer to AlterPartition, then, with the replica list, here.
  if (registration.partitionEpoch < replica.partitionEpoch) return;
  const wasLeader = replica.role === 'leader';
  const newEpoch = registration.leaderEpoch > replica.leaderEpoch;
  replica.role = 'leader';
  replica.leaderId = replica.broker;
  replica.partitionEpoch = registration.partitionEpoch;
  replica.isr = registration.isr;
  replica.pendingIsr = null;
  removeFromFetchers(s, replica.broker, key);
  if (newEpoch) {
    replica.leaderEpoch = registration.leaderEpoch;
    const log = ownLog(s, key);
    replica.leaderEpochStartOffset = log.logEndOffset;
    assignEpoch(log, registration.leaderEpoch, log.logEndOffset);
    // A process that is not registered yet may read that the one before it led: nobody is answered, nothing is lost by that.
    if (isRegistered(s, replica.broker)) {
      const ledBefore = wasLeader && brokerOf(s, replica.broker).state !== 'starting';
      noteLeaderTakesOver(s, replica.topic, replica.partition, log, ledBefore);
      if (!ledBefore) forgetRead(s, replica.topic, replica.partition, (epoch) => heldUntil(log, epoch));
    }
    noteAvailable(s, replica);
  }
  replica.remotes = remotesOf(s, replica, registration, wasLeader, newEpoch);
  advanceHighWatermark(s, key);
  if (newEpoch) onOffsetsLeader(s, key);
}

/** The metadata that it has put into effect knows this process, and not only one before it. */
function isRegistered(s: SimState, id: number): boolean {
  const { image, incarnationId } = brokerOf(s, id);
  return image.brokers.get(id)?.incarnationId === incarnationId;
}

const neverCaughtUp = Number.MIN_SAFE_INTEGER / 2;

/**
 * A broker that was not leader before knows nothing of the others. With a new epoch an ISR member counts as caught up
 * now, any other as never (Replica.resetReplicaState).
 */
function remotesOf(
  s: SimState,
  replica: Replica,
  registration: PartitionRegistration,
  wasLeader: boolean,
  newEpoch: boolean,
): RemoteReplica[] {
  return registration.replicas
    .filter((id) => id !== replica.broker)
    .map((id) => {
      const known = replica.remotes.find((remote) => remote.id === id);
      const lastCaughtUpUs = registration.isr.includes(id) ? s.nowUs : neverCaughtUp;
      if (wasLeader && known !== undefined) {
        if (!newEpoch) return { ...known };
        const lastFetchUs = registration.isr.includes(id) ? s.nowUs : -1;
        const leaderEndOffsetAtLastFetch = replica.leaderEpochStartOffset;
        return { ...known, lastCaughtUpUs, lastFetchUs, leaderEndOffsetAtLastFetch };
      }
      return {
        id,
        logEndOffset: -1,
        logStartOffset: -1,
        lastCaughtUpUs,
        leaderEndOffsetAtLastFetch: -1,
        lastFetchUs: -1,
        brokerEpoch: -1,
        toldHighWatermark: -1,
        toldLogStartOffset: -1,
        toldOnConnection: -1,
      };
    });
}

function becomeFollower(s: SimState, key: number, registration: PartitionRegistration): void {
  const replica = ownReplica(s, key);
  if (registration.partitionEpoch < replica.partitionEpoch) return;
  const newEpoch = registration.leaderEpoch > replica.leaderEpoch;
  const wasLeader = replica.role === 'leader';
  replica.role = 'follower';
  replica.leaderId = registration.leader;
  replica.leaderEpoch = registration.leaderEpoch;
  replica.partitionEpoch = registration.partitionEpoch;
  replica.isr = registration.isr;
  replica.pendingIsr = null;
  replica.remotes = [];
  // A broker that is shutting down lets go of what it is no longer in sync for (ReplicaManager.applyLocalFollowersDelta).
  const letsGo = brokerOf(s, replica.broker).state === 'stopping' && !registration.isr.includes(replica.broker);
  if (letsGo) removeFromFetchers(s, replica.broker, key);
  if (registration.leader < 0) noteUnavailable(s, replica);
  if (!newEpoch && !wasLeader) return;
  if (wasLeader) onOffsetsResigned(s, key);
  wake(s, key);
  removeFromFetchers(s, replica.broker, key);
  const fetched = ownReplica(s, key);
  fetched.fetchLag = null;
  fetched.backoffUntilUs = 0;
  if (registration.leader >= 0 && !letsGo) addToFetcher(s, replica.broker, registration.leader, key);
}
