import {
  endOffsetForEpoch,
  lastStableOffset,
  latestEpoch,
  type PartitionLog,
  readCommitted,
  readLog,
} from '../../kafka/log/partition-log.ts';
import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import type {
  FetchPartition,
  FetchPartitionResponse,
  FetchRequest,
  FetchResponse,
} from '../../kafka/protocol/requests.ts';
import { preferredReadReplica } from '../../kafka/replication/replica-selector.ts';
import { type ReplyTo, sendResponse } from '../network.ts';
import { brokerOf, logAt, ownReplica, replicaKey, type SimState } from '../state.ts';
import type { DelayedFetch } from './delayed-operation.ts';
import type { Replica } from './replica-state.ts';
import { countLeaderAnswer, shouldLeaderThrottle } from './replication-quota.ts';

export interface PartitionRead {
  readonly response: FetchPartitionResponse;
  readonly bytes: number;
}

const failed = (wanted: FetchPartition, error: ErrorCode): PartitionRead => ({
  response: {
    topic: wanted.topic,
    partition: wanted.partition,
    error,
    highWatermark: -1,
    lastStableOffset: -1,
    logStartOffset: -1,
    divergingEpoch: null,
    records: [],
  },
  bytes: 0,
});

/**
 * Checks that come before any read: hosted here, epochs agree, leader here. A consumer may also read from a follower
 * (KIP-392), a follower may not. Source: Partition.localLogWithEpochOrThrow, FetchParams.fetchOnlyLeader (4.3.1).
 */
export function fetchError(
  s: SimState,
  broker: number,
  wanted: Pick<FetchPartition, 'topic' | 'partition' | 'currentLeaderEpoch'>,
  onlyLeader = true,
): ErrorCode {
  const topic = brokerOf(s, broker).image.topics.get(wanted.topic);
  if (topic === undefined || wanted.partition >= topic.partitions.length) return 'UNKNOWN_TOPIC_OR_PARTITION';
  const replica = s.replicas.get(replicaKey(s, broker, wanted.topic, wanted.partition));
  if (replica === undefined) return 'NOT_LEADER_OR_FOLLOWER';
  if (wanted.currentLeaderEpoch >= 0) {
    if (wanted.currentLeaderEpoch < replica.leaderEpoch) return 'FENCED_LEADER_EPOCH';
    if (wanted.currentLeaderEpoch > replica.leaderEpoch) return 'UNKNOWN_LEADER_EPOCH';
  }
  if (replica.role === 'leader') return 'NONE';
  return !onlyLeader && replica.role === 'follower' ? 'NONE' : 'NOT_LEADER_OR_FOLLOWER';
}

/** replica.selector.class is a setting of all brokers here, as Kafka does not change it while a broker runs. */
function preferredReplica(s: SimState, replica: Replica, request: FetchRequest, fetchOffset: number): number {
  const selector = s.setup.brokerConfigs['replica.selector.class'] ?? null;
  if (selector === null || replica.role !== 'leader' || request.replicaId >= 0) return -1;
  const { brokers } = brokerOf(s, replica.broker).image;
  const rackOf = (id: number): string | null => brokers.get(id)?.rack ?? null;
  const { logEndOffset, logStartOffset } = logAt(s, replica.key);
  const leader = { id: replica.broker, rack: rackOf(replica.broker), logEndOffset, logStartOffset, sinceCaughtUpUs: 0 };
  const followers = replica.remotes.map((remote) => ({
    id: remote.id,
    rack: rackOf(remote.id),
    logEndOffset: remote.logEndOffset,
    logStartOffset: remote.logStartOffset,
    sinceCaughtUpUs: s.nowUs - remote.lastCaughtUpUs,
  }));
  return preferredReadReplica(selector, request.rackId, fetchOffset, replica.isr, leader, followers);
}

/** How far the asker may read: a follower everything, a consumer what is replicated, and decided if it reads committed. */
function fetchBound(request: FetchRequest, log: PartitionLog, highWatermark: number): number {
  if (request.replicaId >= 0) return log.logEndOffset;
  return request.isolationLevel === 'read_committed' ? lastStableOffset(log, highWatermark) : highWatermark;
}

