import { transitionTo } from './classic-group.ts';
import { refusal } from './pending-writes.ts';
import { prepareRebalance } from './rebalance.ts';
import { joinError, syncError, withError } from './responses.ts';
import { answerJoin, answerSync, rescheduleSession } from './sessions.ts';
import type { Step } from './step.ts';
import { cancelTimer, expiryTimerKey, log, readTimerKey, respond, setTimer, writeTimerKey } from './step.ts';

/** After the log was replayed: the sessions of all members start anew. Source: GroupMetadataManager.onLoaded. */
export function armLoadedShard(step: Step): void {
  const { config } = step.ctx;
  for (const group of step.shard.groups.values()) {
    const size = group.members.size;
    log(step, 'INFO', `Loaded classic group ${group.groupId} with ${size} members.`);
    for (const member of group.members.values()) rescheduleSession(step, group, member);
    if (size <= config.maxSize) continue;
    prepareRebalance(
      step,
      group,
      `Freshly-loaded group ${group.groupId} (size ${size}) is over capacity ${config.maxSize}. ` +
        'Rebalancing in order to give a chance for consumers to commit offsets',
    );
  }
  setTimer(step, expiryTimerKey, config.offsetsRetentionCheckIntervalMs);
}

/** This broker leads the partition no more: whoever waits is told. Source: GroupMetadataManager.onUnloaded. */
export function unload(step: Step): void {
  const { shard } = step;
  for (const group of shard.groups.values()) {
    log(step, 'INFO', `[GroupId=${group.groupId}] Unloading group metadata for generation ${group.generationId}.`);
    transitionTo(group, 'Dead', step.ctx.nowMs);
    for (const member of group.members.values()) {
      answerJoin(step, member, joinError(member.memberId, 'NOT_COORDINATOR'));
      answerSync(step, member, syncError('NOT_COORDINATOR'));
    }
  }
  for (const { appendId, response } of shard.pendingAppends) {
    cancelTimer(step, writeTimerKey(appendId));
    if (response !== null) respond(step, response.token, withError(response.response, 'NOT_COORDINATOR'));
  }
  for (const read of shard.waitingReads) {
    cancelTimer(step, readTimerKey(read.token));
    respond(step, read.token, refusal(read, 'NOT_COORDINATOR'));
  }
  cancelTimer(step, expiryTimerKey);
  shard.pendingAppends = [];
  shard.waitingReads = [];
  shard.groups.clear();
  shard.offsets.clear();
}
