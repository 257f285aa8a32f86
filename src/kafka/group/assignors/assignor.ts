import type { TopicPartition } from '../../protocol/requests.ts';
import type { ConsumerProtocolSubscription } from '../consumer-protocol.ts';
import { cooperativeStickyAssignor } from './cooperative-sticky.ts';
import { rangeAssignor } from './range.ts';
import { roundRobinAssignor } from './round-robin.ts';
import { stickyAssignor } from './sticky.ts';

/** A member as the group's leader knows it. Source: ConsumerPartitionAssignor.Subscription. */
export interface AssignorMember extends ConsumerProtocolSubscription {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
}

/** What the leader's metadata knows of the topics. */
export interface AssignorCluster {
  /** Topics that are absent, or have 0 partitions, are skipped. Java's hash order, where the order of a list counts. */
  readonly partitionsPerTopic: ReadonlyMap<string, number>;
  /** Topic → by partition, the racks of its replicas (those that have one). Absent: no broker has a rack. */
  readonly replicaRacks?: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/**
 * Member id → topic → partitions. Topics and partitions stand in the order of Kafka's list, as far as ConsumerProtocol
 * keeps it. A member without partitions has an empty map.
 */
export type GroupAssignment = Map<string, Map<string, number[]>>;

/** Source: ConsumerPartitionAssignor.java. */
export interface Assignor {
  /** As in partition.assignment.strategy and the group's record. */
  readonly name: string;
  /** Best first. Eager: every member gives up all its partitions before it joins again. */
  readonly supportedProtocols: readonly ('COOPERATIVE' | 'EAGER')[];
  /** What a member that has this assignment (null: none yet) adds to its subscription. */
  readonly subscriptionUserData: (last: LastAssignment | null) => Uint8Array | null;
  /**
   * `members` stand in the order in which Java's HashMap iterates their ids (see base/java-string.ts).
   * @throws AssignorFailure where Kafka's assignor throws
   */
  readonly assign: (cluster: AssignorCluster, members: readonly AssignorMember[]) => GroupAssignment;
}

/** Source: ConsumerPartitionAssignor.onAssignment. */
export interface LastAssignment {
  readonly partitions: readonly TopicPartition[];
  readonly generationId: number;
}

const assignors: ReadonlyMap<string, Assignor> = new Map(
  [rangeAssignor, roundRobinAssignor, stickyAssignor, cooperativeStickyAssignor].map((it) => [it.name, it]),
);

/** The assignor of that name, or undefined when there is none. */
export const assignorByName = (name: string): Assignor | undefined => assignors.get(name);
