import { msToUs } from '../../../base/units.ts';
import { isRetriable } from '../../protocol/errors.ts';
import type { FindCoordinatorResponse } from '../../protocol/requests.ts';
import { fail } from './failure.ts';
import { requestMetadataUpdate } from './metadata.ts';
import { leastLoadedNode, log, retryBackoffUs, send, type Turn } from './turn.ts';

/** Looks for the coordinator unless it is known, sought or in backoff. Source: AbstractCoordinator.lookupCoordinator. */
export function ensureCoordinator(turn: Turn): boolean {
  const { coordinator, config } = turn.consumer;
  if (coordinator.nodeId !== null) return true;
  if (coordinator.lookupInFlight || coordinator.retryAtUs > turn.ctx.nowUs) return false;
  const node = leastLoadedNode(turn);
  if (node === null) return false;
  coordinator.lookupInFlight = true;
  send(turn, node, { api: 'FindCoordinator', key: config.groupId }, { kind: 'findCoordinator' });
  return false;
}

export function onFindCoordinatorResponse(turn: Turn, response: FindCoordinatorResponse): void {
  const { consumer, ctx } = turn;
  const { coordinator } = consumer;
  coordinator.lookupInFlight = false;
  if (response.error !== 'NONE') {
    if (isRetriable(response.error)) onFindCoordinatorFailure(turn);
    else fail(turn, response.error);
    return;
  }
  coordinator.nodeId = response.nodeId;
  log(turn, 'INFO', `Discovered group coordinator ${response.nodeId}`);
  consumer.heartbeat.sessionDeadlineUs = ctx.nowUs + msToUs(consumer.config.sessionTimeoutMs);
}

/** Back off, and look at the metadata again meanwhile. */
export function onFindCoordinatorFailure(turn: Turn): void {
  const { consumer } = turn;
  consumer.coordinator.lookupInFlight = false;
  backOffLookup(turn);
  requestMetadataUpdate(consumer);
}

function backOffLookup(turn: Turn): void {
  const { coordinator } = turn.consumer;
  coordinator.retryAtUs = turn.ctx.nowUs + retryBackoffUs(turn, coordinator.attempts++);
}

/** It answered as a coordinator: the next trouble is a new one. */
export function coordinatorAnswered(turn: Turn): void {
  turn.consumer.coordinator.attempts = 0;
}

/**
 * The coordinator has moved, is not there, or does not answer. Its connection is closed, so that whatever is under
 * way on it fails as well. Source: AbstractCoordinator.markCoordinatorUnknown.
 */
export function markCoordinatorUnknown(turn: Turn, cause: string, disconnected = false): void {
  const { consumer } = turn;
  const { coordinator } = consumer;
  if (coordinator.nodeId === null) return;
  log(
    turn,
    'INFO',
    `Group coordinator ${coordinator.nodeId} is unavailable or invalid due to cause: ${cause}. ` +
      `isDisconnected: ${disconnected}. Rediscovery will be attempted.`,
  );
  coordinator.nodeId = null;
  // The first lookup goes out at once, the next ones back off until a coordinator answers.
  if (coordinator.attempts > 0) backOffLookup(turn);
  else coordinator.attempts = 1;
  if (disconnected) return;
  for (const [correlationId, request] of consumer.inFlight) {
    if (request.toCoordinator) turn.dropped.push(correlationId);
  }
}
