import { unreachable } from '../../base/assert.ts';
import type { KafkaResponse } from '../protocol/requests.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { GroupContext, GroupEffect, GroupRequest, WriteOutcome } from './effects.ts';
import { heartbeat, onSessionTimer } from './heartbeat.ts';
import { joinGroup } from './join-group.ts';
import { leaveGroup } from './leave-group.ts';
import { armLoadedShard, unload } from './loading.ts';
import { offsetCommit } from './offset-commit.ts';
import { onExpiryTimer } from './offset-expiry.ts';
import { offsetFetch } from './offset-fetch.ts';
import { finishWrite, onReadTimer, onWriteTimer } from './pending-writes.ts';
import { onJoinTimer, onSyncTimer } from './rebalance.ts';
import type { GroupShard } from './shard.ts';
import type { Step } from './step.ts';
import { respond } from './step.ts';
import { syncGroup } from './sync-group.ts';

export { type Deletion, deleteGroup, deleteOffsets, deleteOffsetsOfTopic } from './delete-group.ts';
export type {
  GroupContext,
  GroupCoordinatorConfig,
  GroupEffect,
  GroupRecord,
  GroupRequest,
  WriteOutcome,
} from './effects.ts';
export { defaultGroupCoordinatorConfig } from './effects.ts';
export { replayRecord } from './replay.ts';
export { groupErrorResponse } from './responses.ts';
export { type CommittedOffset, copyShard, createShard, type GroupShard } from './shard.ts';

/*
 * The group coordinator of one __consumer_offsets partition, classic protocol, as a state machine: it changes the
 * shard and returns what it asks for. The caller owns the log, the clock and the network.
 * Source: group-coordinator/src/main/java/org/apache/kafka/coordinator/group/GroupMetadataManager.java.
 */
function stepOf(shard: GroupShard, ctx: GroupContext): Step {
  return { shard, ctx, effects: [] };
}

/** A request arrived. `token` (≥ 0) names it until its `respond`, which comes in this step or a later one. */
export function handleGroupRequest(
  shard: GroupShard,
  token: number,
  request: GroupRequest,
  ctx: GroupContext,
): GroupEffect[] {
  const step = stepOf(shard, ctx);
  const response = handle(step, token, request);
  if (response !== null) respond(step, token, response);
  return step.effects;
}

/** The answer when there is one at once. */
function handle(step: Step, token: number, request: GroupRequest): KafkaResponse | null {
  switch (request.api) {
    case 'JoinGroup':
      return joinGroup(step, token, request);
    case 'SyncGroup':
      return syncGroup(step, token, request);
    case 'Heartbeat':
      heartbeat(step, token, request);
      return null;
    case 'LeaveGroup':
      return leaveGroup(step, token, request);
    case 'OffsetCommit':
      return offsetCommit(step, token, request);
    case 'OffsetFetch':
      offsetFetch(step, token, request);
      return null;
    case 'DescribeGroups': {
      // Source: GroupMetadataManager.describeGroups: an unknown group is described as dead.
      const group = step.shard.groups.get(request.groupId);
      const isKnown = group !== undefined && group.state !== 'Dead';
      return {
        api: 'DescribeGroups',
        error: isKnown ? 'NONE' : 'GROUP_ID_NOT_FOUND',
        groupState: group?.state ?? 'Dead',
      };
    }
    default:
      return unreachable(request);
  }
}

/** A timer that a former step set is due. One that has lost its object does nothing. */
export function handleGroupTimer(shard: GroupShard, key: string, ctx: GroupContext): GroupEffect[] {
  const step = stepOf(shard, ctx);
  const colon = key.indexOf(':');
  const kind = colon < 0 ? key : key.slice(0, colon);
  const rest = key.slice(colon + 1);
  const group = shard.groups.get(rest);
  if (kind === 'expiry') onExpiryTimer(step);
  else if (kind === 'write') onWriteTimer(step, Number(rest));
  else if (kind === 'read') onReadTimer(step, Number(rest));
  else if (kind === 'session') expireSession(step, rest);
  else if (kind === 'join' && group?.state === 'PreparingRebalance') onJoinTimer(step, group);
  else if (kind === 'sync' && group !== undefined) onSyncTimer(step, group);
  return step.effects;
}

/** Both ids may hold colons: the group is the one that has such a member. */
function expireSession(step: Step, groupAndMember: string): void {
  for (const group of step.shard.groups.values()) {
    if (!groupAndMember.startsWith(`${group.groupId}:`)) continue;
    const memberId = groupAndMember.slice(group.groupId.length + 1);
    if (!hasMemberOrPending(group, memberId)) continue;
    onSessionTimer(step, group, memberId);
    return;
  }
}

const hasMemberOrPending = (group: ClassicGroup, memberId: string): boolean =>
  group.members.has(memberId) || group.pendingJoinMembers.includes(memberId);

/**
 * Reports how an `append` ended: `NONE` when the high watermark has passed its records, or the error with which the
 * log refused it (then at once, in the same moment as the append).
 */
export function writeOutcome(
  shard: GroupShard,
  appendId: number,
  outcome: WriteOutcome,
  ctx: GroupContext,
): GroupEffect[] {
  const step = stepOf(shard, ctx);
  finishWrite(step, appendId, outcome);
  return step.effects;
}

/** The whole log of the partition has been replayed: the shard starts its work. */
export function onLoaded(shard: GroupShard, ctx: GroupContext): GroupEffect[] {
  const step = stepOf(shard, ctx);
  armLoadedShard(step);
  return step.effects;
}

/** The broker stops leading the partition: everybody who waits is answered, the shard is empty afterwards. */
export function unloadShard(shard: GroupShard, ctx: GroupContext): GroupEffect[] {
  const step = stepOf(shard, ctx);
  unload(step);
  return step.effects;
}
