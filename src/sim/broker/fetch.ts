import { msToUs } from '../../base/units.ts';
import type { FetchPartition, FetchPartitionResponse, FetchRequest } from '../../kafka/protocol/requests.ts';
import { mayJoinIsr } from '../../kafka/replication/isr.ts';
import type { ReplyTo } from '../network.ts';
import { brokerOf, logAt, ownReplica, replicaKey, type SimState, wake } from '../state.ts';
import { answerFetch, fetchError, sendFetchAnswer } from './fetch-read.ts';
import { followerProgress, maximalIsr } from './follower-progress.ts';
import { advanceHighWatermark } from './high-watermark-advance.ts';
import { proposeIsr } from './isr-changes.ts';
import { nextDelayedId, park } from './purgatory.ts';

/** Answers a Fetch, or lets it wait for data. Source: kafka.server.ReplicaManager.fetchMessages (4.3.1). */
export function handleFetch(s: SimState, broker: number, request: FetchRequest, reply: ReplyTo): void {
  const response = answerFetch(s, broker, request, reply.connectionEpoch);
  let bytes = 0;
  let mustAnswer = request.maxWaitMs <= 0 || request.partitions.length === 0;
  const uncredited: FetchPartitionResponse[] = [];
  for (const part of response.responses) {
    if (part.error !== 'NONE' || part.divergingEpoch !== null) {
      mustAnswer = true;
      uncredited.push(part);
    }
    if (part.preferredReadReplica !== undefined) mustAnswer = true;
    for (const batch of part.records) bytes += batch.sizeInBytes;
  }
  if (request.replicaId >= 0) {
    for (const wanted of request.partitions) {
      const failed = uncredited.some((part) => part.partition === wanted.partition && part.topic === wanted.topic);
      if (!failed) creditFollower(s, broker, request, wanted);
    }
  }
  if (mustAnswer || bytes >= request.minBytes) {
    sendFetchAnswer(s, broker, request, response, reply);
    return;
  }
  const keys = request.partitions
    .filter((wanted) => fetchError(s, broker, wanted, request.replicaId >= 0) === 'NONE')
    .map((wanted) => replicaKey(s, broker, wanted.topic, wanted.partition));
  const operation = { kind: 'fetch' as const, id: nextDelayedId(s), broker, reply, request, keys };
  park(s, operation, s.nowUs + msToUs(request.maxWaitMs));
}

/**
 * A fetch at offset n says that the follower has everything below n: only now is it credited with it.
 * Source: kafka.cluster.Partition.updateFollowerFetchState, Replica.updateFetchStateOrThrow (4.3.1).
 */
function creditFollower(s: SimState, broker: number, request: FetchRequest, wanted: FetchPartition): void {
  const key = replicaKey(s, broker, wanted.topic, wanted.partition);
  const known = brokerOf(s, broker).image.brokers.get(request.replicaId);
  const replica = ownReplica(s, key);
  const remote = replica.remotes.find((r) => r.id === request.replicaId);
  if (remote === undefined) return;
  // A fetch of an earlier incarnation does not count.
  if (known !== undefined && request.replicaEpoch >= 0 && request.replicaEpoch < known.epoch) return;
  const leaderEndOffset = logAt(s, key).logEndOffset;
  if (wanted.fetchOffset >= leaderEndOffset) {
    remote.lastCaughtUpUs = Math.max(remote.lastCaughtUpUs, s.nowUs);
  } else if (remote.lastFetchUs >= 0 && wanted.fetchOffset >= remote.leaderEndOffsetAtLastFetch) {
    remote.lastCaughtUpUs = Math.max(remote.lastCaughtUpUs, remote.lastFetchUs);
  }
  const moved = remote.logEndOffset !== wanted.fetchOffset;
  remote.logEndOffset = wanted.fetchOffset;
  // DeleteRecords may wait for the lowest log start.
  if (remote.logStartOffset !== wanted.logStartOffset) wake(s, key);
  remote.logStartOffset = wanted.logStartOffset;
  remote.leaderEndOffsetAtLastFetch = leaderEndOffset;
  remote.lastFetchUs = s.nowUs;
  remote.brokerEpoch = request.replicaEpoch;
  maybeExpandIsr(s, key, request.replicaId);
  if (moved) advanceHighWatermark(s, key);
}

function maybeExpandIsr(s: SimState, key: number, follower: number): void {
  const replica = s.replicas.get(key);
  if (replica === undefined || replica.pendingIsr !== null || maximalIsr(replica).includes(follower)) return;
  const progress = followerProgress(s, replica).find((f) => f.id === follower);
  if (progress === undefined || !mayJoinIsr(progress, replica.highWatermark, replica.leaderEpochStartOffset)) return;
  proposeIsr(s, key, 'expand', [...replica.isr, follower]);
}
