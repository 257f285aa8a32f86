import type { ErrorCode } from '../protocol/errors.ts';
import type { KafkaResponse, OffsetCommitRequest, OffsetCommitResponse } from '../protocol/requests.ts';
import type { ClassicGroup } from './classic-group.ts';
import { createClassicGroup } from './classic-group.ts';
import { validateMember } from './fencing.ts';
import { offsetCommitRecord } from './group-records.ts';
import { groupErrorResponse } from './responses.ts';
import { rescheduleSession } from './sessions.ts';
import type { Step } from './step.ts';
import { append, log } from './step.ts';

/**
 * OffsetCommit. Partitions that the broker's metadata does not know are refused one by one (KafkaApis); the offset
 * itself is not looked at. Null: the answer waits until the records are committed.
 * Source: OffsetMetadataManager.commitOffset, ClassicGroup.validateOffsetCommit.
 */
export function offsetCommit(step: Step, token: number, request: OffsetCommitRequest): KafkaResponse | null {
  const known = request.offsets.filter(({ topic, partition }) => partition < step.ctx.partitionCount(topic));
  const response: OffsetCommitResponse = {
    api: 'OffsetCommit',
    responses: request.offsets.map(({ topic, partition }) => ({
      topic,
      partition,
      error: partition < step.ctx.partitionCount(topic) ? 'NONE' : 'UNKNOWN_TOPIC_OR_PARTITION',
    })),
  };
  if (known.length === 0) return response;
  const error = validateCommit(step, request);
  if (error !== 'NONE') return groupErrorResponse(request, error);
  const records = known.map((commit) =>
    offsetCommitRecord(request.groupId, {
      topic: commit.topic,
      partition: commit.partition,
      offset: commit.committedOffset,
      leaderEpoch: commit.committedLeaderEpoch,
      metadata: commit.committedMetadata,
      commitTimestampMs: step.ctx.nowMs,
      expireTimestampMs: -1,
    }),
  );
  append(step, records, { kind: 'none' }, { token, response });
  return null;
}

/** Also keeps the member's session alive. Source: OffsetMetadataManager.validateOffsetCommit. */
function validateCommit(step: Step, request: OffsetCommitRequest): ErrorCode {
  let group = step.shard.groups.get(request.groupId);
  if (group === undefined) {
    if (request.generationId >= 0) return 'GROUP_ID_NOT_FOUND';
    log(step, 'INFO', `[GroupId ${request.groupId}] Creating a simple consumer group via manual offset commit.`);
    group = createClassicGroup(request.groupId, step.ctx.nowMs);
    step.shard.groups.set(request.groupId, group);
  }
  const error = commitError(step, group, request);
  if (error !== 'NONE') return error;
  const member = group.members.get(request.memberId);
  if (member !== undefined && (group.state === 'Stable' || group.state === 'PreparingRebalance')) {
    rescheduleSession(step, group, member);
  }
  return 'NONE';
}

function commitError(step: Step, group: ClassicGroup, request: OffsetCommitRequest): ErrorCode {
  if (group.state === 'Dead') return 'COORDINATOR_NOT_AVAILABLE';
  // A consumer without group management, or a tool.
  if (request.generationId < 0 && group.state === 'Empty') return 'NONE';
  if (request.generationId < 0 && request.memberId === '' && request.groupInstanceId === null) {
    return 'UNKNOWN_MEMBER_ID';
  }
  // The operation's name is Kafka's own slip: it calls a plain commit a transactional one.
  const error = validateMember(step, group, request.memberId, request.groupInstanceId, 'txn-offset-commit');
  if (error !== 'NONE') return error;
  if (request.generationId !== group.generationId) return 'ILLEGAL_GENERATION';
  return group.state === 'CompletingRebalance' ? 'REBALANCE_IN_PROGRESS' : 'NONE';
}
