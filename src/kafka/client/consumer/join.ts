import { msToUs } from '../../../base/units.ts';
import { consumerProtocolType } from '../../group/consumer-protocol.ts';
import type { JoinGroupResponse, SyncGroupRequest, SyncGroupResponse } from '../../protocol/requests.ts';
import { coordinatorAnswered, markCoordinatorUnknown } from './coordinator-lookup.ts';
import { exceptionName, fail } from './failure.ts';
import { enableHeartbeat } from './heartbeat.ts';
import { onJoinComplete } from './join-complete.ts';
import { onJoinPrepare } from './join-prepare.ts';
import { assignAsLeader, watchGroupTopics } from './leader.ts';
import {
  generationUnchanged,
  hasGenerationReset,
  isRetriableJoinFailure,
  requestRejoin,
  resetStateAndRejoin,
} from './rejoin.ts';
import type { Consumer, Generation, JoinFailure } from './state.ts';
import { joinProtocols } from './subscription.ts';
import { isSameSnapshot, isSameTopics } from './subscription-metadata.ts';
import { log, send, type Turn } from './turn.ts';

/**
 * The leader joins again when it sees other partition counts, any member when it subscribes to something else.
 * Source: ConsumerCoordinator.rejoinNeededOrPending.
 */
export function rejoinNeededOrPending(turn: Turn): boolean {
  const { consumer } = turn;
  const { membership } = consumer;
  if (!membership.rejoinNeeded) {
    const { assignmentSnapshot, metadataSnapshot, joinedTopics } = membership;
    if (assignmentSnapshot !== null && !isSameSnapshot(assignmentSnapshot, metadataSnapshot)) {
      requestRejoin(turn, 'cached metadata has changed');
    } else if (joinedTopics !== null && !isSameTopics(joinedTopics, consumer.subscription)) {
      requestRejoin(turn, 'subscription has changed');
    }
  }
  return isRejoinNeededOrPending(consumer);
}

export const isRejoinNeededOrPending = (consumer: Consumer): boolean =>
  consumer.membership.rejoinNeeded || consumer.membership.joinPending;

/**
 * One turn of the join: prepare, send JoinGroup, take in the result. True when the member has its assignment.
 * Source: AbstractCoordinator.joinGroupIfNeeded.
 */
export function joinGroupIfNeeded(turn: Turn): boolean {
  const { consumer, ctx } = turn;
  const { membership } = consumer;
  if (membership.joinResult !== null) takeJoinResult(turn);
  if (!isRejoinNeededOrPending(consumer)) return true;
  if (membership.joinPending || consumer.failure !== null) return false;
  if (ctx.nowUs < membership.retryAtUs || consumer.coordinator.nodeId === null) return false;
  if (membership.needsJoinPrepare) {
    membership.needsJoinPrepare = false;
    if (!onJoinPrepare(turn)) {
      membership.needsJoinPrepare = true;
      return false;
    }
  }
  sendJoinGroup(turn, consumer.coordinator.nodeId);
  return false;
}

function takeJoinResult(turn: Turn): void {
  const { membership } = turn.consumer;
  const result = membership.joinResult;
  membership.joinResult = null;
  membership.joinPending = false;
  if (result === null) return;
  if (result.kind === 'failed') {
    takeJoinFailure(turn, result.error);
  } else if (hasGenerationReset(membership.generation) || membership.state !== 'STABLE') {
    const reason =
      'rebalance failed since the generation/state was modified by heartbeat thread before the rebalance callback triggered';
    resetStateAndRejoin(turn, reason, true);
  } else {
    onJoinComplete(turn, result.assignment);
    membership.needsJoinPrepare = true;
  }
}

const joinsAgainAtOnce: readonly JoinFailure[] = [
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
  'REBALANCE_IN_PROGRESS',
  'MEMBER_ID_REQUIRED',
];

function takeJoinFailure(turn: Turn, error: JoinFailure): void {
  const { membership, config } = turn.consumer;
  if (error !== 'MEMBER_ID_REQUIRED') requestRejoin(turn, `rebalance failed due to ${exceptionName(error)}`);
  if (joinsAgainAtOnce.includes(error)) return;
  if (!isRetriableJoinFailure(error)) fail(turn, error);
  membership.retryAtUs = turn.ctx.nowUs + msToUs(config.retryBackoffMs);
}

/** Source: AbstractCoordinator.sendJoinGroupRequest, ConsumerCoordinator.metadata. */
function sendJoinGroup(turn: Turn, coordinatorId: number): void {
  const { consumer } = turn;
  const { membership, config } = consumer;
  membership.state = 'PREPARING_REBALANCE';
  membership.joinPending = true;
  consumer.heartbeat.enabled = false;
  log(turn, 'INFO', '(Re-)joining group');
  membership.joinedTopics = consumer.subscription;
  send(
    turn,
    coordinatorId,
    {
      api: 'JoinGroup',
      groupId: config.groupId,
      sessionTimeoutMs: config.sessionTimeoutMs,
      rebalanceTimeoutMs: config.maxPollIntervalMs,
      memberId: membership.generation.memberId,
      groupInstanceId: config.groupInstanceId,
      clientId: config.clientId,
      protocolType: consumerProtocolType,
      protocols: joinProtocols(consumer),
      reason: membership.rejoinReason === '' ? null : membership.rejoinReason,
    },
    { kind: 'join', generation: membership.generation },
    true,
  );
}

