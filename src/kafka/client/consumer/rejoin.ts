import { isRetriable } from '../../protocol/errors.ts';
import { type Generation, type JoinFailure, noGeneration } from './state.ts';
import { log, send, type Turn } from './turn.ts';

/** Source: AbstractCoordinator.requestRejoin. */
export function requestRejoin(turn: Turn, shortReason: string, fullReason: string = shortReason): void {
  const { membership } = turn.consumer;
  log(turn, 'INFO', `Request joining group due to: ${fullReason}`);
  membership.rejoinReason = shortReason;
  membership.rejoinNeeded = true;
}

/** Out of the group: join anew, with the old member id where it may still be good. Source: resetStateAndRejoin. */
export function resetStateAndRejoin(turn: Turn, reason: string, resetMemberId: boolean): void {
  const { consumer } = turn;
  const { membership } = consumer;
  log(turn, 'INFO', `Resetting generation ${resetMemberId ? 'and member id ' : ''}due to: ${reason}`);
  membership.state = 'UNJOINED';
  membership.generation = resetMemberId ? noGeneration : { ...noGeneration, memberId: membership.generation.memberId };
  consumer.heartbeat.enabled = false;
  requestRejoin(turn, reason);
  membership.needsJoinPrepare = true;
}

export const sameGeneration = (a: Generation, b: Generation): boolean =>
  a.generationId === b.generationId && a.memberId === b.memberId && a.protocolName === b.protocolName;

/** Whether the answer is about the membership as it still is. Source: CoordinatorResponseHandler.generationUnchanged. */
export const generationUnchanged = (turn: Turn, sent: Generation): boolean =>
  sameGeneration(turn.consumer.membership.generation, sent);

export const hasGenerationReset = (generation: Generation): boolean =>
  generation.generationId === -1 && generation.protocolName === null;

/** Whether the client tries a join again after this. DisconnectException and UnjoinedGroupException are retriable. */
export function isRetriableJoinFailure(error: JoinFailure): boolean {
  if (error === 'IllegalStateException' || error === 'NullPointerException') return false;
  return error === 'DISCONNECTED' || error === 'UNJOINED_GROUP' || error === 'NO_COORDINATOR' || isRetriable(error);
}

/**
 * Leaves for good or until the next poll. Static members stay: they are expected back.
 * Source: AbstractCoordinator.maybeLeaveGroup. True when a LeaveGroup was sent.
 */
export function maybeLeaveGroup(turn: Turn, leaveReason: string): boolean {
  const { coordinator, membership, config } = turn.consumer;
  const { memberId } = membership.generation;
  const sends =
    coordinator.nodeId !== null &&
    membership.state !== 'UNJOINED' &&
    memberId !== '' &&
    config.groupInstanceId === null;
  if (sends && coordinator.nodeId !== null) {
    log(
      turn,
      'INFO',
      `Member ${memberId} sending LeaveGroup request to coordinator ${coordinator.nodeId} due to ${leaveReason}`,
    );
    const members = [{ memberId, groupInstanceId: null, reason: leaveReason }];
    const request = { api: 'LeaveGroup', groupId: config.groupId, members } as const;
    send(turn, coordinator.nodeId, request, { kind: 'leave' }, true);
  }
  resetStateAndRejoin(turn, 'consumer pro-actively leaving the group', true);
  return sends;
}
