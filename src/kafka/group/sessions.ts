import { assert } from '../../base/assert.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { JoinGroupResponse, SyncGroupResponse } from '../protocol/requests.ts';
import type { ClassicGroup, ClassicGroupMember } from './classic-group.ts';
import { noBytes, syncError, syncSuccess } from './responses.ts';
import type { Step } from './step.ts';
import { log, respond, sessionTimerKey, setTimer } from './step.ts';

/** Any sign of life starts the session anew. Source: GroupMetadataManager.rescheduleClassicGroupMemberHeartbeat. */
export function rescheduleSession(
  step: Step,
  group: ClassicGroup,
  member: ClassicGroupMember,
  timeoutMs: number = member.sessionTimeoutMs,
): void {
  setTimer(step, sessionTimerKey(group.groupId, member.memberId), timeoutMs);
}

/** Answers a parked JoinGroup, if there is one. Source: ClassicGroup.completeJoinFuture. */
export function answerJoin(step: Step, member: ClassicGroupMember, response: JoinGroupResponse): void {
  if (member.joinToken === null) return;
  respond(step, member.joinToken, response);
  member.joinToken = null;
}

/** Answers a parked SyncGroup; false when there is none. Source: ClassicGroup.completeSyncFuture. */
export function answerSync(step: Step, member: ClassicGroupMember, response: SyncGroupResponse): boolean {
  if (member.syncToken === null) return false;
  respond(step, member.syncToken, response);
  member.syncToken = null;
  return true;
}

export function resetAssignments(group: ClassicGroup): void {
  assert(group.state === 'CompletingRebalance', 'assignments are given while the rebalance completes');
  for (const member of group.members.values()) member.assignment = noBytes;
}

/** Answers every parked SyncGroup. Source: GroupMetadataManager.propagateAssignment. */
export function propagateAssignment(step: Step, group: ClassicGroup, error: ErrorCode): void {
  for (const member of group.members.values()) {
    if (member.assignment.length === 0 && error === 'NONE') {
      log(
        step,
        'WARN',
        `Sending empty assignment to member ${member.memberId} of ${group.groupId} for generation ` +
          `${group.generationId} with no errors`,
      );
    }
    const response = error === 'NONE' ? syncSuccess(group, member) : syncError(error);
    if (answerSync(step, member, response)) rescheduleSession(step, group, member);
  }
}
