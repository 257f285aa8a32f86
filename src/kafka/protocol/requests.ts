import type { RecordBatch } from '../record/record-batch.ts';
import type { ErrorCode } from './errors.ts';
import type {
  BeginQuorumEpochRequest,
  BeginQuorumEpochResponse,
  EndQuorumEpochRequest,
  EndQuorumEpochResponse,
  VoteRequest,
  VoteResponse,
} from './quorum-requests.ts';

/**
 * The requests and responses that travel between simulated processes, with the field names of Kafka's message
 * schemas (clients/src/main/resources/common/message/*.json). Fields that no simulated rule reads are left out.
 * Bodies are immutable once sent: sender, network, receiver and checkpoints share them.
 */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export interface ProduceRequest {
  readonly api: 'Produce';
  readonly acks: -1 | 0 | 1;
  readonly timeoutMs: number;
  readonly data: readonly (TopicPartition & {
    readonly batch: RecordBatch;
    /** Not on the wire, for onlookers alone: number of its first record among those that the sender has put into batches. */
    readonly firstOrdinal?: number;
  })[];
}
export interface ProduceResponse {
  readonly api: 'Produce';
  readonly responses: readonly (TopicPartition & {
    readonly error: ErrorCode;
    readonly errorMessage: string | null;
    readonly baseOffset: number;
    readonly logAppendTimeMs: number;
    readonly logStartOffset: number;
    /** Records of a refused batch that were at fault one by one; absent: none. */
    readonly recordErrors?: readonly { readonly batchIndex: number; readonly message: string }[];
    /** Of a refusal by who does not lead: whom it takes for the leader (KIP-951); absent: it knows none. */
    readonly currentLeader?: { readonly leaderId: number; readonly leaderEpoch: number };
  })[];
}

/** Of a producer without a transactional id; those with one have no coordinator here. */
export interface InitProducerIdRequest {
  readonly api: 'InitProducerId';
}
export interface InitProducerIdResponse {
  readonly api: 'InitProducerId';
  readonly error: ErrorCode;
  /** −1 on error. */
  readonly producerId: number;
  readonly producerEpoch: number;
}
/** A broker asks the controller for the next block of producer ids. */
export interface AllocateProducerIdsRequest {
  readonly api: 'AllocateProducerIds';
  readonly brokerId: number;
  readonly brokerEpoch: number;
}
export interface AllocateProducerIdsResponse {
  readonly api: 'AllocateProducerIds';
  readonly error: ErrorCode;
  readonly producerIdStart: number;
  readonly producerIdLen: number;
}

export interface FetchPartition extends TopicPartition {
  readonly currentLeaderEpoch: number;
  readonly fetchOffset: number;
  /** −1 when unknown or when a consumer asks. */
  readonly lastFetchedEpoch: number;
  /** The follower's log start; −1 from a consumer. */
  readonly logStartOffset: number;
  readonly partitionMaxBytes: number;
  /** Of `__cluster_metadata` only: what the asker knows to be committed (KIP-1166). */
  readonly highWatermark?: number;
}
export interface FetchRequest {
  readonly api: 'Fetch';
  /** −1: a consumer. Otherwise the follower's (or observer's) node id. */
  readonly replicaId: number;
  /** Broker epoch of the follower, −1 from a consumer. */
  readonly replicaEpoch: number;
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly isolationLevel: 'read_uncommitted' | 'read_committed';
  readonly rackId: string;
  readonly partitions: readonly FetchPartition[];
}
export interface FetchPartitionResponse extends TopicPartition {
  readonly error: ErrorCode;
  readonly highWatermark: number;
  readonly lastStableOffset: number;
  readonly logStartOffset: number;
  readonly divergingEpoch: { readonly epoch: number; readonly endOffset: number } | null;
  readonly records: readonly RecordBatch[];
  /** With read_committed: aborted transactions among the records. Absent: none. */
  readonly abortedTransactions?: readonly { readonly producerId: number; readonly firstOffset: number }[];
  /** Follower fetching (KIP-392): the consumer is to ask this broker instead, and gets no records here. */
  readonly preferredReadReplica?: number;
  /** Of `__cluster_metadata` only: whom the answering voter takes for the leader; −1: nobody. */
  readonly currentLeader?: { readonly leaderId: number; readonly leaderEpoch: number };
}
export interface FetchResponse {
  readonly api: 'Fetch';
  readonly responses: readonly FetchPartitionResponse[];
}

