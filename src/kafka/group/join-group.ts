import { assert } from '../../base/assert.ts';
import type { JoinGroupRequest, JoinGroupResponse } from '../protocol/requests.ts';
import type { ClassicGroup, ClassicGroupMember } from './classic-group.ts';
import { createClassicGroup, isAwaitingJoin, isLeader, numAwaitingJoinResponse } from './classic-group.ts';
import { newMemberJoinTimeoutMs } from './effects.ts';
import { validateMember } from './fencing.ts';
import { addMember, removeMember, updateMember } from './group-members.ts';
import { matchesProtocols, supportsProtocols } from './group-protocol.ts';
import { emptyGroupMetadataRecord } from './group-records.ts';
import { joinReason, prepareRebalanceOrCompleteJoin } from './rebalance.ts';
import { joinError, joinSuccess, noBytes } from './responses.ts';
import { rescheduleSession } from './sessions.ts';
import { replaceStaticMemberAndRejoin } from './static-member.ts';
import type { Step } from './step.ts';
import { append, log, sessionTimerKey, setTimer } from './step.ts';

/** JoinGroup: the answer, or null while it waits for the rebalance. Source: GroupCoordinatorService.joinGroup, GroupMetadataManager.classicGroupJoinToClassicGroup. */
export function joinGroup(step: Step, token: number, request: JoinGroupRequest): JoinGroupResponse | null {
  const { config } = step.ctx;
  if (request.groupId === '') return joinError(request.memberId, 'INVALID_GROUP_ID');
  if (request.sessionTimeoutMs < config.minSessionTimeoutMs || request.sessionTimeoutMs > config.maxSessionTimeoutMs) {
    return joinError(request.memberId, 'INVALID_SESSION_TIMEOUT');
  }
  const existing = step.shard.groups.get(request.groupId);
  if (existing === undefined && request.memberId !== '') {
    return joinError(request.memberId, 'UNKNOWN_MEMBER_ID');
  }
  const group = existing ?? createClassicGroup(request.groupId, step.ctx.nowMs);
  step.shard.groups.set(request.groupId, group);

  const response = joinInto(step, token, request, group);
  // A new group is written at once, so that it exists for whoever coordinates it next.
  if (existing === undefined) {
    append(step, [emptyGroupMetadataRecord(group)], { kind: 'newGroup', groupId: group.groupId, token }, null);
  }
  return response;
}

function joinInto(step: Step, token: number, request: JoinGroupRequest, group: ClassicGroup): JoinGroupResponse | null {
  if (!acceptsJoiningMember(step, group, request.memberId)) {
    removeMember(group, request.memberId);
    return joinError('', 'GROUP_MAX_SIZE_REACHED');
  }
  return request.memberId === ''
    ? joinNewMember(step, token, request, group)
    : joinExistingMember(step, token, request, group);
}

/** group.max.size. Source: GroupMetadataManager.acceptJoiningMember. */
function acceptsJoiningMember(step: Step, group: ClassicGroup, memberId: string): boolean {
  const member = group.members.get(memberId);
  const { maxSize } = step.ctx.config;
  switch (group.state) {
    case 'Empty':
    case 'Dead':
      return true;
    case 'PreparingRebalance':
      // Counting those who wait lets the last to join again be the ones that are turned away.
      return (member !== undefined && isAwaitingJoin(member)) || numAwaitingJoinResponse(group) < maxSize;
    default:
      return member !== undefined || group.members.size < maxSize;
  }
}

/** A join without a member id. Source: classicGroupJoinNewMember, …NewStaticMember, …NewDynamicMember. */
function joinNewMember(
  step: Step,
  token: number,
  request: JoinGroupRequest,
  group: ClassicGroup,
): JoinGroupResponse | null {
  if (group.state === 'Dead') return joinError('', 'COORDINATOR_NOT_AVAILABLE');
  const names = request.protocols.map((protocol) => protocol.name);
  if (!supportsProtocols(group, request.protocolType, names)) {
    return joinError('', 'INCONSISTENT_GROUP_PROTOCOL');
  }
  const instanceId = request.groupInstanceId;
  const newMemberId = `${instanceId ?? request.clientId}-${step.ctx.newMemberUuid()}`;
  if (instanceId === null) {
    log(
      step,
      'INFO',
      `Dynamic member with unknown member id joins group ${group.groupId} in ${group.state} state. Created a new ` +
        `member id ${newMemberId} and requesting the member to rejoin with this id.`,
    );
    group.pendingJoinMembers.push(newMemberId);
    setTimer(step, sessionTimerKey(group.groupId, newMemberId), request.sessionTimeoutMs);
    return joinError(newMemberId, 'MEMBER_ID_REQUIRED');
  }
  const replaced = group.staticMembers.get(instanceId);
  const joins = `Static member with groupInstanceId=${instanceId} and unknown member id joins group ${group.groupId} in ${group.state} state.`;
  if (replaced !== undefined) {
    log(step, 'INFO', `${joins} Replacing previously mapped member ${replaced} with this groupInstanceId.`);
    replaceStaticMemberAndRejoin(step, token, request, group, replaced, newMemberId);
    return null;
  }
  log(step, 'INFO', `${joins} Created a new member id ${newMemberId} for this member and added to the group.`);
  return addMemberAndRebalance(step, token, request, group, newMemberId);
}

