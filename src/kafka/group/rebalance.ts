import type { JoinGroupRequest } from '../protocol/requests.ts';
import type { ClassicGroup, ClassicGroupMember } from './classic-group.ts';
import {
  canRebalance,
  hasAllMembersJoined,
  isAwaitingJoin,
  rebalanceTimeoutMs,
  transitionTo,
} from './classic-group.ts';
import { memberText, removeMember } from './group-members.ts';
import { computeSubscribedTopics, selectProtocol } from './group-protocol.ts';
import { groupMetadataRecord } from './group-records.ts';
import { joinError, joinSuccess } from './responses.ts';
import { answerJoin, propagateAssignment, rescheduleSession, resetAssignments } from './sessions.ts';
import type { Step } from './step.ts';
import { append, cancelTimer, joinTimerKey, listText, log, sessionTimerKey, setTimer, syncTimerKey } from './step.ts';

/** A response that goes out only when the group's record, if one is written, is committed. */
export type WaitingResponse = Parameters<typeof append>[3];

/** Source: JoinGroupRequest.joinReason. */
export const joinReason = (request: JoinGroupRequest): string =>
  request.reason === null || request.reason === '' ? 'not provided' : request.reason;

/** Source: GroupMetadataManager.maybePrepareRebalanceOrCompleteJoin. */
export function prepareRebalanceOrCompleteJoin(
  step: Step,
  group: ClassicGroup,
  reason: string,
  waiting: WaitingResponse = null,
): boolean {
  return canRebalance(group) ? prepareRebalance(step, group, reason, waiting) : maybeCompleteJoin(step, group, waiting);
}

/**
 * Calls the members to join again. A group that was empty first waits for others (group.initial.rebalance.delay.ms).
 * True when a record was written, which then carries `waiting`. Source: GroupMetadataManager.prepareRebalance.
 */
export function prepareRebalance(
  step: Step,
  group: ClassicGroup,
  reason: string,
  waiting: WaitingResponse = null,
): boolean {
  if (group.state === 'CompletingRebalance') {
    resetAssignments(group);
    propagateAssignment(step, group, 'REBALANCE_IN_PROGRESS');
  }
  group.pendingSyncMembers = [];
  cancelTimer(step, syncTimerKey(group.groupId));

  const initial = group.state === 'Empty';
  if (initial) {
    const delayMs = step.ctx.config.initialRebalanceDelayMs;
    group.initialRebalance = { delayMs, remainingMs: Math.max(rebalanceTimeoutMs(group) - delayMs, 0) };
    setTimer(step, joinTimerKey(group.groupId), delayMs);
  }
  transitionTo(group, 'PreparingRebalance', step.ctx.nowMs);
  log(
    step,
    'INFO',
    `Preparing to rebalance group ${group.groupId} in state ${group.state} with old generation ` +
      `${group.generationId} (reason: ${reason}).`,
  );
  if (initial) return false;
  if (hasAllMembersJoined(group)) return completeJoin(step, group, waiting);
  setTimer(step, joinTimerKey(group.groupId), rebalanceTimeoutMs(group));
  return false;
}

/** Not in an initial rebalance, which has its own delay. Source: GroupMetadataManager.maybeCompleteJoinPhase. */
export function maybeCompleteJoin(step: Step, group: ClassicGroup, waiting: WaitingResponse = null): boolean {
  if (group.state !== 'PreparingRebalance' || group.previousState === 'Empty') return false;
  return hasAllMembersJoined(group) && completeJoin(step, group, waiting);
}

/** The `join:` timer. Source: tryCompleteInitialRebalanceElseSchedule and completeClassicGroupJoin. */
export function onJoinTimer(step: Step, group: ClassicGroup): void {
  const initial = group.initialRebalance;
  if (initial === null || !group.newMemberAdded || initial.remainingMs === 0) {
    completeJoin(step, group, null);
    return;
  }
  group.newMemberAdded = false;
  const delayMs = Math.min(step.ctx.config.initialRebalanceDelayMs, initial.remainingMs);
  group.initialRebalance = { delayMs, remainingMs: Math.max(initial.remainingMs - initial.delayMs, 0) };
  setTimer(step, joinTimerKey(group.groupId), delayMs);
}

