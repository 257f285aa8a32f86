import type { ErrorCode } from '../protocol/errors.ts';
import type { KafkaResponse } from '../protocol/requests.ts';
import { answered } from './classic-group.ts';
import { committedOffsets } from './offset-fetch.ts';
import { applyCommitted } from './replay.ts';
import { groupErrorResponse, joinError, responseErrorOfAppend, withError } from './responses.ts';
import type { PendingAppend, WaitingRead } from './shard.ts';
import { finishStaticMember } from './static-member.ts';
import type { Step } from './step.ts';
import { cancelTimer, log, readTimerKey, respond, writeTimerKey } from './step.ts';
import { finishAssignment } from './sync-group.ts';

/** A write is committed (`NONE`) or was refused by the log. Source: CoordinatorRuntime.CoordinatorWriteEvent.complete. */
export function finishWrite(step: Step, appendId: number, outcome: ErrorCode): void {
  const { shard } = step;
  const pending = shard.pendingAppends.find((write) => write.appendId === appendId);
  if (pending === undefined) return;
  shard.pendingAppends = shard.pendingAppends.filter((write) => write !== pending);
  cancelTimer(step, writeTimerKey(appendId));
  if (outcome === 'NONE') {
    for (const { key, value } of pending.records) applyCommitted(shard, key, value);
  }
  if (!pending.timedOut) settle(step, pending, outcome);
  if (outcome !== 'NONE' && pending.sequel.kind === 'newGroup') shard.groups.delete(pending.sequel.groupId);
  releaseReads(step);
}

/** The `write:` timer: offsets.commit.timeout.ms is over; the records may still be committed later. */
export function onWriteTimer(step: Step, appendId: number): void {
  const pending = step.shard.pendingAppends.find((write) => write.appendId === appendId);
  if (pending === undefined || pending.timedOut) return;
  pending.timedOut = true;
  settle(step, pending, 'REQUEST_TIMED_OUT');
  pending.response = null;
}

function settle(step: Step, pending: PendingAppend, outcome: ErrorCode): void {
  const error = responseErrorOfAppend(outcome);
  const { response, sequel } = pending;
  if (sequel.kind !== 'none') {
    const group = step.shard.groups.get(sequel.groupId);
    if (group !== undefined && sequel.kind === 'assignment') finishAssignment(step, group, sequel, outcome);
    if (group !== undefined && sequel.kind === 'staticMember') finishStaticMember(step, group, sequel, outcome);
    if (sequel.kind === 'newGroup' && outcome !== 'NONE') refuseNewGroup(step, sequel.groupId, sequel.token, error);
    if (sequel.kind === 'emptyGroup' && outcome !== 'NONE') {
      log(step, 'WARN', `Failed to write empty metadata for group ${sequel.groupId}: ${error}`);
    }
  }
  if (response === null) return;
  respond(step, response.token, outcome === 'NONE' ? response.response : withError(response.response, error));
}

/** Whoever still waits for its first join is told. */
function refuseNewGroup(step: Step, groupId: string, token: number, error: ErrorCode): void {
  log(step, 'WARN', `Failed to write empty metadata for group ${groupId}: ${error}`);
  for (const member of step.shard.groups.get(groupId)?.members.values() ?? []) {
    if (member.joinToken !== token) continue;
    respond(step, token, joinError('', error));
    member.joinToken = answered;
  }
}

function answerOf(step: Step, read: WaitingRead): KafkaResponse {
  return read.answer.kind === 'ready' ? read.answer.response : committedOffsets(step.shard, read.answer.request);
}

/** Answers the reads whose writes are all done. */
function releaseReads(step: Step): void {
  const oldest = step.shard.pendingAppends[0]?.appendId ?? step.shard.nextAppendId;
  const due = step.shard.waitingReads.filter((read) => read.afterAppendId < oldest);
  step.shard.waitingReads = step.shard.waitingReads.filter((read) => read.afterAppendId >= oldest);
  for (const read of due) {
    cancelTimer(step, readTimerKey(read.token));
    respond(step, read.token, answerOf(step, read));
  }
}

/** The `read:` timer: the writes before it took too long. */
export function onReadTimer(step: Step, token: number): void {
  const read = step.shard.waitingReads.find((waiting) => waiting.token === token);
  if (read === undefined) return;
  step.shard.waitingReads = step.shard.waitingReads.filter((waiting) => waiting !== read);
  respond(step, token, refusal(read, 'COORDINATOR_NOT_AVAILABLE'));
}

export const refusal = (read: WaitingRead, error: ErrorCode): KafkaResponse =>
  read.answer.kind === 'ready'
    ? withError(read.answer.response, error)
    : groupErrorResponse(read.answer.request, error);