/** The result waits for the next poll, which may be far off while the application is busy. */
export function failJoin(turn: Turn, error: JoinFailure): void {
  turn.consumer.membership.waitingForMetadata = null;
  turn.consumer.membership.joinResult = { kind: 'failed', error };
}

/** Source: AbstractCoordinator.JoinGroupResponseHandler. */
export function onJoinResponse(turn: Turn, sent: Generation, response: JoinGroupResponse): void {
  const { membership } = turn.consumer;
  const { error } = response;
  if (error === 'NONE') {
    onJoined(turn, response);
    return;
  }
  if (error === 'UNKNOWN_MEMBER_ID') {
    log(turn, 'INFO', `JoinGroup failed: ${error} Need to re-join the group.`);
    if (generationUnchanged(turn, sent)) {
      resetStateAndRejoin(turn, `encountered ${error} from JOIN_GROUP response`, true);
    }
  } else if (error === 'COORDINATOR_NOT_AVAILABLE' || error === 'NOT_COORDINATOR') {
    markCoordinatorUnknown(turn, `error response ${error}`);
  } else if (error === 'MEMBER_ID_REQUIRED') {
    coordinatorAnswered(turn);
    membership.generation = { generationId: -1, memberId: response.memberId, protocolName: null };
    requestRejoin(turn, `need to re-join with the given member-id: ${response.memberId}`);
  } else {
    log(turn, 'INFO', `JoinGroup failed: ${error}`);
  }
  failJoin(turn, error);
}

function onJoined(turn: Turn, response: JoinGroupResponse): void {
  const { membership } = turn.consumer;
  coordinatorAnswered(turn);
  if (membership.state !== 'PREPARING_REBALANCE') {
    failJoin(turn, 'UNJOINED_GROUP');
    return;
  }
  membership.state = 'COMPLETING_REBALANCE';
  membership.generation = {
    generationId: response.generationId,
    memberId: response.memberId,
    protocolName: response.protocolName,
  };
  enableHeartbeat(turn);
  log(
    turn,
    'INFO',
    `Successfully joined group with generation Generation{generationId=${response.generationId}, ` +
      `memberId='${response.memberId}', protocol='${response.protocolName}'}`,
  );
  if (response.leader !== response.memberId) {
    sendSyncGroup(turn, []);
  } else if (watchGroupTopics(turn, response)) {
    sendAssignment(turn, response);
  } else {
    membership.waitingForMetadata = { response, version: turn.consumer.metadata.version };
  }
}

/** The leader's metadata has come. */
export function maybeAssignAsLeader(turn: Turn): void {
  const { membership, metadata } = turn.consumer;
  const waiting = membership.waitingForMetadata;
  if (waiting === null || metadata.version <= waiting.version) return;
  membership.waitingForMetadata = null;
  if (membership.state === 'COMPLETING_REBALANCE') sendAssignment(turn, waiting.response);
  else failJoin(turn, 'UNJOINED_GROUP');
}

/** Source: AbstractCoordinator.onLeaderElected. */
function sendAssignment(turn: Turn, response: JoinGroupResponse): void {
  const assigned = assignAsLeader(turn, response);
  if (assigned.ok) sendSyncGroup(turn, assigned.value);
  else failJoin(turn, assigned.error);
}

function sendSyncGroup(turn: Turn, assignments: SyncGroupRequest['assignments']): void {
  const { coordinator, membership, config } = turn.consumer;
  const { generation } = membership;
  if (coordinator.nodeId === null) {
    failJoin(turn, 'NO_COORDINATOR');
    return;
  }
  send(
    turn,
    coordinator.nodeId,
    {
      api: 'SyncGroup',
      groupId: config.groupId,
      generationId: generation.generationId,
      memberId: generation.memberId,
      groupInstanceId: config.groupInstanceId,
      protocolName: generation.protocolName ?? '',
      assignments,
    },
    { kind: 'sync', generation },
    true,
  );
}

/** Source: AbstractCoordinator.SyncGroupResponseHandler. */
export function onSyncResponse(turn: Turn, sent: Generation, response: SyncGroupResponse): void {
  const { membership } = turn.consumer;
  const { error } = response;
  if (error === 'NONE') {
    coordinatorAnswered(turn);
    if (hasGenerationReset(membership.generation) || membership.state !== 'COMPLETING_REBALANCE') {
      failJoin(turn, 'ILLEGAL_GENERATION');
      return;
    }
    log(turn, 'INFO', `Successfully synced group in generation ${membership.generation.generationId}`);
    membership.state = 'STABLE';
    membership.rejoinReason = '';
    membership.rejoinNeeded = false;
    membership.joinResult = { kind: 'assignment', assignment: response.assignment };
    return;
  }
  log(turn, 'INFO', `SyncGroup failed: ${error}`);
  if (error === 'UNKNOWN_MEMBER_ID' || error === 'ILLEGAL_GENERATION') {
    if (generationUnchanged(turn, sent)) {
      resetStateAndRejoin(turn, `encountered ${error} from SYNC_GROUP response`, error !== 'ILLEGAL_GENERATION');
    }
  } else if (error === 'COORDINATOR_NOT_AVAILABLE' || error === 'NOT_COORDINATOR') {
    markCoordinatorUnknown(turn, `error response ${error}`);
  }
  failJoin(turn, error);
}