export interface ListOffsetsRequest {
  readonly api: 'ListOffsets';
  readonly replicaId: number;
  readonly isolationLevel: 'read_uncommitted' | 'read_committed';
  /** timestamp −1 latest, −2 earliest, otherwise milliseconds. */
  readonly partitions: readonly (TopicPartition & {
    readonly currentLeaderEpoch: number;
    readonly timestamp: number;
  })[];
}
export interface ListOffsetsResponse {
  readonly api: 'ListOffsets';
  readonly responses: readonly (TopicPartition & {
    readonly error: ErrorCode;
    readonly timestamp: number;
    readonly offset: number;
    readonly leaderEpoch: number;
  })[];
}

/** Where an epoch ends in the leader's log, as a consumer asks before it reads on (KIP-320). */
export interface OffsetForLeaderEpochRequest {
  readonly api: 'OffsetForLeaderEpoch';
  readonly partitions: readonly (TopicPartition & {
    readonly currentLeaderEpoch: number;
    readonly leaderEpoch: number;
  })[];
}
export interface OffsetForLeaderEpochResponse {
  readonly api: 'OffsetForLeaderEpoch';
  /** leaderEpoch: the largest that the leader knows up to the one asked for; both −1: the leader cannot tell, or an error. */
  readonly responses: readonly (TopicPartition & {
    readonly error: ErrorCode;
    readonly leaderEpoch: number;
    readonly endOffset: number;
  })[];
}

export interface MetadataRequest {
  readonly api: 'Metadata';
  /** null: every topic. */
  readonly topics: readonly string[] | null;
}
export interface MetadataPartition {
  readonly error: ErrorCode;
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}
export interface MetadataTopic {
  readonly error: ErrorCode;
  readonly name: string;
  readonly topicId: string;
  readonly partitions: readonly MetadataPartition[];
}
export interface MetadataResponse {
  readonly api: 'Metadata';
  readonly brokers: readonly { readonly nodeId: number; readonly rack: string | null }[];
  readonly controllerId: number;
  readonly topics: readonly MetadataTopic[];
}

export interface FindCoordinatorRequest {
  readonly api: 'FindCoordinator';
  readonly key: string;
}
export interface FindCoordinatorResponse {
  readonly api: 'FindCoordinator';
  readonly error: ErrorCode;
  /** −1 on error. */
  readonly nodeId: number;
}

export interface JoinGroupRequest {
  readonly api: 'JoinGroup';
  readonly groupId: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  /** Empty on the first join. */
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly protocolType: string;
  /** In the member's order of preference; metadata is a ConsumerProtocolSubscription. */
  readonly protocols: readonly { readonly name: string; readonly metadata: Uint8Array }[];
  readonly reason: string | null;
}
export interface JoinGroupResponse {
  readonly api: 'JoinGroup';
  readonly error: ErrorCode;
  readonly generationId: number;
  readonly protocolName: string;
  readonly leader: string;
  readonly skipAssignment: boolean;
  readonly memberId: string;
  /** Filled for the leader only. */
  readonly members: readonly {
    readonly memberId: string;
    readonly groupInstanceId: string | null;
    readonly metadata: Uint8Array;
  }[];
}
export interface SyncGroupRequest {
  readonly api: 'SyncGroup';
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly protocolName: string;
  /** Filled by the leader only; assignment is a ConsumerProtocolAssignment. */
  readonly assignments: readonly { readonly memberId: string; readonly assignment: Uint8Array }[];
}
export interface SyncGroupResponse {
  readonly api: 'SyncGroup';
  readonly error: ErrorCode;
  readonly protocolName: string;
  readonly assignment: Uint8Array;
}
export interface HeartbeatRequest {
  readonly api: 'Heartbeat';
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
}
export interface HeartbeatResponse {
  readonly api: 'Heartbeat';
  readonly error: ErrorCode;
}
export interface LeaveGroupRequest {
  readonly api: 'LeaveGroup';
  readonly groupId: string;
  readonly members: readonly {
    readonly memberId: string;
    readonly groupInstanceId: string | null;
    readonly reason: string | null;
  }[];
}
export interface LeaveGroupResponse {
  readonly api: 'LeaveGroup';
  readonly error: ErrorCode;
}
export interface OffsetCommitRequest {
  readonly api: 'OffsetCommit';
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly offsets: readonly (TopicPartition & {
    readonly committedOffset: number;
    readonly committedLeaderEpoch: number;
    readonly committedMetadata: string;
  })[];
}
export interface OffsetCommitResponse {
  readonly api: 'OffsetCommit';
  readonly responses: readonly (TopicPartition & { readonly error: ErrorCode })[];
}
export interface OffsetFetchRequest {
  readonly api: 'OffsetFetch';
  readonly groupId: string;
  /** null: all that the group has committed. */
  readonly partitions: readonly TopicPartition[] | null;
}
export interface OffsetFetchResponse {
  readonly api: 'OffsetFetch';
  readonly error: ErrorCode;
  /** committedOffset −1: nothing committed. */
  readonly offsets: readonly (TopicPartition & {
    readonly committedOffset: number;
    readonly committedLeaderEpoch: number;
    readonly error: ErrorCode;
  })[];
}

