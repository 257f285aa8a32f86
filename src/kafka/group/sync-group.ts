import type { ErrorCode } from '../protocol/errors.ts';
import type { SyncGroupRequest, SyncGroupResponse } from '../protocol/requests.ts';
import type { ClassicGroup } from './classic-group.ts';
import { isLeader, transitionTo } from './classic-group.ts';
import { validateMember } from './fencing.ts';
import { groupMetadataRecord } from './group-records.ts';
import { prepareRebalanceOrCompleteJoin } from './rebalance.ts';
import { noBytes, responseErrorOfAppend, syncError, syncSuccess } from './responses.ts';
import { propagateAssignment, resetAssignments } from './sessions.ts';
import type { AppendSequel } from './shard.ts';
import type { Step } from './step.ts';
import { append, log } from './step.ts';

/** SyncGroup: the answer, or null while it waits for the leader's assignment. Source: GroupMetadataManager.classicGroupSync, classicGroupSyncToClassicGroup. */
export function syncGroup(step: Step, token: number, request: SyncGroupRequest): SyncGroupResponse | null {
  if (request.groupId === '') return syncError('INVALID_GROUP_ID');
  const group = step.shard.groups.get(request.groupId);
  if (group === undefined || group.state === 'Empty') return syncError('UNKNOWN_MEMBER_ID');
  const error = validateSync(step, group, request);
  if (error !== 'NONE') return syncError(error);
  const member = group.members.get(request.memberId);
  if (member === undefined) return syncError('UNKNOWN_MEMBER_ID');
  if (group.state === 'PreparingRebalance') return syncError('REBALANCE_IN_PROGRESS');

  group.pendingSyncMembers = group.pendingSyncMembers.filter((memberId) => memberId !== request.memberId);
  if (group.state === 'Stable') return syncSuccess(group, member);
  member.syncToken = token;
  if (isLeader(group, request.memberId)) storeAssignment(step, group, request);
  return null;
}

/** Source: GroupMetadataManager.validateSyncGroup. */
function validateSync(step: Step, group: ClassicGroup, request: SyncGroupRequest): ErrorCode {
  if (group.state === 'Dead') return 'COORDINATOR_NOT_AVAILABLE';
  const error = validateMember(step, group, request.memberId, request.groupInstanceId, 'sync-group');
  if (error !== 'NONE') return error;
  if (request.generationId !== group.generationId) return 'ILLEGAL_GENERATION';
  if (request.protocolName !== group.protocolName) return 'INCONSISTENT_GROUP_PROTOCOL';
  return 'NONE';
}

/** The leader's assignment goes to the log first; members without one get an empty one. */
function storeAssignment(step: Step, group: ClassicGroup, request: SyncGroupRequest): void {
  log(
    step,
    'INFO',
    `Assignment received from leader ${request.memberId} for group ${group.groupId} for generation ` +
      `${group.generationId}. The group has ${group.members.size} members, ${group.staticMembers.size} of which are static.`,
  );
  const assignments = new Map(request.assignments.map(({ memberId, assignment }) => [memberId, assignment]));
  const missing: string[] = [];
  for (const memberId of group.members.keys()) {
    if (assignments.has(memberId)) continue;
    assignments.set(memberId, noBytes);
    missing.push(memberId);
  }
  if (missing.length > 0) {
    log(
      step,
      'WARN',
      `Setting empty assignments for members {${missing.map((memberId) => `${memberId}=[]`).join(', ')}} of ` +
        `${group.groupId} for generation ${group.generationId}.`,
    );
  }
  const { groupId, generationId } = group;
  const sequel: AppendSequel = { kind: 'assignment', groupId, generationId, memberId: request.memberId, assignments };
  append(step, [groupMetadataRecord(group, assignments)], sequel, null);
}

/** The assignment is committed, or was refused: then the members have to join again. */
export function finishAssignment(
  step: Step,
  group: ClassicGroup,
  sequel: Extract<AppendSequel, { kind: 'assignment' }>,
  error: ErrorCode,
): void {
  // Another rebalance may have begun meanwhile.
  if (group.state !== 'CompletingRebalance' || group.generationId !== sequel.generationId) return;
  if (error === 'NONE') {
    for (const member of group.members.values()) {
      member.assignment = sequel.assignments.get(member.memberId) ?? noBytes;
    }
    propagateAssignment(step, group, 'NONE');
    transitionTo(group, 'Stable', step.ctx.nowMs);
    return;
  }
  const code = responseErrorOfAppend(error);
  resetAssignments(group);
  propagateAssignment(step, group, code);
  const reason = `Error ${code} when storing group assignmentduring SyncGroup (member: ${sequel.memberId}).`;
  prepareRebalanceOrCompleteJoin(step, group, reason);
}
