import { assert } from '../../../base/assert.ts';
import { assignorByName } from '../../group/assignors/assignor.ts';
import { decodeSubscription, encodeAssignment } from '../../group/consumer-protocol.ts';
import type { JoinGroupResponse, SyncGroupRequest } from '../../protocol/requests.ts';
import { partitionCounts, requestMetadataUpdate } from './metadata.ts';
import { log, type Turn } from './turn.ts';

/** All topics of the group, sorted. */
const topicsOf = (response: JoinGroupResponse): string[] =>
  [...new Set(response.members.flatMap((member) => decodeSubscription(member.metadata).topics))].sort();

/**
 * The leader's first duty: watch the topics of all members. True when the metadata knows them; otherwise it is asked
 * for and the assignment waits. Source: ConsumerCoordinator.updateGroupSubscription.
 */
export function watchGroupTopics(turn: Turn, response: JoinGroupResponse): boolean {
  const { consumer } = turn;
  const { membership, config } = consumer;
  const before = membership.groupTopics.length > 0 ? membership.groupTopics : config.topics;
  const topics = topicsOf(response);
  membership.groupTopics = topics;
  if (topics.some((topic) => !before.includes(topic))) requestMetadataUpdate(consumer, true);
  const { metadata } = consumer;
  return !metadata.updateRequested && !metadata.inFlight;
}

/** The assignment for SyncGroup, which the leader also remembers. Source: ConsumerCoordinator.onLeaderElected. */
export function assignAsLeader(turn: Turn, response: JoinGroupResponse): SyncGroupRequest['assignments'] {
  const { consumer } = turn;
  const { membership } = consumer;
  const counts = partitionCounts(consumer, membership.groupTopics);
  membership.isLeader = true;
  membership.assignmentSnapshot = counts;
  if (response.skipAssignment) {
    log(
      turn,
      'INFO',
      `Skipped assignment for returning static leader at generation ${response.generationId}. The static leader will ` +
        'continue with its existing assignment.',
    );
    return [];
  }
  const assignor = assignorByName(response.protocolName);
  assert(assignor !== undefined, `the group chose ${response.protocolName}, which we offered`);
  const members = response.members.map((member) => ({
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    ...decodeSubscription(member.metadata),
  }));
  const assignment = assignor.assign({ partitionsPerTopic: counts }, members);
  log(turn, 'INFO', `Finished assignment for group at generation ${response.generationId}`);
  return [...assignment].map(([memberId, topics]) => {
    const partitions = [...topics].flatMap(([topic, list]) => list.map((partition) => ({ topic, partition })));
    return { memberId, assignment: encodeAssignment({ partitions, userData: null }) };
  });
}
