import type { ErrorCode } from '../protocol/errors.ts';
import type { AlterPartitionRequest, AlterPartitionResponse } from '../protocol/requests.ts';
import { brokerEpochError } from './broker-registration.ts';
import { type NodeSettings, plainNode, uncleanLeaderElectionEnabled } from './effective-config.ts';
import { changeSettings } from './leader-and-isr-updates.ts';
import type { MetadataImage, PartitionRegistration, TopicImage } from './metadata-image.ts';
import type { MetadataRecord } from './metadata-records.ts';
import { buildPartitionChange, isActive } from './partition-change-builder.ts';
import { mergePartitionChange } from './partition-registration.ts';

type RequestedChange = AlterPartitionRequest['partitions'][number];
type PartitionAnswer = AlterPartitionResponse['partitions'][number];

/**
 * A leader proposes ISRs of partitions that it leads (ReplicationControlManager.alterPartition). Errors for the whole
 * request: STALE_BROKER_EPOCH.
 */
export function alterPartition(
  image: MetadataImage,
  request: AlterPartitionRequest,
  node: NodeSettings = plainNode,
): { readonly records: readonly MetadataRecord[]; readonly response: AlterPartitionResponse } {
  const error = brokerEpochError(image, request.brokerId, request.brokerEpoch);
  if (error !== 'NONE') return { records: [], response: { api: 'AlterPartition', error, partitions: [] } };
  const records: MetadataRecord[] = [];
  const partitions = request.partitions.map((change) => {
    const topic = image.topics.get(change.topic);
    if (topic === undefined) return refused(change, 'UNKNOWN_TOPIC_ID');
    const partition = topic.partitions[change.partition];
    if (partition === undefined) return refused(change, 'UNKNOWN_TOPIC_OR_PARTITION');
    const problem = validateAlterPartition(image, request.brokerId, partition, change);
    if (problem !== 'NONE') return refused(change, problem);
    return accept(image, request.brokerId, topic, partition, change, node, records);
  });
  return { records, response: { api: 'AlterPartition', error: 'NONE', partitions } };
}

function refused({ topic, partition }: RequestedChange, error: ErrorCode): PartitionAnswer {
  return {
    topic,
    partition,
    error,
    leaderId: 0,
    leaderEpoch: 0,
    isr: [],
    partitionEpoch: 0,
    leaderRecoveryState: 'RECOVERED',
  };
}

function accept(
  image: MetadataImage,
  brokerId: number,
  topic: TopicImage,
  partition: PartitionRegistration,
  change: RequestedChange,
  node: NodeSettings,
  records: MetadataRecord[],
): PartitionAnswer {
  const record = buildPartitionChange({
    ...changeSettings(image, topic.name, node),
    partition,
    topicId: topic.topicId,
    partitionId: change.partition,
    election: uncleanLeaderElectionEnabled(image, topic.name, node) ? 'UNCLEAN' : 'ONLINE',
    isAcceptableLeader: (broker) => isActive(image, broker),
    targetIsr: change.newIsr.map((replica) => replica.brokerId),
    targetLeaderRecoveryState: change.leaderRecoveryState,
  });
  if (record !== null) records.push(record);
  // The change completed a reassignment that takes the leadership away; Kafka's code is NEW_LEADER_ELECTED.
  if ((record?.leader ?? brokerId) !== brokerId) return refused(change, 'FENCED_LEADER_EPOCH');
  const now = record === null ? partition : mergePartitionChange(partition, record);
  return {
    topic: change.topic,
    partition: change.partition,
    error: 'NONE',
    leaderId: now.leader,
    leaderEpoch: now.leaderEpoch,
    isr: now.isr,
    partitionEpoch: now.partitionEpoch,
    leaderRecoveryState: now.leaderRecoveryState,
  };
}

/** ReplicationControlManager.validateAlterPartitionData, in its order. */
export function validateAlterPartition(
  image: MetadataImage,
  brokerId: number,
  partition: PartitionRegistration,
  change: RequestedChange,
): ErrorCode {
  // A leader that knows more than this controller: it talks to a controller that is none any more.
  if (change.leaderEpoch > partition.leaderEpoch) return 'NOT_CONTROLLER';
  if (change.partitionEpoch > partition.partitionEpoch) return 'NOT_CONTROLLER';
  if (change.leaderEpoch < partition.leaderEpoch) return 'FENCED_LEADER_EPOCH';
  if (brokerId !== partition.leader) return 'INVALID_REQUEST';
  if (change.partitionEpoch < partition.partitionEpoch) return 'INVALID_UPDATE_VERSION';
  const newIsr = change.newIsr.map((replica) => replica.brokerId);
  if (!isValidIsr(partition.replicas, newIsr) || !newIsr.includes(partition.leader)) return 'INVALID_REQUEST';
  if (change.leaderRecoveryState === 'RECOVERING' && newIsr.length > 1) return 'INVALID_REQUEST';
  if (partition.leaderRecoveryState === 'RECOVERED' && change.leaderRecoveryState === 'RECOVERING') {
    return 'INVALID_REQUEST';
  }
  return change.newIsr.every((replica) => isEligible(image, replica)) ? 'NONE' : 'INELIGIBLE_REPLICA';
}

function isValidIsr(replicas: readonly number[], isr: readonly number[]): boolean {
  return new Set(isr).size === isr.length && isr.every((replica) => replica >= 0 && replicas.includes(replica));
}

/** Epoch −1: not checked. */
function isEligible(
  image: MetadataImage,
  { brokerId, brokerEpoch }: { readonly brokerId: number; readonly brokerEpoch: number },
): boolean {
  const epoch = image.brokers.get(brokerId)?.epoch;
  return isActive(image, brokerId) && (brokerEpoch === -1 || brokerEpoch === epoch);
}