/**
 * Reads one partition: up to the log end for a follower, below the high watermark (read_committed: the last stable
 * offset) for a consumer. A
 * lastFetchedEpoch that does not lie on the leader's history is answered with the diverging epoch and no data.
 * Source: kafka.cluster.Partition.readRecords (4.3.1).
 */
export function readPartition(
  s: SimState,
  broker: number,
  request: FetchRequest,
  wanted: FetchPartition,
  maxBytes: number,
): PartitionRead {
  const error = fetchError(s, broker, wanted, request.replicaId >= 0);
  if (error !== 'NONE') return failed(wanted, error);
  const key = replicaKey(s, broker, wanted.topic, wanted.partition);
  const replica = s.replicas.get(key);
  const log = logAt(s, key);
  if (replica === undefined) return failed(wanted, 'NOT_LEADER_OR_FOLLOWER');
  const highWatermark = replica.highWatermark;
  const answer = {
    topic: wanted.topic,
    partition: wanted.partition,
    error: 'NONE' as const,
    highWatermark,
    lastStableOffset: lastStableOffset(log, highWatermark),
    logStartOffset: log.logStartOffset,
    divergingEpoch: null,
  };
  const preferred = preferredReplica(s, replica, request, wanted.fetchOffset);
  if (preferred >= 0) return { response: { ...answer, preferredReadReplica: preferred, records: [] }, bytes: 0 };
  if (wanted.lastFetchedEpoch >= 0) {
    const end = endOffsetForEpoch(log, wanted.lastFetchedEpoch);
    if (end === undefined) return failed(wanted, 'OFFSET_OUT_OF_RANGE');
    if (wanted.fetchOffset < log.logStartOffset) return failed(wanted, 'OFFSET_OUT_OF_RANGE');
    if (end.epoch < wanted.lastFetchedEpoch || end.endOffset < wanted.fetchOffset) {
      return { response: { ...answer, divergingEpoch: end, records: [] }, bytes: 0 };
    }
  }
  const limit = Math.min(maxBytes, wanted.partitionMaxBytes);
  const bound = fetchBound(request, log, highWatermark);
  if (request.replicaId < 0 && request.isolationLevel === 'read_committed') {
    const read = readCommitted(log, wanted.fetchOffset, limit, bound, maxBytes > 0);
    if (read === 'OFFSET_OUT_OF_RANGE') return failed(wanted, 'OFFSET_OUT_OF_RANGE');
    const { batches: records, sizeInBytes: bytes, aborted } = read;
    return { response: { ...answer, records, ...(aborted?.length && { abortedTransactions: aborted }) }, bytes };
  }
  const read = readLog(log, wanted.fetchOffset, limit, bound, maxBytes > 0);
  if (read === 'OFFSET_OUT_OF_RANGE') return failed(wanted, 'OFFSET_OUT_OF_RANGE');
  return { response: { ...answer, records: read.batches }, bytes: read.sizeInBytes };
}

/**
 * The response, read now: what a follower's fetch session already knows is left out, and so are the records that its
 * leader holds back (ReplicaManager.readFromLog, 4.3.1).
 */
export function answerFetch(s: SimState, broker: number, request: FetchRequest, connection: number): FetchResponse {
  let left = request.maxBytes;
  const responses: FetchPartitionResponse[] = [];
  for (const wanted of request.partitions) {
    if (request.replicaId >= 0 && hasNothingNew(s, broker, request, wanted, connection)) continue;
    const { response, bytes } = readPartition(s, broker, request, wanted, left);
    if (isHeldBack(s, broker, request, response)) {
      if (response.divergingEpoch !== null || !wasTold(s, broker, request, wanted, connection)) {
        responses.push({ ...response, records: [] });
      }
      continue;
    }
    left = Math.max(0, left - bytes);
    responses.push(response);
  }
  return { api: 'Fetch', responses };
}

