/**
 * The records of `__cluster_metadata` that the simulated controller writes and reads, with the fields of Kafka's
 * schemas (metadata/src/main/resources/common/metadata/*.json, 4.3.1).
 */
export interface RegisterBrokerRecord {
  readonly type: 'RegisterBrokerRecord';
  readonly brokerId: number;
  readonly incarnationId: string;
  readonly brokerEpoch: number;
  readonly endPoints: readonly BrokerEndpoint[];
  readonly features: readonly BrokerFeature[];
  readonly rack: string | null;
  readonly fenced: boolean;
  readonly inControlledShutdown: boolean;
  /** Ids of the log directories, 22 characters each. */
  readonly logDirs: readonly string[];
  /** Directories that take no new replicas; null or absent until the broker tells them in a heartbeat (4.3). */
  readonly cordonedLogDirs?: readonly string[] | null;
}

export interface RegisterControllerRecord {
  readonly type: 'RegisterControllerRecord';
  readonly controllerId: number;
  readonly incarnationId: string;
  readonly zkMigrationReady: boolean;
  readonly endPoints: readonly BrokerEndpoint[];
  readonly features: readonly BrokerFeature[];
}

export interface BrokerEndpoint {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** 0 PLAINTEXT. */
  readonly securityProtocol: number;
}

export interface BrokerFeature {
  readonly name: string;
  readonly minSupportedVersion: number;
  readonly maxSupportedVersion: number;
}

export interface UnregisterBrokerRecord {
  readonly type: 'UnregisterBrokerRecord';
  readonly brokerId: number;
  readonly brokerEpoch: number;
}

export interface TopicRecord {
  readonly type: 'TopicRecord';
  readonly name: string;
  /** 22 characters: base64url of 16 bytes. */
  readonly topicId: string;
}

export type LeaderRecoveryState = 'RECOVERED' | 'RECOVERING';

export interface PartitionRecord {
  readonly type: 'PartitionRecord';
  readonly partitionId: number;
  readonly topicId: string;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly removingReplicas: readonly number[];
  readonly addingReplicas: readonly number[];
  /** −1: none. */
  readonly leader: number;
  readonly leaderRecoveryState: LeaderRecoveryState;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  /** The log directory of each replica, in the order of `replicas`. */
  readonly directories: readonly string[];
  readonly eligibleLeaderReplicas?: readonly number[] | null;
  readonly lastKnownElr?: readonly number[] | null;
}

/** A field that is absent or null did not change. `leader` −1: none now; given at all, it raises the leader epoch. */
export interface PartitionChangeRecord {
  readonly type: 'PartitionChangeRecord';
  readonly partitionId: number;
  readonly topicId: string;
  readonly isr?: readonly number[] | null;
  readonly leader?: number | null;
  readonly replicas?: readonly number[] | null;
  readonly removingReplicas?: readonly number[] | null;
  readonly addingReplicas?: readonly number[] | null;
  readonly leaderRecoveryState?: LeaderRecoveryState | null;
  readonly eligibleLeaderReplicas?: readonly number[] | null;
  readonly lastKnownElr?: readonly number[] | null;
  readonly directories?: readonly string[] | null;
}

export interface BrokerRegistrationChangeRecord {
  readonly type: 'BrokerRegistrationChangeRecord';
  readonly brokerId: number;
  readonly brokerEpoch: number;
  /** −1 unfenced, 0 no change, 1 fenced. */
  readonly fenced: -1 | 0 | 1;
  /** 0 no change, 1 in controlled shutdown. */
  readonly inControlledShutdown: 0 | 1;
  /** Empty: no change. */
  readonly logDirs?: readonly string[];
  /** null or absent: no change. */
  readonly cordonedLogDirs?: readonly string[] | null;
}

export type ConfigResourceType = 'TOPIC' | 'BROKER' | 'CLIENT_METRICS' | 'GROUP';

export interface ConfigRecord {
  readonly type: 'ConfigRecord';
  readonly resourceType: ConfigResourceType;
  /** Empty with type BROKER: the cluster-wide default. */
  readonly resourceName: string;
  readonly name: string;
  /** null: delete. */
  readonly value: string | null;
}

export interface RemoveTopicRecord {
  readonly type: 'RemoveTopicRecord';
  readonly topicId: string;
}

export interface FeatureLevelRecord {
  readonly type: 'FeatureLevelRecord';
  readonly name: string;
  /** 0: the feature is off. */
  readonly featureLevel: number;
}

/** The block of producer ids up to here is given to a broker. */
export interface ProducerIdsRecord {
  readonly type: 'ProducerIdsRecord';
  readonly brokerId: number;
  readonly brokerEpoch: number;
  /** The first id of the block that comes next. */
  readonly nextProducerId: number;
}

export interface NoOpRecord {
  readonly type: 'NoOpRecord';
}

export interface ClearElrRecord {
  readonly type: 'ClearElrRecord';
  /** Empty: every topic. */
  readonly topicName: string;
}

/** The records up to the EndTransactionRecord count together (KIP-868). */
export interface BeginTransactionRecord {
  readonly type: 'BeginTransactionRecord';
  readonly name: string | null;
}

export interface EndTransactionRecord {
  readonly type: 'EndTransactionRecord';
}

export type MetadataRecord =
  | RegisterBrokerRecord
  | RegisterControllerRecord
  | UnregisterBrokerRecord
  | TopicRecord
  | PartitionRecord
  | PartitionChangeRecord
  | BrokerRegistrationChangeRecord
  | ConfigRecord
  | RemoveTopicRecord
  | FeatureLevelRecord
  | NoOpRecord
  | ProducerIdsRecord
  | ClearElrRecord
  | BeginTransactionRecord
  | EndTransactionRecord;

/** The reserved log directory id MIGRATING: the broker named no directory (org.apache.kafka.common.DirectoryId). */
export const migratingDirectory = 'AAAAAAAAAAAAAAAAAAAAAA';