/** Source: GroupMetadataManager.completeClassicGroupJoin. */
export function completeJoin(step: Step, group: ClassicGroup, waiting: WaitingResponse): boolean {
  cancelTimer(step, joinTimerKey(group.groupId));
  removeAbsentDynamicMembers(step, group);
  if (group.state === 'Dead') {
    log(step, 'INFO', `Group ${group.groupId} is dead, skipping rebalance stage.`);
    return false;
  }
  if (!electJoinedLeader(step, group) && group.members.size > 0) {
    log(step, 'ERROR', `Group ${group.groupId} could not complete rebalance because no members rejoined.`);
    group.initialRebalance = null;
    setTimer(step, joinTimerKey(group.groupId), rebalanceTimeoutMs(group));
    return false;
  }
  group.initialRebalance = null;
  initNextGeneration(step, group);
  if (group.state === 'Empty') {
    log(step, 'INFO', `Group ${group.groupId} with generation ${group.generationId} is now empty.`);
    const records = [groupMetadataRecord(group, new Map())];
    append(step, records, { kind: 'emptyGroup', groupId: group.groupId }, waiting);
    return true;
  }
  answerJoinedMembers(step, group);
  return false;
}

function removeAbsentDynamicMembers(step: Step, group: ClassicGroup): void {
  const absent = [...group.members.values()]
    .filter((member) => !isAwaitingJoin(member) && member.groupInstanceId === null)
    .map((member) => member.memberId);
  if (absent.length === 0) return;
  for (const memberId of absent) {
    removeMember(group, memberId);
    cancelTimer(step, sessionTimerKey(group.groupId, memberId));
  }
  log(step, 'INFO', `Group ${group.groupId} removed dynamic members who haven't joined: ${listText(absent)}`);
}

/** Source: ClassicGroup.maybeElectNewJoinedLeader. */
function electJoinedLeader(step: Step, group: ClassicGroup): boolean {
  const leader = group.leaderId === null ? undefined : group.members.get(group.leaderId);
  if (leader === undefined) return false;
  if (isAwaitingJoin(leader)) return true;
  const who = `Group leader [memberId: ${leader.memberId}, groupInstanceId: ${leader.groupInstanceId ?? 'None'}]`;
  for (const member of group.members.values()) {
    if (!isAwaitingJoin(member)) continue;
    group.leaderId = member.memberId;
    log(
      step,
      'INFO',
      `${who} failed to join before the rebalance timeout. Member ${memberText(member)} was elected as the new leader.`,
    );
    return true;
  }
  log(
    step,
    'INFO',
    `${who} failed to join before the rebalance timeout and the group couldn't proceed to the next generation because ` +
      'no member joined.',
  );
  return false;
}

/** Source: ClassicGroup.initNextGeneration. */
function initNextGeneration(step: Step, group: ClassicGroup): void {
  group.generationId++;
  group.protocolName = group.members.size > 0 ? selectProtocol(group) : null;
  group.subscribedTopics = computeSubscribedTopics(group);
  transitionTo(group, group.members.size > 0 ? 'CompletingRebalance' : 'Empty', step.ctx.nowMs);
  group.pendingSyncMembers = [];
}

function answerJoinedMembers(step: Step, group: ClassicGroup): void {
  log(
    step,
    'INFO',
    `Stabilized group ${group.groupId} generation ${group.generationId} with ${group.members.size} members.`,
  );
  for (const member of group.members.values()) {
    answerJoin(step, member, joinSuccess(group, member.memberId));
    rescheduleSession(step, group, member);
    member.isNew = false;
    group.pendingSyncMembers.push(member.memberId);
  }
  setTimer(step, syncTimerKey(group.groupId), rebalanceTimeoutMs(group));
}

/** Members that have not sent SyncGroup in time are removed. Source: GroupMetadataManager.expirePendingSync. */
export function onSyncTimer(step: Step, group: ClassicGroup): void {
  if (group.state !== 'CompletingRebalance' && group.state !== 'Stable') return;
  const late = group.pendingSyncMembers;
  if (late.length === 0) return;
  for (const memberId of late) {
    removeMember(group, memberId);
    cancelTimer(step, sessionTimerKey(group.groupId, memberId));
  }
  prepareRebalance(step, group, `Removing ${listText(late)} on pending sync request expiration`);
}

/** A member whose session ended. Source: GroupMetadataManager.removeMemberAndUpdateClassicGroup. */
export function removeMemberAndRebalance(
  step: Step,
  group: ClassicGroup,
  member: ClassicGroupMember,
  reason: string,
): void {
  // The parked JoinGroup is answered, so that a client that is still there joins again.
  answerJoin(step, member, joinError('', 'UNKNOWN_MEMBER_ID'));
  removeMember(group, member.memberId);
  if (group.state === 'Stable' || group.state === 'CompletingRebalance') {
    prepareRebalanceOrCompleteJoin(step, group, reason);
  } else if (group.state === 'PreparingRebalance' && hasAllMembersJoined(group)) completeJoin(step, group, null);
}