export interface DescribeGroupsRequest {
  readonly api: 'DescribeGroups';
  readonly groupId: string;
}
export interface DescribeGroupsResponse {
  readonly api: 'DescribeGroups';
  readonly error: ErrorCode;
  readonly groupState: string;
}

export interface BrokerRegistrationRequest {
  readonly api: 'BrokerRegistration';
  readonly brokerId: number;
  readonly incarnationId: string;
  readonly rack: string | null;
  /** Epoch in the clean-shutdown file; −1 when there is none: then the shutdown was unclean. */
  readonly previousBrokerEpoch: number;
}
export interface BrokerRegistrationResponse {
  readonly api: 'BrokerRegistration';
  readonly error: ErrorCode;
  readonly brokerEpoch: number;
}
export interface BrokerHeartbeatRequest {
  readonly api: 'BrokerHeartbeat';
  readonly brokerId: number;
  readonly brokerEpoch: number;
  readonly currentMetadataOffset: number;
  readonly wantFence: boolean;
  readonly wantShutDown: boolean;
}
export interface BrokerHeartbeatResponse {
  readonly api: 'BrokerHeartbeat';
  readonly error: ErrorCode;
  readonly isCaughtUp: boolean;
  readonly isFenced: boolean;
  readonly shouldShutDown: boolean;
}
export interface AlterPartitionRequest {
  readonly api: 'AlterPartition';
  readonly brokerId: number;
  readonly brokerEpoch: number;
  readonly partitions: readonly (TopicPartition & {
    readonly leaderEpoch: number;
    readonly partitionEpoch: number;
    readonly newIsr: readonly { readonly brokerId: number; readonly brokerEpoch: number }[];
    readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING';
  })[];
}
export interface AlterPartitionResponse {
  readonly api: 'AlterPartition';
  readonly error: ErrorCode;
  readonly partitions: readonly (TopicPartition & {
    readonly error: ErrorCode;
    readonly leaderId: number;
    readonly leaderEpoch: number;
    readonly isr: readonly number[];
    readonly partitionEpoch: number;
    readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING';
  })[];
}

export interface CreateTopicsRequest {
  readonly api: 'CreateTopics';
  readonly topics: readonly {
    readonly name: string;
    /** −1: broker default num.partitions. */
    readonly numPartitions: number;
    /** −1: broker default default.replication.factor. */
    readonly replicationFactor: number;
    /** Replica lists by partition; empty: let the controller place them. */
    readonly assignments: readonly (readonly number[])[];
    readonly configs: readonly { readonly name: string; readonly value: string }[];
  }[];
}
export interface NamedResult {
  readonly name: string;
  readonly error: ErrorCode;
  readonly errorMessage: string | null;
}
export interface CreateTopicsResponse {
  readonly api: 'CreateTopics';
  readonly topics: readonly NamedResult[];
}
export interface CreatePartitionsRequest {
  readonly api: 'CreatePartitions';
  readonly topics: readonly {
    readonly name: string;
    /** The new total. */
    readonly count: number;
    readonly assignments: readonly (readonly number[])[];
  }[];
}
export interface CreatePartitionsResponse {
  readonly api: 'CreatePartitions';
  readonly results: readonly NamedResult[];
}
export interface ElectLeadersRequest {
  readonly api: 'ElectLeaders';
  readonly electionType: 'PREFERRED' | 'UNCLEAN';
  readonly partitions: readonly TopicPartition[];
}
export interface ElectLeadersResponse {
  readonly api: 'ElectLeaders';
  readonly results: readonly (TopicPartition & { readonly error: ErrorCode; readonly errorMessage: string | null })[];
}

