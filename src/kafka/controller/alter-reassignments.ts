import type {
  AlterPartitionReassignmentsRequest,
  AlterPartitionReassignmentsResponse,
  TopicPartition,
} from '../protocol/requests.ts';
import { type NodeSettings, plainNode, uncleanLeaderElectionEnabled } from './effective-config.ts';
import { changeSettings } from './leader-and-isr-updates.ts';
import type { MetadataImage, PartitionRegistration, TopicImage } from './metadata-image.ts';
import type { MetadataRecord, PartitionChangeRecord } from './metadata-records.ts';
import { manualAssignmentProblem } from './partition-assignments.ts';
import { buildPartitionChange, isActive } from './partition-change-builder.ts';
import { isReassigning } from './partition-registration.ts';
import { reassignmentReplicas, revertedReassignment } from './reassignment.ts';
import type { ApiError } from './topics.ts';

/**
 * Starts, replaces or cancels reassignments; each partition succeeds or fails on its own, and one that changes nothing
 * writes nothing. Source: ReplicationControlManager.alterPartitionReassignments (4.3.1).
 */
export function alterPartitionReassignments(
  image: MetadataImage,
  request: AlterPartitionReassignmentsRequest,
  node: NodeSettings = plainNode,
): { readonly records: readonly MetadataRecord[]; readonly response: AlterPartitionReassignmentsResponse } {
  const records: MetadataRecord[] = [];
  const responses = request.partitions.map(({ topic, partition, replicas }) => {
    const outcome = alter(image, { topic, partition }, replicas, request.allowReplicationFactorChange, node);
    if ('error' in outcome) return { topic, partition, error: outcome.error, errorMessage: outcome.message };
    if (outcome.record !== null) records.push(outcome.record);
    return { topic, partition, error: 'NONE' as const, errorMessage: null };
  });
  return { records, response: { api: 'AlterPartitionReassignments', responses } };
}

type Altered = ApiError | { readonly record: PartitionChangeRecord | null };

function alter(
  image: MetadataImage,
  at: TopicPartition,
  replicas: readonly number[] | null,
  factorMayChange: boolean,
  node: NodeSettings,
): Altered {
  const topic = image.topics.get(at.topic);
  if (topic === undefined) {
    return { error: 'UNKNOWN_TOPIC_OR_PARTITION', message: `Unable to find a topic named ${at.topic}.` };
  }
  const partition = topic.partitions[at.partition];
  if (partition === undefined) {
    const message = `Unable to find partition ${at.topic}:${at.partition}.`;
    return { error: 'UNKNOWN_TOPIC_OR_PARTITION', message };
  }
  if (replicas === null) return cancel(image, topic, at.partition, partition, node);
  const message = manualAssignmentProblem(image, replicas, null);
  if (message !== null) return { error: 'INVALID_REPLICA_ASSIGNMENT', message };
  if (!factorMayChange) {
    const problem = factorProblem(partition, replicas);
    if (problem !== null) return problem;
  }
  return change(image, topic, at.partition, partition, replicas, node);
}

/**
 * The new replicas are added at once, the others marked for removal; what needs no copying is done at once. A target of
 * an earlier reassignment stays marked as being added when the new one adds nothing (changePartitionReassignment).
 */
function change(
  image: MetadataImage,
  topic: TopicImage,
  partitionId: number,
  partition: PartitionRegistration,
  target: readonly number[],
  node: NodeSettings,
): Altered {
  const { replicas, adding, removing } = reassignmentReplicas(partition.replicas, target);
  return {
    record: buildPartitionChange({
      ...changeSettings(image, topic.name, node),
      partition,
      topicId: topic.topicId,
      partitionId,
      isAcceptableLeader: (broker) => isActive(image, broker),
      targetReplicas: replicas,
      ...(removing.length > 0 && { targetRemoving: removing }),
      ...(adding.length > 0 && { targetAdding: adding }),
    }),
  };
}

/** cancelPartitionReassignment. */
function cancel(
  image: MetadataImage,
  topic: TopicImage,
  partitionId: number,
  partition: PartitionRegistration,
  node: NodeSettings,
): Altered {
  if (!isReassigning(partition)) {
    return { error: 'NO_REASSIGNMENT_IN_PROGRESS', message: 'No partition reassignment is in progress.' };
  }
  const uncleanAllowed = uncleanLeaderElectionEnabled(image, topic.name, node);
  const { replicas, isr, unclean } = revertedReassignment(partition);
  if (unclean && !uncleanAllowed) {
    const where = `${topic.name}:${partitionId}`;
    const message = `Unable to revert partition assignment for ${where} because it would require an unclean leader election.`;
    return { error: 'INVALID_REPLICA_ASSIGNMENT', message };
  }
  return {
    record: buildPartitionChange({
      ...changeSettings(image, topic.name, node),
      partition,
      topicId: topic.topicId,
      partitionId,
      election: uncleanAllowed ? 'UNCLEAN' : 'ONLINE',
      isAcceptableLeader: (broker) => isActive(image, broker),
      targetIsr: isr,
      targetReplicas: replicas,
      targetRemoving: [],
      targetAdding: [],
    }),
  };
}

/** KIP-860, validatePartitionReplicationFactorUnchanged: counted as a running reassignment will leave it. */
function factorProblem(partition: PartitionRegistration, target: readonly number[]): ApiError | null {
  const present = partition.replicas.filter((replica) => !partition.removingReplicas.includes(replica)).length;
  if (target.length === present) return null;
  const message = `The replication factor is changed from ${present} to ${target.length}`;
  return { error: 'INVALID_REPLICATION_FACTOR', message };
}
