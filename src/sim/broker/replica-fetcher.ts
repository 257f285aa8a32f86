import { assert } from '../../base/assert.ts';
import { msToUs } from '../../base/units.ts';
import {
  appendBatchesAsFollower,
  endOffsetForEpoch,
  incrementLogStartOffset,
  latestEpoch,
  startInsideBatch,
  truncateFullyAndStartAt,
  truncateTo,
} from '../../kafka/log/partition-log.ts';
import type {
  FetchPartition,
  FetchPartitionResponse,
  FetchRequest,
  FetchResponse,
  ListOffsetsRequest,
  ListOffsetsResponse,
} from '../../kafka/protocol/requests.ts';
import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import { truncationOffset } from '../../kafka/replication/truncation.ts';
import { startingInsideBatch } from '../../kafka/server-log/partition-lines.ts';
import { logStartMoved } from '../../kafka/server-log/storage-lines.ts';
import { checkpointRecoveryPoints } from '../disk/checkpoints.ts';
import { hasRoom } from '../disk/disk-trouble.ts';
import { noteTruncation } from '../evidence.ts';
import { sendRequest } from '../network.ts';
import {
  sayEpochTruncation,
  sayFetchError,
  sayFetchLost,
  sayOffsetReset,
  sayTruncation,
} from '../server-log/fetcher-log.ts';
import { aboutPartition, logLine } from '../server-log/server-log.ts';
import { logConfigOf, setting } from '../settings.ts';
import {
  brokerOf,
  logAt,
  ownBroker,
  ownLog,
  ownReplica,
  replicaKey,
  type SimState,
  setTimer,
  wake,
  wallMs,
} from '../state.ts';
import { isAlive } from './broker-state.ts';
import { truncateCleanerCheckpoint } from './cleaner-task.ts';
import { moveHighWatermark } from './high-watermark-advance.ts';
import { failLogDir } from './log-dir-failure.ts';
import type { Replica } from './replica-state.ts';
import { countFetched, shouldFollowerThrottle } from './replication-quota.ts';
import { tellSegmentRolled } from './segment-updates.ts';

/** Source of this file: kafka.server.AbstractFetcherThread, ReplicaFetcherThread, RemoteLeaderEndPoint (4.3.1). */
export function addToFetcher(s: SimState, id: number, leader: number, key: number): void {
  const broker = ownBroker(s, id);
  const fetcher = broker.fetchers.get(leader) ?? { leader, inFlight: -1, replicas: [], inSession: false };
  broker.fetchers.set(leader, { ...fetcher, replicas: [...fetcher.replicas, key] });
  sendFetch(s, id, leader);
}

export function removeFromFetchers(s: SimState, id: number, key: number): void {
  for (const [leader, fetcher] of brokerOf(s, id).fetchers) {
    if (!fetcher.replicas.includes(key)) continue;
    ownBroker(s, id).fetchers.set(leader, { ...fetcher, replicas: fetcher.replicas.filter((k) => k !== key) });
  }
}