/** IncrementalAlterConfigs of one resource with SET and DELETE only. */
export interface IncrementalAlterConfigsRequest {
  readonly api: 'IncrementalAlterConfigs';
  readonly resources: readonly {
    readonly resourceType: 'TOPIC' | 'BROKER';
    /** Empty with type BROKER: the cluster-wide default. */
    readonly resourceName: string;
    /** value null: DELETE, back to the default. */
    readonly configs: readonly { readonly name: string; readonly value: string | null }[];
  }[];
}
export interface IncrementalAlterConfigsResponse {
  readonly api: 'IncrementalAlterConfigs';
  readonly responses: readonly {
    readonly resourceType: 'TOPIC' | 'BROKER';
    readonly resourceName: string;
    readonly error: ErrorCode;
    readonly errorMessage: string | null;
  }[];
}
export interface DeleteTopicsRequest {
  readonly api: 'DeleteTopics';
  readonly topicNames: readonly string[];
}
export interface DeleteTopicsResponse {
  readonly api: 'DeleteTopics';
  readonly responses: readonly NamedResult[];
}
export interface DeleteRecordsRequest {
  readonly api: 'DeleteRecords';
  readonly timeoutMs: number;
  /** offset −1: the high watermark. */
  readonly partitions: readonly (TopicPartition & { readonly offset: number })[];
}
export interface DeleteRecordsResponse {
  readonly api: 'DeleteRecords';
  readonly partitions: readonly (TopicPartition & {
    /** −1 on error. */
    readonly lowWatermark: number;
    readonly error: ErrorCode;
  })[];
}
export interface AlterPartitionReassignmentsRequest {
  readonly api: 'AlterPartitionReassignments';
  readonly allowReplicationFactorChange: boolean;
  /** replicas null: cancel. */
  readonly partitions: readonly (TopicPartition & { readonly replicas: readonly number[] | null })[];
}
export interface AlterPartitionReassignmentsResponse {
  readonly api: 'AlterPartitionReassignments';
  readonly responses: readonly (TopicPartition & { readonly error: ErrorCode; readonly errorMessage: string | null })[];
}
export interface UnregisterBrokerRequest {
  readonly api: 'UnregisterBroker';
  readonly brokerId: number;
}
export interface UnregisterBrokerResponse {
  readonly api: 'UnregisterBroker';
  readonly error: ErrorCode;
  readonly errorMessage: string | null;
}

export type KafkaRequest =
  | ProduceRequest
  | InitProducerIdRequest
  | AllocateProducerIdsRequest
  | FetchRequest
  | ListOffsetsRequest
  | OffsetForLeaderEpochRequest
  | MetadataRequest
  | FindCoordinatorRequest
  | JoinGroupRequest
  | SyncGroupRequest
  | HeartbeatRequest
  | LeaveGroupRequest
  | OffsetCommitRequest
  | OffsetFetchRequest
  | DescribeGroupsRequest
  | BrokerRegistrationRequest
  | BrokerHeartbeatRequest
  | AlterPartitionRequest
  | CreateTopicsRequest
  | CreatePartitionsRequest
  | ElectLeadersRequest
  | IncrementalAlterConfigsRequest
  | DeleteTopicsRequest
  | DeleteRecordsRequest
  | AlterPartitionReassignmentsRequest
  | UnregisterBrokerRequest
  | VoteRequest
  | BeginQuorumEpochRequest
  | EndQuorumEpochRequest;

export type KafkaResponse =
  | ProduceResponse
  | InitProducerIdResponse
  | AllocateProducerIdsResponse
  | FetchResponse
  | ListOffsetsResponse
  | OffsetForLeaderEpochResponse
  | MetadataResponse
  | FindCoordinatorResponse
  | JoinGroupResponse
  | SyncGroupResponse
  | HeartbeatResponse
  | LeaveGroupResponse
  | OffsetCommitResponse
  | OffsetFetchResponse
  | DescribeGroupsResponse
  | BrokerRegistrationResponse
  | BrokerHeartbeatResponse
  | AlterPartitionResponse
  | CreateTopicsResponse
  | CreatePartitionsResponse
  | ElectLeadersResponse
  | IncrementalAlterConfigsResponse
  | DeleteTopicsResponse
  | DeleteRecordsResponse
  | AlterPartitionReassignmentsResponse
  | UnregisterBrokerResponse
  | VoteResponse
  | BeginQuorumEpochResponse
  | EndQuorumEpochResponse;

export type ApiName = KafkaRequest['api'];
export type RequestOf<A extends ApiName> = Extract<KafkaRequest, { api: A }>;
export type ResponseOf<A extends ApiName> = Extract<KafkaResponse, { api: A }>;
