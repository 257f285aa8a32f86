import { javaHashMapOrder } from '../../../base/java-string.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import type { AssignorCluster, AssignorMember } from '../../group/assignors/assignor.ts';
import { type AssignorException, AssignorFailure } from '../../group/assignors/assignor-failure.ts';
import { decodeSubscription, encodeAssignment } from '../../group/consumer-protocol.ts';
import type { JoinGroupResponse, SyncGroupRequest } from '../../protocol/requests.ts';
import { partitionCounts, requestUpdateForNewTopics } from './metadata.ts';
import { assignorOf } from './subscription.ts';
import { maybeUpdateSubscriptionMetadata } from './subscription-metadata.ts';
import { log, type Turn } from './turn.ts';

type Assignments = SyncGroupRequest['assignments'];

/** All topics of the group, sorted. */
const topicsOf = (response: JoinGroupResponse): string[] =>
  [...new Set(response.members.flatMap((member) => decodeSubscription(member.metadata).topics))].sort();

/**
 * The leader's first duty: watch the topics of all members. True when the metadata knows them; otherwise it is asked
 * for and the assignment waits. Source: ConsumerCoordinator.updateGroupSubscription.
 */
export function watchGroupTopics(turn: Turn, response: JoinGroupResponse): boolean {
  const { consumer } = turn;
  const { membership, subscription } = consumer;
  const topics = topicsOf(response);
  membership.groupTopics = topics;
  if (topics.some((topic) => !subscription.includes(topic))) requestUpdateForNewTopics(consumer);
  const { metadata } = consumer;
  return !metadata.updateRequested && !metadata.inFlight;
}

/**
 * The assignment for SyncGroup, which the leader also remembers; or what the assignor threw.
 * Source: ConsumerCoordinator.onLeaderElected.
 */
export function assignAsLeader(turn: Turn, response: JoinGroupResponse): Result<Assignments, AssignorException> {
  const { consumer } = turn;
  const { membership } = consumer;
  maybeUpdateSubscriptionMetadata(turn);
  const counts = partitionCounts(consumer, membership.groupTopics);
  membership.isLeader = true;
  membership.assignmentSnapshot = membership.metadataSnapshot;
  if (response.skipAssignment) {
    log(
      turn,
      'INFO',
      `Skipped assignment for returning static leader at generation ${response.generationId}. The static leader will ` +
        'continue with its existing assignment.',
    );
    return ok([]);
  }
  const members = membersInHashOrder(response);
  try {
    const assignment = assignorOf(response.protocolName).assign(
      clusterOf(counts, members, consumer.metadata.replicaRacks),
      members,
    );
    log(turn, 'INFO', `Finished assignment for group at generation ${response.generationId}`);
    return ok(javaHashMapOrder([...assignment.keys()]).map((memberId) => encoded(memberId, assignment.get(memberId))));
  } catch (error) {
    if (error instanceof AssignorFailure) return err(error.exception);
    throw error;
  }
}

/** Kafka's leader keeps the members in a HashMap by id. */
function membersInHashOrder({ members }: JoinGroupResponse): AssignorMember[] {
  const byId = new Map(members.map((member) => [member.memberId, member]));
  return javaHashMapOrder([...byId.keys()]).flatMap((memberId) => {
    const member = byId.get(memberId);
    if (member === undefined) return [];
    return [{ memberId, groupInstanceId: member.groupInstanceId, ...decodeSubscription(member.metadata) }];
  });
}

/** Topics as the map has them that AbstractPartitionAssignor.assign makes of a set of topics. */
function clusterOf(
  counts: ReadonlyMap<string, number>,
  members: readonly AssignorMember[],
  replicaRacks: AssignorCluster['replicaRacks'],
): AssignorCluster {
  const subscribed = javaHashMapOrder([...new Set(members.flatMap(({ topics }) => topics))]);
  const known = javaHashMapOrder(subscribed.filter((topic) => (counts.get(topic) ?? 0) > 0));
  const partitionsPerTopic = new Map(known.map((topic) => [topic, counts.get(topic) ?? 0]));
  return replicaRacks === undefined ? { partitionsPerTopic } : { partitionsPerTopic, replicaRacks };
}

function encoded(memberId: string, topics: ReadonlyMap<string, readonly number[]> = new Map()): Assignments[number] {
  const partitions = [...topics].flatMap(([topic, list]) => list.map((partition) => ({ topic, partition })));
  return { memberId, assignment: encodeAssignment({ partitions, userData: null }) };
}