/** Sends the next Fetch to a leader unless one is on its way; partitions that back off or are throttled stay out. */
export function sendFetch(s: SimState, id: number, leader: number): void {
  const broker = brokerOf(s, id);
  const fetcher = broker.fetchers.get(leader);
  if (fetcher === undefined || fetcher.inFlight >= 0 || fetcher.replicas.length === 0 || !isAlive(broker)) return;
  const partitions: FetchPartition[] = [];
  let wakeAt = Number.POSITIVE_INFINITY;
  let throttled = false;
  for (const key of fetcher.replicas) {
    const replica = s.replicas.get(key);
    assert(replica, 'a fetched replica is hosted');
    if (replica.backoffUntilUs > s.nowUs) {
      wakeAt = Math.min(wakeAt, replica.backoffUntilUs);
      continue;
    }
    if (shouldFollowerThrottle(s, replica)) throttled = true;
    else partitions.push(fetchPartition(s, replica));
  }
  // A fetch without partitions takes those that are left out from the leader's session; then there is nothing to send.
  const forgets = throttled && partitions.length === 0 && fetcher.inSession;
  if (throttled && partitions.length === 0 && !forgets) {
    wakeAt = Math.min(wakeAt, s.nowUs + msToUs(setting(s, 'replica.fetch.backoff.ms')));
  }
  if (wakeAt < Number.POSITIVE_INFINITY) setTimer(s, id, `fetch-backoff:${leader}`, wakeAt);
  if (partitions.length === 0 && !forgets) return;
  const own = ownBroker(s, id);
  own.nextCorrelationId += 1;
  own.fetchers.set(leader, { ...fetcher, inFlight: own.nextCorrelationId, inSession: !forgets });
  sendRequest(s, id, leader, own.nextCorrelationId, {
    api: 'Fetch',
    replicaId: id,
    replicaEpoch: own.epoch,
    maxWaitMs: setting(s, 'replica.fetch.wait.max.ms'),
    minBytes: setting(s, 'replica.fetch.min.bytes'),
    maxBytes: setting(s, 'replica.fetch.response.max.bytes'),
    isolationLevel: 'read_uncommitted',
    rackId: '',
    partitions,
  });
}

function fetchPartition(s: SimState, replica: Replica): FetchPartition {
  const log = logAt(s, replica.key);
  const lastFetchedEpoch = latestEpoch(log) ?? -1;
  const last = replica.fetchPartition;
  if (
    last !== null &&
    last.currentLeaderEpoch === replica.leaderEpoch &&
    last.fetchOffset === log.logEndOffset &&
    last.lastFetchedEpoch === lastFetchedEpoch &&
    last.logStartOffset === log.logStartOffset
  ) {
    return last;
  }
  const next = {
    topic: replica.topic,
    partition: replica.partition,
    currentLeaderEpoch: replica.leaderEpoch,
    fetchOffset: log.logEndOffset,
    lastFetchedEpoch,
    logStartOffset: log.logStartOffset,
    partitionMaxBytes: setting(s, 'replica.fetch.max.bytes'),
  };
  ownReplica(s, replica.key).fetchPartition = next;
  return next;
}

/** Takes the fetcher's request off its books; false when the answer is to an older one. */
function settle(s: SimState, id: number, leader: number, correlationId: number): boolean {
  const fetcher = brokerOf(s, id).fetchers.get(leader);
  if (fetcher === undefined || fetcher.inFlight !== correlationId) return false;
  ownBroker(s, id).fetchers.set(leader, { ...fetcher, inFlight: -1 });
  return true;
}

export function onFetchResponse(
  s: SimState,
  id: number,
  leader: number,
  correlationId: number,
  asked: readonly FetchPartition[],
  response: FetchResponse,
): void {
  if (!settle(s, id, leader, correlationId)) return;
  for (const part of response.responses) {
    const wanted = asked.find((a) => a.partition === part.partition && a.topic === part.topic);
    if (wanted !== undefined) applyPartition(s, id, leader, wanted, part);
  }
  sendFetch(s, id, leader);
}

/** The leader cannot be reached: every partition of it backs off. */
export function onFetchLost(
  s: SimState,
  id: number,
  leader: number,
  correlationId: number,
  request: FetchRequest,
  refused: boolean,
): void {
  if (!settle(s, id, leader, correlationId)) return;
  endSession(s, id, leader);
  sayFetchLost(s, id, leader, request, refused);
  for (const key of brokerOf(s, id).fetchers.get(leader)?.replicas ?? []) backOff(s, key);
  sendFetch(s, id, leader);
}

/** After a failure the next fetch begins a new session (FetchSessionHandler.handleError). */
function endSession(s: SimState, id: number, leader: number): void {
  const fetcher = brokerOf(s, id).fetchers.get(leader);
  if (fetcher?.inSession === true) ownBroker(s, id).fetchers.set(leader, { ...fetcher, inSession: false });
}

