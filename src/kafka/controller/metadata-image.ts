/**
 * What a node knows of the cluster after applying `__cluster_metadata` up to `offset` (org.apache.kafka.image).
 * Images are immutable and share what a record did not change, so each broker may hold its own at its own pace.
 */
export interface PartitionRegistration {
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly elr: readonly number[];
  readonly lastKnownElr: readonly number[];
  readonly addingReplicas: readonly number[];
  readonly removingReplicas: readonly number[];
  /** −1: none. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING';
  /** Id of each replica's log directory, in the order of `replicas`; absent where nobody asked for directories. */
  readonly directories?: readonly string[];
}

export interface TopicImage {
  readonly name: string;
  /** Kafka's 22-character base64 form. */
  readonly topicId: string;
  readonly partitions: readonly PartitionRegistration[];
}

export interface BrokerRegistration {
  readonly id: number;
  /** Offset of the registration record. */
  readonly epoch: number;
  readonly incarnationId: string;
  readonly rack: string | null;
  readonly fenced: boolean;
  readonly inControlledShutdown: boolean;
  /** Offset of the newest RegisterBrokerRecord of this broker; absent: equal to `epoch`. */
  readonly registrationOffset?: number;
  /** Ids of its log directories. */
  readonly logDirs?: readonly string[];
  /** Ids of those that take no new replicas; absent until the broker has told them. */
  readonly cordonedLogDirs?: readonly string[];
}

export interface MetadataImage {
  /** Offset of the last record applied; −1 before the first. */
  readonly offset: number;
  readonly topics: ReadonlyMap<string, TopicImage>;
  readonly brokers: ReadonlyMap<number, BrokerRegistration>;
  /** By resource: `topic:NAME`, `broker:ID`, `broker:` for the cluster default; then config name → value. */
  readonly configs: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Feature name → finalized level, `metadata.version` and `eligible.leader.replicas.version` among them. */
  readonly features: ReadonlyMap<string, number>;
  /** First id of the block of producer ids that the controller gives out next. */
  readonly nextProducerId: number;
}

export const emptyImage: MetadataImage = {
  offset: -1,
  topics: new Map(),
  brokers: new Map(),
  configs: new Map(),
  features: new Map(),
  nextProducerId: 0,
};
