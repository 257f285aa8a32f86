import type { ErrorCode } from '../protocol/errors.ts';
import type { LeaveGroupRequest, LeaveGroupResponse } from '../protocol/requests.ts';
import type { ClassicGroup } from './classic-group.ts';
import { validateMember } from './fencing.ts';
import { removeMember } from './group-members.ts';
import { maybeCompleteJoin, prepareRebalanceOrCompleteJoin } from './rebalance.ts';
import { joinError } from './responses.ts';
import { answerJoin } from './sessions.ts';
import type { Step } from './step.ts';
import { cancelTimer, log, respondAfterWrites, sessionTimerKey } from './step.ts';

type LeavingMember = LeaveGroupRequest['members'][number];

/**
 * LeaveGroup; null: the answer waits for the group's record, or writes before it. The response's error is the first one of a member, as a client with one member reads it.
 * Source: GroupMetadataManager.classicGroupLeaveToClassicGroup.
 */
export function leaveGroup(step: Step, token: number, request: LeaveGroupRequest): LeaveGroupResponse | null {
  if (request.groupId === '') return { api: 'LeaveGroup', error: 'INVALID_GROUP_ID' };
  const group = step.shard.groups.get(request.groupId);
  if (group === undefined) return { api: 'LeaveGroup', error: 'UNKNOWN_MEMBER_ID' };
  if (group.state === 'Dead') return { api: 'LeaveGroup', error: 'COORDINATOR_NOT_AVAILABLE' };

  const left: string[] = [];
  let error: ErrorCode = 'NONE';
  for (const member of request.members) {
    const memberError = leave(step, group, member);
    if (memberError === 'NONE') left.push(member.memberId);
    else if (error === 'NONE') error = memberError;
  }
  const response = { api: 'LeaveGroup', error } as const;
  let carried = false;
  if (left.length > 0) {
    const reason = `explicit \`LeaveGroup\` request for (${left.join(', ')}) members.`;
    if (group.state === 'Stable' || group.state === 'CompletingRebalance') {
      carried = prepareRebalanceOrCompleteJoin(step, group, reason, { token, response });
    } else if (group.state === 'PreparingRebalance') {
      carried = maybeCompleteJoin(step, group, { token, response });
    }
  }
  if (!carried) respondAfterWrites(step, token, response);
  return null;
}

function leave(step: Step, group: ClassicGroup, member: LeavingMember): ErrorCode {
  const reason = member.reason ?? 'not provided';
  if (member.memberId === '') {
    // An administrator removes a static member by its instance id.
    const memberId = member.groupInstanceId === null ? undefined : group.staticMembers.get(member.groupInstanceId);
    if (memberId === undefined) return 'UNKNOWN_MEMBER_ID';
    removeLeavingMember(step, group, memberId, reason);
    return 'NONE';
  }
  if (group.pendingJoinMembers.includes(member.memberId)) {
    removeMember(group, member.memberId);
    cancelTimer(step, sessionTimerKey(group.groupId, member.memberId));
    log(
      step,
      'INFO',
      `[Group ${group.groupId}] Pending member ${member.memberId} has left group through explicit \`LeaveGroup\` ` +
        `request; client reason: ${reason}`,
    );
    return 'NONE';
  }
  const error = validateMember(step, group, member.memberId, member.groupInstanceId, 'leave-group');
  if (error === 'NONE') removeLeavingMember(step, group, member.memberId, reason);
  return error;
}

function removeLeavingMember(step: Step, group: ClassicGroup, memberId: string, reason: string): void {
  cancelTimer(step, sessionTimerKey(group.groupId, memberId));
  log(
    step,
    'INFO',
    `[Group ${group.groupId}] Member ${memberId} has left group through explicit \`LeaveGroup\` request; ` +
      `client reason: ${reason}`,
  );
  const member = group.members.get(memberId);
  if (member !== undefined) answerJoin(step, member, joinError('', 'UNKNOWN_MEMBER_ID'));
  removeMember(group, memberId);
}
