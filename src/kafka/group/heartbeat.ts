import type { ErrorCode } from '../protocol/errors.ts';
import type { HeartbeatRequest } from '../protocol/requests.ts';
import type { ClassicGroup } from './classic-group.ts';
import { hasAllMembersJoined, hasSatisfiedHeartbeat } from './classic-group.ts';
import { validateMember } from './fencing.ts';
import { removeMember } from './group-members.ts';
import { completeJoin, removeMemberAndRebalance } from './rebalance.ts';
import { rescheduleSession } from './sessions.ts';
import type { Step } from './step.ts';
import { log, respond, respondAfterWrites } from './step.ts';

/** Heartbeat. Source: GroupMetadataManager.classicGroupHeartbeat, classicGroupHeartbeatToClassicGroup. */
export function heartbeat(step: Step, token: number, request: HeartbeatRequest): void {
  const error = heartbeatError(step, request);
  if (error === 'NONE' || error === 'REBALANCE_IN_PROGRESS') {
    respondAfterWrites(step, token, { api: 'Heartbeat', error });
  } else {
    respond(step, token, { api: 'Heartbeat', error });
  }
}

function heartbeatError(step: Step, request: HeartbeatRequest): ErrorCode {
  if (request.groupId === '') return 'INVALID_GROUP_ID';
  const group = step.shard.groups.get(request.groupId);
  if (group === undefined) return 'UNKNOWN_MEMBER_ID';
  if (group.state === 'Dead') return 'COORDINATOR_NOT_AVAILABLE';
  const error = validateMember(step, group, request.memberId, request.groupInstanceId, 'heartbeat');
  const member = group.members.get(request.memberId);
  if (error !== 'NONE' || member === undefined) return error;
  if (request.generationId !== group.generationId) return 'ILLEGAL_GENERATION';
  if (group.state === 'Empty') return 'UNKNOWN_MEMBER_ID';
  rescheduleSession(step, group, member);
  // While the rebalance completes, a member may heartbeat between JoinGroup and SyncGroup: that is no error.
  return group.state === 'PreparingRebalance' ? 'REBALANCE_IN_PROGRESS' : 'NONE';
}

/** The `session:` timer. Source: GroupMetadataManager.expireClassicGroupMemberHeartbeat. */
export function onSessionTimer(step: Step, group: ClassicGroup, memberId: string): void {
  if (group.pendingJoinMembers.includes(memberId)) {
    log(
      step,
      'INFO',
      `Pending member ${memberId} in group ${group.groupId} has been removed after session timeout expiration.`,
    );
    removeMember(group, memberId);
    if (group.state === 'PreparingRebalance' && hasAllMembersJoined(group)) completeJoin(step, group, null);
    return;
  }
  const member = group.members.get(memberId);
  if (member === undefined || hasSatisfiedHeartbeat(member)) return;
  log(step, 'INFO', `Member ${memberId} in group ${group.groupId} has failed, removing it from the group.`);
  removeMemberAndRebalance(step, group, member, `removing member ${memberId} on heartbeat expiration.`);
}
