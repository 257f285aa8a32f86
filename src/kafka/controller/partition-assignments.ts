import type { JavaRandom } from '../../base/java-random.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { hashSetOrder } from './java-hash-set.ts';
import { defaultDirectory } from './leader-and-isr-updates.ts';
import type { MetadataImage, PartitionRegistration } from './metadata-image.ts';
import { isActive } from './partition-change-builder.ts';
import { newPartition } from './partition-registration.ts';
import { placeReplicas } from './striped-replica-placer.ts';

/** Replicas of a partition to be created and those of them that are alive: its first ISR. */
export interface Assignment {
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

interface Refusal {
  readonly error: ErrorCode;
  readonly message: string;
  /** The placer itself refused; createTopics then puts a sentence in front of the message. */
  readonly fromPlacer?: true;
}

export function toNewPartition(image: MetadataImage, { replicas, isr }: Assignment): PartitionRegistration {
  return newPartition(
    replicas,
    isr,
    replicas.map((replica) => defaultDirectory(image, replica)),
  );
}

/** New partitions `start` … as the controller places them. */
export function placePartitions(
  image: MetadataImage,
  random: JavaRandom,
  start: number,
  count: number,
  replicationFactor: number,
): Refusal | { readonly partitions: readonly Assignment[] } {
  const placed = placeReplicas(random, usableBrokers(image), start, count, replicationFactor);
  if (!placed.ok) return { error: placed.error.error, message: placed.error.message, fromPlacer: true };
  const partitions = placed.value.map((replicas) => ({ replicas, isr: active(image, replicas) }));
  if (partitions.every(({ isr }) => isr.length > 0)) return { partitions };
  return {
    error: 'INVALID_REPLICATION_FACTOR',
    message:
      `Unable to replicate the partition ${replicationFactor} time(s): ` +
      'All brokers are currently fenced or in controlled shutdown.',
  };
}

/** A broker that shuts down takes no new replica; once it is fenced it does (BrokerHeartbeatManager.usableBrokers). */
function usableBrokers(image: MetadataImage): { id: number; rack: string | null; fenced: boolean }[] {
  return hashSetOrder([], [...image.brokers.keys()])
    .map((id) => image.brokers.get(id))
    .filter((broker) => broker !== undefined)
    .filter((broker) => broker.fenced || !broker.inControlledShutdown)
    .map(({ id, rack, fenced }) => ({ id, rack, fenced }));
}

function active(image: MetadataImage, replicas: readonly number[]): number[] {
  return replicas.filter((replica) => isActive(image, replica));
}

/**
 * A replica list that the client chose (ReplicationControlManager.validateManualPartitionAssignment).
 * `replicationFactor` null: any.
 */
export function checkManualAssignment(
  image: MetadataImage,
  replicas: readonly number[],
  partitionId: number,
  replicationFactor: number | null,
): Refusal | Assignment {
  const message = manualAssignmentProblem(image, replicas, replicationFactor);
  if (message !== null) return { error: 'INVALID_REPLICA_ASSIGNMENT', message };
  const isr = active(image, replicas);
  if (isr.length > 0) return { replicas, isr };
  return {
    error: 'INVALID_REPLICA_ASSIGNMENT',
    message:
      `All brokers specified in the manual partition assignment for partition ${partitionId} are fenced or in ` +
      'controlled shutdown.',
  };
}

/** What is wrong with the list as such, whoever of it is alive. */
export function manualAssignmentProblem(
  image: MetadataImage,
  replicas: readonly number[],
  replicationFactor: number | null,
): string | null {
  if (replicas.length === 0) return 'The manual partition assignment includes an empty replica list.';
  const sorted = replicas.toSorted((a, b) => a - b);
  for (const [i, broker] of sorted.entries()) {
    if (!image.brokers.has(broker)) {
      return `The manual partition assignment includes broker ${broker}, but no such broker is registered.`;
    }
    if (broker === sorted[i - 1]) {
      return `The manual partition assignment includes the broker ${broker} more than once.`;
    }
  }
  if (replicationFactor === null || replicas.length === replicationFactor) return null;
  return (
    `The manual partition assignment includes a partition with ${replicas.length} replica(s), but this is not ` +
    `consistent with previous partitions, which have ${replicationFactor} replica(s).`
  );
}
