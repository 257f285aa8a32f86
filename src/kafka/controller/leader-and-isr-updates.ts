import {
  effectiveMinIsr,
  elrEnabled,
  type NodeSettings,
  plainNode,
  uncleanLeaderElectionEnabled,
} from './effective-config.ts';
import type { MetadataImage, PartitionRegistration, TopicImage } from './metadata-image.ts';
import type { PartitionChangeRecord } from './metadata-records.ts';
import { migratingDirectory } from './metadata-records.ts';
import { buildPartitionChange, isActive, type PartitionChange } from './partition-change-builder.ts';

/** A topic's settings for partition changes, read once. */
type ChangeSettings = Pick<PartitionChange, 'minIsr' | 'elrEnabled' | 'defaultDirectory'>;

/** What every change of a partition of this topic needs to know from the image. */
export function changeSettings(image: MetadataImage, topic: string, node: NodeSettings): ChangeSettings {
  return {
    minIsr: effectiveMinIsr(image, topic, node),
    elrEnabled: elrEnabled(image),
    defaultDirectory: (brokerId) => defaultDirectory(image, brokerId),
  };
}

/**
 * The directory that a new replica gets on this broker: its only one; UNASSIGNED while it has a choice
 * (ClusterControlManager.defaultDir).
 */
export function defaultDirectory(image: MetadataImage, brokerId: number): string {
  const registration = image.brokers.get(brokerId);
  const directories = registration?.logDirs ?? [];
  if (registration !== undefined && directories.length === 0) return migratingDirectory;
  return directories.length === 1 ? (directories[0] as string) : unassignedDirectory;
}

const unassignedDirectory = 'AAAAAAAAAAAAAAAAAAAAAQ';

/** What happens to a broker; at most one of these. Absent: nothing. */
export interface BrokerChange {
  /** Leaves every ISR and must not lead, whatever the image says of it. */
  readonly brokerToRemove?: number;
  /** May lead although the image still shows it fenced. */
  readonly brokerToAdd?: number;
  /** Leaves every ISR and ELR and must not lead. */
  readonly brokerWithUncleanShutdown?: number;
}

/**
 * The records that take a broker out of (or make it eligible for) the partitions that `concerns` picks, with the
 * elections that this calls for (ReplicationControlManager.generateLeaderAndIsrUpdates). By topic in the order of the
 * image, then by partition; Kafka's order is that of its hash maps.
 */
export function leaderAndIsrUpdates(
  image: MetadataImage,
  change: BrokerChange,
  concerns: (partition: PartitionRegistration) => boolean,
  node: NodeSettings = plainNode,
): PartitionChangeRecord[] {
  const records: PartitionChangeRecord[] = [];
  for (const topic of image.topics.values()) {
    if (topic.partitions.some(concerns)) updateTopic(image, topic, change, concerns, node, records);
  }
  return records;
}

function updateTopic(
  image: MetadataImage,
  topic: TopicImage,
  change: BrokerChange,
  concerns: (partition: PartitionRegistration) => boolean,
  node: NodeSettings,
  records: PartitionChangeRecord[],
): void {
  const { brokerToRemove, brokerToAdd, brokerWithUncleanShutdown } = change;
  const leaves = (broker: number): boolean => broker === brokerToRemove || broker === brokerWithUncleanShutdown;
  const settings = changeSettings(image, topic.name, node);
  const election = uncleanLeaderElectionEnabled(image, topic.name, node) ? 'UNCLEAN' : 'ONLINE';
  topic.partitions.forEach((partition, partitionId) => {
    if (!concerns(partition)) return;
    const record = buildPartitionChange({
      ...settings,
      partition,
      topicId: topic.topicId,
      partitionId,
      election,
      isAcceptableLeader: (broker) => !leaves(broker) && (broker === brokerToAdd || isActive(image, broker)),
      targetIsr: partition.isr.filter((replica) => !leaves(replica)),
      ...(brokerWithUncleanShutdown !== undefined && { uncleanShutdownReplicas: [brokerWithUncleanShutdown] }),
    });
    if (record !== null) records.push(record);
  });
}