/** A join with a member id. Source: classicGroupJoinExistingMember. */
function joinExistingMember(
  step: Step,
  token: number,
  request: JoinGroupRequest,
  group: ClassicGroup,
): JoinGroupResponse | null {
  const { memberId } = request;
  const names = request.protocols.map((protocol) => protocol.name);
  if (group.state === 'Dead') return joinError(memberId, 'COORDINATOR_NOT_AVAILABLE');
  if (!supportsProtocols(group, request.protocolType, names)) {
    return joinError(memberId, 'INCONSISTENT_GROUP_PROTOCOL');
  }
  if (group.pendingJoinMembers.includes(memberId)) {
    assert(request.groupInstanceId === null, 'a pending member is dynamic');
    log(
      step,
      'INFO',
      `Pending dynamic member with id ${memberId} joins group ${group.groupId} in ${group.state} state. ` +
        'Adding to the group now.',
    );
    return addMemberAndRebalance(step, token, request, group, memberId);
  }
  const error = validateMember(step, group, memberId, request.groupInstanceId, 'join-group');
  const member = group.members.get(memberId);
  if (error !== 'NONE' || member === undefined) {
    return joinError(memberId, error);
  }
  return rejoin(step, token, request, group, member);
}

function rejoin(
  step: Step,
  token: number,
  request: JoinGroupRequest,
  group: ClassicGroup,
  member: ClassicGroupMember,
): JoinGroupResponse | null {
  const { memberId } = member;
  const unchanged = matchesProtocols(member, request.protocols);
  const because = `client reason: ${joinReason(request)}`;
  if (group.state === 'PreparingRebalance') {
    const reason = `Member ${memberId} is joining group during ${group.state}; ${because}`;
    return updateMemberAndRebalance(step, token, request, group, member, reason);
  }
  if (group.state === 'Stable' && isLeader(group, memberId)) {
    // The leader joins again when it has seen new partitions, which no member's subscription shows.
    const reason = `Leader ${memberId} re-joining group during ${group.state}; ${because}`;
    return updateMemberAndRebalance(step, token, request, group, member, reason);
  }
  if (group.state === 'Stable' || group.state === 'CompletingRebalance') {
    // Unchanged: the member may have missed the first answer.
    if (unchanged) return joinSuccess(group, memberId);
    const reason = `Updating metadata for member ${memberId} during ${group.state}; ${because}`;
    return updateMemberAndRebalance(step, token, request, group, member, reason);
  }
  log(
    step,
    'WARN',
    `Attempt to add rejoining member ${memberId} of group ${group.groupId} in unexpected group state ${group.state}`,
  );
  return joinError(memberId, 'UNKNOWN_MEMBER_ID');
}

function updateMemberAndRebalance(
  step: Step,
  token: number,
  request: JoinGroupRequest,
  group: ClassicGroup,
  member: ClassicGroupMember,
  reason: string,
): null {
  updateMember(member, request.protocols, request.rebalanceTimeoutMs, request.sessionTimeoutMs, token);
  prepareRebalanceOrCompleteJoin(step, group, reason);
  return null;
}

/** Source: GroupMetadataManager.addMemberThenRebalanceOrCompleteJoin. */
function addMemberAndRebalance(
  step: Step,
  token: number,
  request: JoinGroupRequest,
  group: ClassicGroup,
  memberId: string,
): null {
  const member: ClassicGroupMember = {
    memberId,
    groupInstanceId: request.groupInstanceId,
    clientId: request.clientId,
    clientHost: step.ctx.clientHost ?? '/127.0.0.1',
    protocolType: request.protocolType,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs,
    sessionTimeoutMs: request.sessionTimeoutMs,
    protocols: request.protocols,
    assignment: noBytes,
    joinToken: token,
    syncToken: null,
    isNew: true,
  };
  if (group.state === 'PreparingRebalance' && group.previousState === 'Empty') group.newMemberAdded = true;
  addMember(group, member);
  // A new member cannot heartbeat yet: instead its parked JoinGroup has a limit of its own.
  rescheduleSession(step, group, member, newMemberJoinTimeoutMs);
  prepareRebalanceOrCompleteJoin(
    step,
    group,
    `Adding new member ${memberId} with group instance id ${request.groupInstanceId}; client reason: ${joinReason(request)}`,
  );
  return null;
}