function isHeldBack(s: SimState, broker: number, request: FetchRequest, read: FetchPartitionResponse): boolean {
  if (request.replicaId < 0 || read.error !== 'NONE') return false;
  const replica = s.replicas.get(replicaKey(s, broker, read.topic, read.partition));
  return replica !== undefined && shouldLeaderThrottle(s, replica, request.replicaId);
}

/** No records, no error, and nothing else that was not told before. */
function hasNothingNew(
  s: SimState,
  broker: number,
  request: FetchRequest,
  wanted: FetchPartition,
  connection: number,
): boolean {
  if (!wasTold(s, broker, request, wanted, connection)) return false;
  const log = logAt(s, replicaKey(s, broker, wanted.topic, wanted.partition));
  return (
    wanted.fetchOffset === log.logEndOffset &&
    (wanted.lastFetchedEpoch < 0 || wanted.lastFetchedEpoch === latestEpoch(log))
  );
}

/** The same high watermark and log start as told before on this connection (KIP-227). */
function wasTold(
  s: SimState,
  broker: number,
  request: FetchRequest,
  wanted: FetchPartition,
  connection: number,
): boolean {
  if (!s.topicNumbers.has(wanted.topic)) return false;
  const key = replicaKey(s, broker, wanted.topic, wanted.partition);
  const replica = s.replicas.get(key);
  if (replica === undefined || replica.role !== 'leader' || replica.leaderEpoch !== wanted.currentLeaderEpoch)
    return false;
  const remote = replica.remotes.find((r) => r.id === request.replicaId);
  return (
    remote !== undefined &&
    remote.toldOnConnection === connection &&
    remote.toldHighWatermark === replica.highWatermark &&
    remote.toldLogStartOffset === logAt(s, key).logStartOffset
  );
}

/** Sends the answer; a follower's counts against the leader's throttled rate, and its session learns what was told. */
export function sendFetchAnswer(
  s: SimState,
  broker: number,
  request: FetchRequest,
  response: FetchResponse,
  reply: ReplyTo,
): void {
  if (request.replicaId >= 0) {
    countLeaderAnswer(s, broker, response);
    noteTold(s, broker, request, response, reply.connectionEpoch);
  }
  sendResponse(s, reply, response);
}

/** Notes in the fetch session what an answer on its way tells. */
function noteTold(
  s: SimState,
  broker: number,
  request: FetchRequest,
  response: FetchResponse,
  connection: number,
): void {
  for (const part of response.responses) {
    if (part.error !== 'NONE') continue;
    const replica = ownReplica(s, replicaKey(s, broker, part.topic, part.partition));
    const remote = replica.remotes.find((r) => r.id === request.replicaId);
    if (remote === undefined) continue;
    remote.toldHighWatermark = part.highWatermark;
    remote.toldLogStartOffset = part.logStartOffset;
    remote.toldOnConnection = connection;
  }
}

/**
 * Whether a waiting fetch can be answered: enough bytes, not counting what a leader holds back, or anything that is not
 * plain waiting. Source: DelayedFetch.
 */
export function hasEnoughToAnswer(s: SimState, operation: DelayedFetch): boolean {
  const { request, broker } = operation;
  let bytes = 0;
  for (const wanted of request.partitions) {
    if (fetchError(s, broker, wanted, request.replicaId >= 0) !== 'NONE') return true;
    const key = replicaKey(s, broker, wanted.topic, wanted.partition);
    const end = fetchBound(request, logAt(s, key), s.replicas.get(key)?.highWatermark ?? 0);
    // A log that was cut below the fetch offset must be answered, so that the fetcher learns of it.
    if (end < wanted.fetchOffset) {
      if (request.replicaId >= 0) return true;
      continue;
    }
    if (end > wanted.fetchOffset) {
      const replica = s.replicas.get(key);
      if (request.replicaId >= 0 && replica !== undefined && shouldLeaderThrottle(s, replica, request.replicaId))
        continue;
      if (request.minBytes <= 1) return true;
      bytes += readPartition(s, broker, request, wanted, wanted.partitionMaxBytes).bytes;
    }
  }
  return bytes >= request.minBytes;
}
