import type { MetadataImage, PartitionRegistration } from '../../../kafka/controller/metadata-image.ts';
import type { MetadataRecord } from '../../../kafka/controller/metadata-records.ts';
import type { RecordBatch } from '../../../kafka/record/record-batch.ts';
import type { SimEvent } from '../../event-queue.ts';
import type { ConsumerChange } from './consumer-change.ts';
import type { LeaderAssignment } from './leader-assignment.ts';
import type { ReplicaChange } from './replica-change.ts';
import type { ShardChange } from './shard-change.ts';
import type { WatchedPartition } from './watched-partition.ts';

/** An answer that was sent in a step. */
export type Answer = Extract<SimEvent, { kind: 'response' }>;

/** A request of a client that is on its way; one that could not be sent is not. */
export type Sent = Extract<SimEvent, { kind: 'request' }>;

/** What one record of the metadata log did to a partition; `was` null: it is new. */
export interface PartitionChange {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  readonly was: PartitionRegistration | null;
  readonly is: PartitionRegistration;
}

/** One write of the controller, now committed: its records take effect together. */
export interface MetadataWrite {
  readonly before: MetadataImage;
  readonly after: MetadataImage;
  readonly records: readonly MetadataRecord[];
  /** In the order of the records. */
  readonly changes: readonly PartitionChange[];
}

export interface CommittedBatches {
  readonly partition: WatchedPartition;
  readonly batches: readonly RecordBatch[];
}

/** What one event, or one act of a person, changed. */
export interface Step {
  /** The node whose event it was; null: an act, or the first look, which may have touched anything. */
  readonly actor: number | null;
  /** The event; null as above. */
  readonly event: SimEvent | null;
  readonly changes: readonly ReplicaChange[];
  /** Partitions that are new to the watch, or of which a replica or the controller's record changed. */
  readonly partitions: readonly WatchedPartition[];
  readonly writes: readonly MetadataWrite[];
  /** What is committed of the cluster's metadata. */
  readonly image: MetadataImage;
  readonly answers: readonly Answer[];
  /** Requests that the client whose event it was has sent. */
  readonly sent: readonly Sent[];
  /** What became known as committed, partition by partition, oldest first. */
  readonly committed: readonly CommittedBatches[];
  /** Coordinators of groups of which something changed, or that came or went. */
  readonly shards: readonly ShardChange[];
  /** What a group's leader has sent to its coordinator. */
  readonly assignments: readonly LeaderAssignment[];
  /** Consumers that did a step, or ended. */
  readonly consumers: readonly ConsumerChange[];
  /** Whether a person has moved the consumer of this node since it was first seen. */
  readonly isSought: (node: number) => boolean;
  /** The partition with that number of the topic with this id; undefined: it has not been seen. */
  readonly find: (topicId: string, partition: number) => WatchedPartition | undefined;
  /** The partition that the committed metadata means by a name; undefined also if another topic had this name before. */
  readonly named: (topic: string, partition: number) => WatchedPartition | undefined;
}
