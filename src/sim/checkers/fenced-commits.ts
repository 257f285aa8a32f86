import type { ClassicGroup } from '../../kafka/group/classic-group.ts';
import type { OffsetCommitRequest } from '../../kafka/protocol/requests.ts';
import { checker } from './checker.ts';
import type { ShardChange } from './seen/shard-change.ts';

/**
 * G14. A coordinator takes a commit only from a member, under its own instance id and of the present generation, or for a
 * group without members: others get UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID or ILLEGAL_GENERATION, and rightly so.
 * Source: ClassicGroup.validateOffsetCommit.
 */
export const fencedCommits = checker('commits of members', ['G14'], (_, step) => {
  const { event, shards, answers } = step;
  if (event?.kind !== 'request' || event.request.api !== 'OffsetCommit') return null;
  const { request, from, correlationId } = event;
  const shard = shards.find((change) => change.shard?.groups.has(request.groupId) === true);
  const answer = answers.find((it) => it.to === from && it.correlationId === correlationId)?.response;
  const error = answer?.api === 'OffsetCommit' ? (answer.responses[0]?.error ?? 'NONE') : 'NONE';
  const wrong = wasTaken(shard, error) ? wrongMember(shard, request) : wrongRefusal(shard, request, error);
  return wrong === null ? null : `group ${request.groupId} on broker ${event.to}: ${wrong}`;
});

const wasTaken = (change: ShardChange | undefined, error: string): boolean =>
  change?.hasWritten === true && !change.isNew && error === 'NONE';

const groupOf = (change: ShardChange | undefined, { groupId }: OffsetCommitRequest): ClassicGroup | undefined =>
  change?.shard?.groups.get(groupId);

function wrongMember(change: ShardChange | undefined, request: OffsetCommitRequest): string | null {
  const group = groupOf(change, request);
  if (group === undefined) return null;
  const { memberId, generationId, groupInstanceId } = request;
  if (generationId < 0 && group.members.size === 0) return null;
  if (!group.members.has(memberId)) return `took a commit of ${memberId}, which is no member`;
  if (generationId !== group.generationId)
    return `took a commit of generation ${generationId} in generation ${group.generationId}`;
  const isFenced = groupInstanceId !== null && group.staticMembers.get(groupInstanceId) !== memberId;
  return isFenced ? `took a commit of ${memberId}, whose instance id is another's` : null;
}

function wrongRefusal(change: ShardChange | undefined, request: OffsetCommitRequest, error: string): string | null {
  const group = groupOf(change, request);
  const isRight = group?.generationId === request.generationId && group.members.has(request.memberId);
  return isRight && error === 'ILLEGAL_GENERATION' ? `refused generation ${request.generationId}, which it is` : null;
}
