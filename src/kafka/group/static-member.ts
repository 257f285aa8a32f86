import { assert } from '../../base/assert.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { JoinGroupRequest } from '../protocol/requests.ts';
import type { ClassicGroup } from './classic-group.ts';
import { answered, isLeader } from './classic-group.ts';
import { replaceStaticMember, updateMember } from './group-members.ts';
import { selectProtocol } from './group-protocol.ts';
import { groupMetadataRecord } from './group-records.ts';
import { joinReason, maybeCompleteJoin, prepareRebalance, prepareRebalanceOrCompleteJoin } from './rebalance.ts';
import { joinError, joinSuccess, responseErrorOfAppend, syncError } from './responses.ts';
import { answerJoin, answerSync, rescheduleSession } from './sessions.ts';
import type { AppendSequel } from './shard.ts';
import type { Step } from './step.ts';
import { append, log } from './step.ts';

/**
 * A static member came back without its member id, or another client uses its instance id: the new id replaces the
 * old one, and whoever waits under the old one is fenced. In a stable group whose protocol stays that is all.
 * Source: GroupMetadataManager.updateStaticMemberThenRebalanceOrCompleteJoin.
 */
export function replaceStaticMemberAndRejoin(
  step: Step,
  token: number,
  request: JoinGroupRequest,
  group: ClassicGroup,
  oldMemberId: string,
  newMemberId: string,
): void {
  const groupInstanceId = request.groupInstanceId;
  const old = group.members.get(oldMemberId);
  assert(groupInstanceId !== null && old !== undefined, 'the static member exists');
  answerJoin(step, old, joinError(oldMemberId, 'FENCED_INSTANCE_ID'));
  answerSync(step, old, syncError('FENCED_INSTANCE_ID'));
  const member = replaceStaticMember(group, groupInstanceId, oldMemberId, newMemberId);
  rescheduleSession(step, group, member);

  const before = {
    oldProtocols: member.protocols,
    oldRebalanceTimeoutMs: member.rebalanceTimeoutMs,
    oldSessionTimeoutMs: member.sessionTimeoutMs,
  };
  updateMember(member, request.protocols, request.rebalanceTimeoutMs, request.sessionTimeoutMs, token);

  if (group.state === 'Stable' && group.protocolName === selectProtocol(group)) {
    log(
      step,
      'INFO',
      "Static member which joins during Stable stage and doesn't affect the selected protocol will not trigger a rebalance.",
    );
    const assignments = new Map([...group.members.values()].map((other) => [other.memberId, other.assignment]));
    const ids = { groupId: group.groupId, groupInstanceId, oldMemberId, newMemberId, token };
    append(step, [groupMetadataRecord(group, assignments)], { kind: 'staticMember', ...ids, ...before }, null);
  } else if (group.state === 'Stable') {
    const reason =
      `Group's selectedProtocol will change because static member ${member.memberId} with instance id ` +
      `${groupInstanceId} joined with change of protocol; client reason: ${joinReason(request)}`;
    prepareRebalanceOrCompleteJoin(step, group, reason);
  } else if (group.state === 'CompletingRebalance') {
    // The leader may already have assigned partitions to the old id.
    const reason =
      `Updating metadata for static member ${member.memberId} with instance id ${groupInstanceId}; ` +
      `client reason: ${joinReason(request)}`;
    prepareRebalance(step, group, reason);
  } else {
    assert(group.state === 'PreparingRebalance', 'a group with members is neither empty nor dead');
    maybeCompleteJoin(step, group);
  }
}

/** The record of the new member id is committed, or was refused: then the old id is put back. */
export function finishStaticMember(
  step: Step,
  group: ClassicGroup,
  sequel: Extract<AppendSequel, { kind: 'staticMember' }>,
  error: ErrorCode,
): void {
  const member = group.members.get(sequel.newMemberId);
  if (member === undefined) return;
  if (error === 'NONE') {
    answerJoin(step, member, joinSuccess(group, member.memberId, isLeader(group, member.memberId)));
    return;
  }
  log(
    step,
    'WARN',
    `Failed to persist metadata for group ${group.groupId} static member ${sequel.newMemberId} with group instance id ` +
      `${sequel.groupInstanceId} due to ${error}. Reverting to old member id ${sequel.oldMemberId}.`,
  );
  if (member.joinToken !== answered) answerJoin(step, member, joinError('', responseErrorOfAppend(error)));
  updateMember(member, sequel.oldProtocols, sequel.oldRebalanceTimeoutMs, sequel.oldSessionTimeoutMs, null);
  const reverted = replaceStaticMember(group, sequel.groupInstanceId, sequel.newMemberId, sequel.oldMemberId);
  rescheduleSession(step, group, reverted);
}
