import { assert } from '../../base/assert.ts';
import { msToUs } from '../../base/units.ts';
import type { FetchPartition, FetchRequest, FetchResponse } from '../../kafka/protocol/requests.ts';
import { handleRaftFetch, isAnsweredAtOnce } from '../../kafka/raft/handle-raft-fetch-request.ts';
import type { RaftFetchRequest, RaftFetchResponse } from '../../kafka/raft/raft-messages.ts';
import type { RaftNode, RaftStep } from '../../kafka/raft/raft-node.ts';
import { metadataKey } from '../broker/metadata-listener.ts';
import { type ReplyTo, sendResponse } from '../network.ts';
import { cancelTimer, controllerOf, logAt, metadataTopic, ownController, type SimState, setTimer } from '../state.ts';
import { fetchTimerPrefix } from './controller-timers.ts';

/*
 * Fetches of __cluster_metadata, by voters and by brokers, between Kafka's message and the quorum's rules.
 */

const maxBytes = 8 * 1024 * 1024;
const maxWaitMs = 500;

/** A voter's Fetch of its leader. */
export function fetchMessage(id: number, request: RaftFetchRequest): FetchRequest {
  const { currentLeaderEpoch, fetchOffset, lastFetchedEpoch, highWatermark } = request;
  const at = { topic: metadataTopic, partition: 0, logStartOffset: 0, partitionMaxBytes: maxBytes };
  const partition: FetchPartition = { ...at, currentLeaderEpoch, fetchOffset, lastFetchedEpoch, highWatermark };
  const wanted = { minBytes: 0, maxBytes, isolationLevel: 'read_uncommitted' as const, rackId: '' };
  return { api: 'Fetch', replicaId: id, replicaEpoch: -1, maxWaitMs, ...wanted, partitions: [partition] };
}

function raftRequestOf(request: FetchRequest): RaftFetchRequest {
  const asked = request.partitions[0];
  assert(asked, 'a metadata fetch names its partition');
  const { currentLeaderEpoch, fetchOffset, lastFetchedEpoch, highWatermark = -1 } = asked;
  return { api: 'Fetch', currentLeaderEpoch, fetchOffset, lastFetchedEpoch, highWatermark };
}

function responseMessage(response: RaftFetchResponse): FetchResponse {
  const { error, divergingEpoch, records, highWatermark, leaderId, leaderEpoch } = response;
  const offsets = { highWatermark, lastStableOffset: highWatermark, logStartOffset: 0 };
  const currentLeader = { leaderId, leaderEpoch };
  const part = { topic: metadataTopic, partition: 0, error, ...offsets, divergingEpoch, records, currentLeader };
  return { api: 'Fetch', responses: [part] };
}

/** What a voter makes of the answer to its Fetch. */
export function raftResponseOf(response: FetchResponse): RaftFetchResponse {
  const part = response.responses[0];
  assert(part?.currentLeader, 'a voter names the leader in its answer');
  const { error, divergingEpoch, records, highWatermark } = part;
  return { api: 'Fetch', error, divergingEpoch, records, highWatermark, ...part.currentLeader };
}

/** Answers, or lets the asker wait for news up to its max wait. Source: KafkaRaftClient.handleFetchRequest. */
export function serveFetch(
  s: SimState,
  id: number,
  node: RaftNode,
  step: RaftStep,
  request: FetchRequest,
  reply: ReplyTo,
): void {
  const asked = raftRequestOf(request);
  const log = logAt(s, metadataKey(s, id));
  const response = handleRaftFetch(node, step, log, request.replicaId, asked, request.maxBytes);
  if (isAnsweredAtOnce(asked, response)) return sendResponse(s, reply, responseMessage(response));
  const controller = ownController(s, id);
  const fetch = { id: controller.nextFetchId, reply, request };
  controller.nextFetchId += 1;
  controller.waitingFetches = [...controller.waitingFetches, fetch];
  setTimer(s, id, `${fetchTimerPrefix}${fetch.id}`, s.nowUs + msToUs(request.maxWaitMs));
}

/** News: every Fetch that waits is answered. Their offsets have been counted when they came, so nothing is committed by it. */
export function answerWaitingFetches(s: SimState, id: number, node: RaftNode, step: RaftStep): void {
  const waiting = controllerOf(s, id).waitingFetches;
  if (waiting.length === 0) return;
  ownController(s, id).waitingFetches = [];
  for (const fetch of waiting) {
    cancelTimer(s, id, `${fetchTimerPrefix}${fetch.id}`);
    answer(s, id, node, step, fetch.request, fetch.reply);
  }
}

export function expireFetch(s: SimState, id: number, node: RaftNode, step: RaftStep, fetchId: number): void {
  const fetch = controllerOf(s, id).waitingFetches.find((waiting) => waiting.id === fetchId);
  if (fetch === undefined) return;
  const controller = ownController(s, id);
  controller.waitingFetches = controller.waitingFetches.filter((waiting) => waiting !== fetch);
  answer(s, id, node, step, fetch.request, fetch.reply);
}

function answer(s: SimState, id: number, node: RaftNode, step: RaftStep, request: FetchRequest, reply: ReplyTo): void {
  const log = logAt(s, metadataKey(s, id));
  const response = handleRaftFetch(node, step, log, request.replicaId, raftRequestOf(request), request.maxBytes);
  sendResponse(s, reply, responseMessage(response));
}