function backOff(s: SimState, key: number): void {
  ownReplica(s, key).backoffUntilUs = s.nowUs + msToUs(setting(s, 'replica.fetch.backoff.ms'));
}

function applyPartition(
  s: SimState,
  id: number,
  leader: number,
  wanted: FetchPartition,
  part: FetchPartitionResponse,
): void {
  const key = replicaKey(s, id, part.topic, part.partition);
  const replica = s.replicas.get(key);
  // The answer counts only if the partition still follows this leader in the same epoch, from the same offset.
  if (replica === undefined || replica.role !== 'follower' || replica.leaderId !== leader) return;
  if (replica.leaderEpoch !== wanted.currentLeaderEpoch || logAt(s, key).logEndOffset !== wanted.fetchOffset) return;
  if (part.error === 'OFFSET_OUT_OF_RANGE') outOfRange(s, key, leader);
  else if (part.error !== 'NONE') {
    sayFetchError(s, replica, leader, part.error);
    backOff(s, key);
  } else if (part.divergingEpoch !== null) truncate(s, key, part.divergingEpoch);
  else appendFetched(s, key, part);
}

/** AbstractFetcherThread.processPartitionData: append as is, then take over the leader's high watermark and log start. */
function appendFetched(s: SimState, key: number, part: FetchPartitionResponse): void {
  const replica = s.replicas.get(key);
  assert(replica, 'the replica is hosted');
  const batches: RecordBatch[] = [];
  for (const batch of part.records) {
    if (batch.partitionLeaderEpoch > replica.leaderEpoch) break;
    batches.push(batch);
  }
  const bytes = batches.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0);
  if (!hasRoom(s, replica.broker, bytes)) return failLogDir(s, replica.broker, replica);
  if (batches.length > 0) {
    const log = ownLog(s, key);
    const segments = log.segments.length;
    const config = logConfigOf(s, brokerOf(s, replica.broker).image, replica.topic, replica.broker);
    const start = log.logStartOffset;
    if (startInsideBatch(log, batches, wallMs(s), config)) {
      // The recovery point has moved back: it is written before anything is appended.
      checkpointRecoveryPoints(s, replica.broker);
      const line = startingInsideBatch(replica, replica.broker, log.logStartOffset, start);
      logLine(s, replica.broker, line, aboutPartition(replica));
    } else if ((batches[0]?.baseOffset ?? 0) < log.logEndOffset) {
      // UnexpectedAppendOffsetException, markPartitionFailed: not fetched any more until its leader changes.
      removeFromFetchers(s, replica.broker, key);
      return;
    }
    appendBatchesAsFollower(log, batches, wallMs(s), config);
    tellSegmentRolled(s, replica.broker, log, segments);
  }
  const log = logAt(s, key);
  const highWatermark = Math.max(log.logStartOffset, Math.min(part.highWatermark, log.logEndOffset));
  if (highWatermark !== replica.highWatermark) {
    moveHighWatermark(s, key, highWatermark);
    // Consumers that read from this follower (ReplicaFetcherThread.completeDelayedFetchRequests).
    if (replica.delayedFetch.length > 0) wake(s, key);
  }
  if (part.logStartOffset > log.logStartOffset) {
    const to = Math.min(part.logStartOffset, highWatermark);
    if (to > log.logStartOffset) {
      incrementLogStartOffset(ownLog(s, key), to, highWatermark);
      const line = logStartMoved(replica, to, 'leader offset increment');
      logLine(s, replica.broker, line, aboutPartition(replica));
    }
  }
  countFetched(
    s,
    replica,
    part.records.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0),
  );
  if (batches.length > 0 || replica.fetchLag === null) {
    const fetchLag = Math.max(0, part.highWatermark - log.logEndOffset);
    if (fetchLag !== s.replicas.get(key)?.fetchLag) ownReplica(s, key).fetchLag = fetchLag;
  }
}

