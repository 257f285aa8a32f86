import { assert } from '../../../base/assert.ts';
import type { KafkaResponse } from '../../protocol/requests.ts';
import { finishClose } from './close.ts';
import { finishCommit, onCommitResponse } from './commit.ts';
import { onCommitCallFailed } from './commit-calls.ts';
import { markCoordinatorUnknown, onFindCoordinatorFailure, onFindCoordinatorResponse } from './coordinator-lookup.ts';
import { onFetchFailure, onFetchResponse } from './fetch.ts';
import { failHeartbeat, onHeartbeatResponse } from './heartbeat.ts';
import { failJoin, onJoinResponse, onSyncResponse } from './join.ts';
import { onMetadataFailure, onMetadataResponse, requestMetadataUpdate } from './metadata.ts';
import { onListOffsetsResponse, onOffsetFetchResponse, retryListOffsets, retryOffsetFetch } from './positions.ts';
import type { InFlight, RequestPurpose } from './state.ts';
import { backOffNode, type Turn } from './turn.ts';
import { onOffsetForLeaderEpochResponse, retryValidation } from './validate-positions.ts';

/** A response to a request that is still waited for. */
export function onResponse(turn: Turn, correlationId: number, response: KafkaResponse): void {
  const { consumer } = turn;
  const request = consumer.inFlight.get(correlationId);
  if (request === undefined) return;
  consumer.inFlight.delete(correlationId);
  if (!request.toCoordinator) consumer.nodeBackoff.delete(request.to);
  const handled = handleResponse(turn, request.purpose, response);
  assert(handled, `a ${request.purpose.kind} request is not answered by ${response.api}`);
}

function handleResponse(turn: Turn, purpose: RequestPurpose, response: KafkaResponse): boolean {
  const { kind } = purpose;
  if (kind === 'fetch' && response.api === 'Fetch') onFetchResponse(turn, purpose.fetchOffsets, response);
  else if (kind === 'metadata' && response.api === 'Metadata') onMetadataResponse(turn, response);
  else if (kind === 'findCoordinator' && response.api === 'FindCoordinator') onFindCoordinatorResponse(turn, response);
  else if (kind === 'join' && response.api === 'JoinGroup') onJoinResponse(turn, purpose.generation, response);
  else if (kind === 'sync' && response.api === 'SyncGroup') onSyncResponse(turn, purpose.generation, response);
  else if (kind === 'heartbeat' && response.api === 'Heartbeat')
    onHeartbeatResponse(turn, purpose.generation, response);
  else if (kind === 'commit' && response.api === 'OffsetCommit') onCommitResponse(turn, purpose, response);
  else if (kind === 'offsetFetch' && response.api === 'OffsetFetch') {
    onOffsetFetchResponse(turn, purpose.partitions, response);
  } else if (kind === 'listOffsets' && response.api === 'ListOffsets') onListOffsetsResponse(turn, response);
  else if (kind === 'validate' && response.api === 'OffsetForLeaderEpoch') {
    onOffsetForLeaderEpochResponse(turn, purpose.positions, response);
  } else if (kind === 'leave' && response.api === 'LeaveGroup') onLeft(turn);
  else return false;
  return true;
}

function onLeft(turn: Turn): void {
  if (turn.consumer.closing?.stage === 'left') finishClose(turn);
}

/** The connection broke, could not be made, or the request took too long: NetworkClient's view of a disconnect. */
export function onDisconnected(turn: Turn, correlationId: number): void {
  const { consumer } = turn;
  const request = consumer.inFlight.get(correlationId);
  if (request === undefined) return;
  consumer.inFlight.delete(correlationId);
  if (request.toCoordinator) markCoordinatorUnknown(turn, 'null', true);
  else backOffNode(turn, request.to);
  requestMetadataUpdate(consumer);
  handleFailure(turn, request.purpose);
}

/** Requests whose connection this step itself closed. */
export function failDropped(turn: Turn): void {
  for (const correlationId of turn.dropped.splice(0)) {
    const request = turn.consumer.inFlight.get(correlationId);
    if (request === undefined) continue;
    turn.consumer.inFlight.delete(correlationId);
    handleFailure(turn, request.purpose);
  }
}

function handleFailure(turn: Turn, purpose: RequestPurpose): void {
  switch (purpose.kind) {
    case 'metadata':
      onMetadataFailure(turn);
      break;
    case 'findCoordinator':
      onFindCoordinatorFailure(turn);
      break;
    case 'join':
    case 'sync':
      failJoin(turn, 'DISCONNECTED');
      break;
    case 'heartbeat':
      failHeartbeat(turn);
      break;
    case 'commit':
      if (purpose.why === 'call') onCommitCallFailed(turn, purpose.id, 'DisconnectException', true);
      else finishCommit(turn, purpose.why, 'retriable', 'DisconnectException');
      break;
    case 'offsetFetch':
      retryOffsetFetch(turn, purpose.partitions);
      break;
    case 'listOffsets':
      retryListOffsets(turn, purpose.partitions);
      break;
    case 'validate':
      retryValidation(turn, purpose.positions.keys());
      break;
    case 'leave':
      onLeft(turn);
      break;
    case 'fetch':
      onFetchFailure(turn, purpose.fetchOffsets);
      break;
  }
}

/** The `timeouts` timer: a request that took too long takes its whole connection with it. */
export function onRequestTimeouts(turn: Turn): void {
  const { consumer, ctx } = turn;
  const connection = ({ to, toCoordinator }: InFlight): string => `${to}${toCoordinator ? ' coordinator' : ''}`;
  const broken = new Set<string>();
  for (const request of consumer.inFlight.values())
    if (request.deadlineUs <= ctx.nowUs) broken.add(connection(request));
  for (const [correlationId, request] of [...consumer.inFlight]) {
    if (broken.has(connection(request))) onDisconnected(turn, correlationId);
  }
  let next: number | null = null;
  for (const { deadlineUs } of consumer.inFlight.values()) next = Math.min(next ?? deadlineUs, deadlineUs);
  consumer.timeoutsAtUs = next;
  if (next !== null) turn.effects.push({ kind: 'timer', key: 'timeouts', atUs: next });
}
