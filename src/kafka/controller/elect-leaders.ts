import type { ErrorCode } from '../protocol/errors.ts';
import type { ElectLeadersRequest, ElectLeadersResponse } from '../protocol/requests.ts';
import { type NodeSettings, plainNode, uncleanLeaderElectionEnabled } from './effective-config.ts';
import { changeSettings } from './leader-and-isr-updates.ts';
import type { MetadataImage, TopicImage } from './metadata-image.ts';
import type { MetadataRecord, PartitionChangeRecord } from './metadata-records.ts';
import { buildPartitionChange, isActive } from './partition-change-builder.ts';
import { hasLeader, hasPreferredLeader } from './partition-registration.ts';

type ElectionType = ElectLeadersRequest['electionType'];

/** Most records of one periodic run (ReplicationControlManager.MAX_ELECTIONS_PER_IMBALANCE). */
const maxElections = 1000;

/** Each partition succeeds or fails on its own (ReplicationControlManager.electLeaders). */
export function electLeaders(
  image: MetadataImage,
  request: ElectLeadersRequest,
  node: NodeSettings = plainNode,
): { readonly records: readonly MetadataRecord[]; readonly response: ElectLeadersResponse } {
  const records: MetadataRecord[] = [];
  const results = request.partitions.map(({ topic, partition }) => {
    const elected = electLeader(image, topic, partition, request.electionType, node);
    if ('error' in elected) return { topic, partition, error: elected.error, errorMessage: elected.message };
    records.push(elected.record);
    return { topic, partition, error: 'NONE' as const, errorMessage: null };
  });
  return { records, response: { api: 'ElectLeaders', results } };
}

type Elected = { readonly record: PartitionChangeRecord } | { readonly error: ErrorCode; readonly message: string };

function electLeader(
  image: MetadataImage,
  topicName: string,
  partitionId: number,
  type: ElectionType,
  node: NodeSettings,
): Elected {
  const topic = image.topics.get(topicName);
  if (topic === undefined) return unknown(`No such topic as ${topicName}`);
  const partition = topic.partitions[partitionId];
  if (partition === undefined) return unknown(`No such partition as ${topicName}-${partitionId}`);
  if (type === 'PREFERRED' ? hasPreferredLeader(partition) : hasLeader(partition)) {
    return { error: 'ELECTION_NOT_NEEDED', message: 'Leader election not needed for topic partition.' };
  }
  const record = election(image, topic, partitionId, type, node);
  if (record !== null) return { record };
  if (type === 'PREFERRED') {
    return { error: 'PREFERRED_LEADER_NOT_AVAILABLE', message: 'The preferred leader was not available.' };
  }
  return {
    error: 'ELIGIBLE_LEADERS_NOT_AVAILABLE',
    message: 'Eligible topic partition leaders are not available.',
  };
}

function unknown(message: string): Elected {
  return { error: 'UNKNOWN_TOPIC_OR_PARTITION', message };
}

function election(
  image: MetadataImage,
  topic: TopicImage,
  partitionId: number,
  type: ElectionType,
  node: NodeSettings,
): PartitionChangeRecord | null {
  const partition = topic.partitions[partitionId];
  if (partition === undefined) return null;
  return buildPartitionChange({
    ...changeSettings(image, topic.name, node),
    partition,
    topicId: topic.topicId,
    partitionId,
    election: type,
    isAcceptableLeader: (broker) => isActive(image, broker),
  });
}

/** `again`: the limit was reached, run once more at once. */
export interface PeriodicElections {
  readonly records: readonly PartitionChangeRecord[];
  readonly again: boolean;
}

/**
 * Every leader.imbalance.check.interval.seconds with auto.leader.rebalance.enable: a preferred election for every
 * partition that its first replica does not lead (maybeBalancePartitionLeaders).
 */
export function rebalanceLeaders(
  image: MetadataImage,
  node: NodeSettings = plainNode,
  limit = maxElections,
): PeriodicElections {
  const records: PartitionChangeRecord[] = [];
  for (const topic of image.topics.values()) {
    for (const [partitionId, partition] of topic.partitions.entries()) {
      if (records.length >= limit) return { records, again: true };
      if (hasPreferredLeader(partition)) continue;
      const record = election(image, topic, partitionId, 'PREFERRED', node);
      if (record !== null) records.push(record);
    }
  }
  return { records, again: records.length >= limit };
}

/**
 * Every unclean.leader.election.interval.ms: an unclean election for every partition without a leader of a topic that
 * allows it (maybeElectUncleanLeaders).
 */
export function uncleanElections(
  image: MetadataImage,
  node: NodeSettings = plainNode,
  limit = maxElections,
): PeriodicElections {
  const records: PartitionChangeRecord[] = [];
  for (const topic of image.topics.values()) {
    if (!topic.partitions.some((partition) => !hasLeader(partition))) continue;
    if (!uncleanLeaderElectionEnabled(image, topic.name, node)) continue;
    for (const [partitionId, partition] of topic.partitions.entries()) {
      if (records.length >= limit) return { records, again: true };
      if (hasLeader(partition)) continue;
      const record = election(image, topic, partitionId, 'UNCLEAN', node);
      if (record !== null) records.push(record);
    }
  }
  return { records, again: records.length >= limit };
}