function truncate(s: SimState, key: number, leaderEnd: { readonly epoch: number; readonly endOffset: number }): void {
  const replica = s.replicas.get(key);
  assert(replica, 'the replica is hosted');
  const log = ownLog(s, key);
  const own = endOffsetForEpoch(log, leaderEnd.epoch);
  const { offset, done } = truncationOffset(leaderEnd, own, log.logEndOffset, replica.highWatermark);
  sayEpochTruncation(s, replica, { leaderEnd, own, offset, done });
  cutLog(s, key, offset);
}

function cutLog(s: SimState, key: number, offset: number): void {
  const log = ownLog(s, key);
  const endBefore = log.logEndOffset;
  sayTruncation(s, key, offset);
  const { removed } = truncateTo(log, offset);
  const replica = ownReplica(s, key);
  checkpointRecoveryPoints(s, replica.broker);
  truncateCleanerCheckpoint(s, key, replica.broker);
  replica.highWatermark = Math.min(replica.highWatermark, log.logEndOffset);
  if (endBefore > log.logEndOffset) noteTruncation(s, replica, log.logEndOffset, endBefore, removed);
}

/** The leader does not have our offset: ask where its log ends, and starts. Source: fetchOffsetAndTruncate. */
function outOfRange(s: SimState, key: number, leader: number): void {
  backOff(s, key);
  askLeaderOffset(s, key, leader, latestTimestamp);
}

const latestTimestamp = -1;
const earliestTimestamp = -2;

function askLeaderOffset(s: SimState, key: number, leader: number, timestamp: number): void {
  const replica = s.replicas.get(key);
  assert(replica, 'the replica is hosted');
  const broker = ownBroker(s, replica.broker);
  broker.nextCorrelationId += 1;
  const { topic, partition, leaderEpoch } = replica;
  sendRequest(s, replica.broker, leader, broker.nextCorrelationId, {
    api: 'ListOffsets',
    replicaId: replica.broker,
    isolationLevel: 'read_uncommitted',
    partitions: [{ topic, partition, currentLeaderEpoch: leaderEpoch, timestamp }],
  });
}

/** The leader's end or start after OFFSET_OUT_OF_RANGE: follow its shorter end, else start again at its start. */
export function onLeaderOffset(
  s: SimState,
  id: number,
  leader: number,
  request: ListOffsetsRequest,
  response: ListOffsetsResponse,
): void {
  const asked = request.partitions[0];
  const answer = response.responses[0];
  if (asked === undefined || answer === undefined || answer.error !== 'NONE') return;
  const key = replicaKey(s, id, asked.topic, asked.partition);
  const replica = s.replicas.get(key);
  if (replica === undefined || replica.role !== 'follower' || replica.leaderId !== leader) return;
  if (replica.leaderEpoch !== asked.currentLeaderEpoch) return;
  const logEndOffset = logAt(s, key).logEndOffset;
  if (asked.timestamp === latestTimestamp) {
    if (answer.offset < logEndOffset) {
      sayOffsetReset(s, replica, 'leader-end', logEndOffset, answer.offset);
      cutLog(s, key, answer.offset);
      ownReplica(s, key).fetchLag = 0;
    } else {
      askLeaderOffset(s, key, leader, earliestTimestamp);
      return;
    }
  } else if (answer.offset > logEndOffset) {
    sayOffsetReset(s, replica, 'leader-start', logEndOffset, answer.offset);
    truncateFullyAndStartAt(ownLog(s, key), answer.offset, wallMs(s));
    checkpointRecoveryPoints(s, id);
    truncateCleanerCheckpoint(s, key, id);
    ownReplica(s, key).highWatermark = answer.offset;
  } else {
    sayOffsetReset(s, replica, 'own-end', logEndOffset, logEndOffset);
  }
  ownReplica(s, key).backoffUntilUs = 0;
  sendFetch(s, id, leader);
}
