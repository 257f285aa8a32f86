import type { ClassicGroup, ClassicGroupMember } from '../../kafka/group/classic-group.ts';
import type { SimEvent } from '../event-queue.ts';
import { checker } from './checker.ts';
import type { GroupChange } from './seen/shard-change.ts';

/**
 * G15. A stable group rebalances only because a member joins, leaves or falls silent: not because a broker fails, or its
 * coordinator moves, which finds it stable or empty; and not because a static member that was away for less than its
 * session comes back. A group that is too large for group.max.size its coordinator calls together.
 * Source: GroupMetadataManager.onLoaded, updateStaticMemberThenRebalanceOrCompleteJoin; kafkatest's test_broker_failure,
 * test_static_consumer_bounce_with_eager_assignment.
 */
export const rebalanceCauses = checker('causes of rebalances', ['G15'], (_, { shards, event }) => {
  if (event === null) return null;
  for (const { broker, isNew, isLoaded, groups } of shards) {
    if (isNew && !isLoaded) continue;
    for (const change of groups) {
      const wrong = isLoaded ? wrongAtLoading(change) : wrongCause(change, event);
      if (wrong !== null) return `group ${change.id} on broker ${broker}: ${wrong}`;
    }
  }
  return null;
});

function wrongAtLoading({ group }: GroupChange): string | null {
  if (group === null || group.state === 'Stable' || group.state === 'Empty') return null;
  return `it is ${group.state} when its coordinator has loaded it`;
}

function wrongCause({ id, before, group }: GroupChange, event: SimEvent): string | null {
  if (before?.state !== 'Stable' || group === null) return null;
  if (group.state === 'Stable' && group.generationId === before.generationId) return null;
  if (!mayRebalance(id, event)) return `${group.state} after Stable, because of a ${event.kind}`;
  return isReturn(event, group, before.members) ? 'it rebalances because a static member is back' : null;
}

function mayRebalance(group: string, event: SimEvent): boolean {
  if (event.kind === 'timer') return /^group:\d+:(session|sync):/.test(event.key);
  if (event.kind !== 'request') return false;
  const { request } = event;
  return (request.api === 'JoinGroup' || request.api === 'LeaveGroup') && request.groupId === group;
}

/** A static member joins without its member id and takes its old place, and all members ask for the same assignors. */
function isReturn(event: SimEvent, { staticMembers, members }: ClassicGroup, membersBefore: number): boolean {
  if (event.kind !== 'request' || event.request.api !== 'JoinGroup') return false;
  const { groupInstanceId, memberId } = event.request;
  if (groupInstanceId === null || memberId !== '' || !staticMembers.has(groupInstanceId)) return false;
  return members.size === membersBefore && new Set([...members.values()].map(assignorsOf)).size === 1;
}

const assignorsOf = ({ protocols }: ClassicGroupMember): string => protocols.map(({ name }) => name).join();
