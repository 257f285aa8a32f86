import type { MetadataImage, PartitionRegistration } from '../../../kafka/controller/metadata-image.ts';
import type { PartitionLog } from '../../../kafka/log/partition-log.ts';
import type { Replica } from '../../broker/replica-state.ts';
import { replicaKey, type SimState } from '../../state.ts';
import type { WatchedPartition } from './watched-partition.ts';

/** The controller's record of a partition; undefined: it is not there (any more). */
export function registrationOf(image: MetadataImage, partition: WatchedPartition): PartitionRegistration | undefined {
  const topic = image.topics.get(partition.topic);
  return topic?.topicId === partition.topicId ? topic.partitions[partition.partition] : undefined;
}

export interface HostedReplica {
  readonly key: number;
  readonly broker: number;
  readonly replica: Replica;
  readonly log: PartitionLog;
}

/** A partition on a broker that is in service: one that starts answers nobody yet. null: it is not hosted there now. */
export function hostedOn(s: SimState, partition: WatchedPartition, broker: number): HostedReplica | null {
  const state = s.brokers.get(broker)?.state;
  if (state !== 'running' && state !== 'fenced' && state !== 'stopping') return null;
  const key = replicaKey(s, broker, partition.topic, partition.partition);
  const replica = s.replicas.get(key);
  const log = s.logs.get(key);
  if (replica === undefined || log?.topicId !== partition.topicId) return null;
  return { key, broker, replica, log };
}

/** The leader of the controller's own epoch, if it is in service and knows that it leads. */
export function presentLeader(s: SimState, image: MetadataImage, partition: WatchedPartition): HostedReplica | null {
  const registration = registrationOf(image, partition);
  if (registration === undefined || registration.leader < 0) return null;
  const hosted = hostedOn(s, partition, registration.leader);
  if (hosted?.replica.role !== 'leader' || hosted.replica.leaderEpoch !== registration.leaderEpoch) return null;
  return hosted;
}
