import type { ApplicationDescription } from '../kafka/client/consumer/describe.ts';
import type { LastCommit } from '../kafka/client/consumer/work-state.ts';
import type { ApiName, TopicPartition } from '../kafka/protocol/requests.ts';
import type { ChaosProfile } from './command.ts';
import type { ApplicationSetup, KeyPattern, LoadPattern, RecordPattern } from './setup.ts';

/** What the cluster lens shows of one moment. Offsets, epochs and states are observed, not derived, unless said. */
export interface Snapshot {
  readonly atUs: number;
  /** Wall-clock milliseconds since 1970 at the start of the run. */
  readonly startTimeMs: number;
  /** The active controller; while there is none, the one that knows most. */
  readonly controller: { readonly id: number; readonly metadataOffset: number; readonly running: boolean };
  /** Every voter of the metadata quorum. */
  readonly controllers: readonly ControllerView[];
  readonly network: { readonly latencyUs: number; readonly jitterUs: number };
  readonly brokers: readonly BrokerView[];
  readonly topics: readonly TopicView[];
  /** Broker configs in force on brokers that have none of their own: dynamic ones for all over static ones. */
  readonly clusterConfigs: Readonly<Record<string, string>>;
  /** What brokers give topics that do not set it themselves, where that is not Kafka's default, by the topic's names. */
  readonly topicDefaults: Readonly<Record<string, string>>;
  readonly partitions: readonly PartitionView[];
  readonly producers: readonly ProducerView[];
  readonly groups: readonly GroupView[];
  /** Links between brokers or to the controller that are cut or have their own latency. */
  readonly links: readonly LinkView[];
  /** Absent: nobody has started any. */
  readonly chaos?: ChaosProfile;
  readonly waits: readonly WaitView[];
  readonly evidence: EvidenceCounts;
  /** Messages in flight, `packetStride` numbers each; the field order is `packetFields`. At most 200. */
  readonly packets: Float64Array;
}

/** What clients have suffered so far: records, and sums of microseconds. */
export interface EvidenceCounts {
  readonly acknowledged: number;
  readonly acknowledgedLost: number;
  readonly duplicated: number;
  readonly reordered: number;
  /** Over all groups. */
  readonly processedTwice: number;
  readonly skipped: number;
  readonly outOfOrder: number;
  /** Over all partitions. */
  readonly unavailableUs: number;
  /** Over all members of all groups. */
  readonly stoodStillUs: number;
}

/** A voter of the metadata quorum, as it sees itself. */
export interface ControllerView {
  readonly id: number;
  readonly state: 'running' | 'paused' | 'stopping' | 'stopped';
  readonly role: 'unattached' | 'follower' | 'prospective' | 'candidate' | 'leader' | 'resigned';
  /** It leads the quorum and has taken up a controller's duties. */
  readonly active: boolean;
  readonly epoch: number;
  /** Whom it takes for the leader; −1: it knows none. */
  readonly leaderId: number;
  readonly logEndOffset: number;
  /** −1: not known since it started. */
  readonly highWatermark: number;
}

export type BrokerState =
  | 'starting'
  /** Alive, but the controller does not count it in. */
  | 'fenced'
  | 'running'
  | 'stopping'
  | 'stopped'
  | 'crashed';

export interface BrokerView {
  readonly id: number;
  readonly rack: string | null;
  /** paused: its process stands still (SIGSTOP), whatever state it is in. */
  readonly state: BrokerState | 'paused';
  /** What the controller believes, which may differ from `state` for a session. */
  readonly fenced: boolean;
  readonly brokerEpoch: number;
  readonly metadataOffset: number;
  /** In force: the cluster's and its own dynamic configs over the static ones of the setup. */
  readonly configs: Readonly<Record<string, string>>;
  readonly leaders: number;
  readonly replicas: number;
  readonly logBytes: number;
  /** What it sends to, and takes in for, throttled replicas; absent: no rate holds it back on that side. */
  readonly throttle: { readonly leader?: ThrottleView; readonly follower?: ThrottleView };
  /** Absent: the disk is fast, and there is room. */
  readonly disk?: { readonly slow: boolean; readonly limited: boolean };
  /** Folded internal topics: replicas of each on this broker, and how many of them it leads. */
  readonly internal: readonly { readonly topic: string; readonly replicas: number; readonly leaders: number }[];
}

/** Bytes a second: the throttled rate, and what Kafka's own meter of it reads (byte-rate). */
export interface ThrottleView {
  readonly rate: number;
  readonly observed: number;
}

export interface TopicView {
  readonly name: string;
  readonly topicId: string;
  readonly internal: boolean;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly minInsyncReplicas: number;
  /** Configs set on the topic, by Kafka's keys. */
  readonly configs: Readonly<Record<string, string>>;
}

export interface PartitionView extends TopicPartition {
  /** Place in the order of all partitions of user topics: gives the colour. */
  readonly index: number;
  readonly internal: boolean;
  /** The controller's record. leader −1: none. */
  readonly leader: number;
  readonly preferredLeader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly isr: readonly number[];
  readonly elr: readonly number[];
  /** Of a reassignment under way. */
  readonly addingReplicas: readonly number[];
  readonly removingReplicas: readonly number[];
  readonly minInsyncReplicas: number;
  /** For how long nobody could be asked for it, microseconds. */
  readonly unavailableUs: number;
  /** In the order of the replica list. */
  readonly replicas: readonly ReplicaView[];
  /** Key class of the newest records of the longest log, for colouring by key: 0…7, −1 null key; the last entry is offset logEndOffset − 1 of that log. */
  readonly recentKeys: readonly number[];
}

export interface ReplicaView {
  readonly broker: number;
  /** What the broker itself believes it is. offline: its process does not run. */
  readonly role: 'leader' | 'follower' | 'offline';
  readonly inSync: boolean;
  /**
   * It is named among the throttled replicas. held: it is out of sync and its own or its leader's quota is exceeded now, so
   * it gets nothing. Absent: not named.
   */
  readonly throttled?: 'listed' | 'held';
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  readonly highWatermark: number;
  /** Newest epoch in this replica's leader-epoch cache; −1 when empty. */
  readonly lastEpoch: number;
  readonly sizeInBytes: number;
  readonly segments: number;
}

export interface ProducerView {
  readonly id: string;
  readonly node: number;
  readonly topic: string;
  readonly ratePerSecond: number;
  readonly keys: KeyPattern;
  /** Absent: at its rate, for ever. */
  readonly load?: LoadPattern;
  readonly record?: RecordPattern;
  readonly acks: '0' | '1' | 'all';
  /** Set by hand, by Kafka's keys; what is not named has Kafka's default. */
  readonly configs: Readonly<Record<string, string>>;
  readonly sent: number;
  readonly acknowledged: number;
  readonly failed: number;
  /** Records in the accumulator or in flight. */
  readonly pending: number;
  readonly retrying: boolean;
  /** It is being closed, to start anew with other configs. */
  readonly restarting: boolean;
}

export interface GroupView {
  readonly id: string;
  /** Subscribed to, by name or by `pattern`. */
  readonly topics: readonly string[];
  readonly pattern?: string;
  /** What its members' application does, besides processing records. */
  readonly application?: ApplicationSetup;
  /** Its members' consumer configs set by hand, by Kafka's keys; what is not named has Kafka's default. */
  readonly configs: Readonly<Record<string, string>>;
  /** What its coordinator says; Unknown while there is none. */
  readonly state: 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead' | 'Unknown';
  readonly generation: number;
  /** −1: not found yet. */
  readonly coordinator: number;
  readonly offsetsPartition: number;
  readonly members: readonly MemberView[];
  readonly offsets: readonly GroupOffsetView[];
  /** Sum over partitions with a commit: high watermark − committed offset, as kafka-consumer-groups counts it. */
  readonly lag: number;
  /** Records that members processed again, and records that no member was ever handed. */
  readonly processedTwice: number;
  readonly skipped: number;
}

export interface MemberView {
  /** client.id */
  readonly id: string;
  readonly node: number;
  readonly memberId: string;
  readonly state: 'joining' | 'stable' | 'crashed' | 'closed';
  readonly generation: number;
  readonly leader: boolean;
  readonly assigned: readonly TopicPartition[];
  readonly processingUs: number;
  readonly processed: number;
  /** records-lag summed over its partitions: high watermark − position. */
  readonly lag: number;
  readonly partitions: readonly MemberPartitionView[];
  readonly application: ApplicationDescription;
  /** Its process stands still. */
  readonly paused: boolean;
  readonly lastCommit: LastCommit | null;
}

/** As the consumer itself knows it; −1: it does not. */
export interface MemberPartitionView extends TopicPartition {
  readonly position: number;
  readonly committed: number;
  readonly lag: number;
}

export interface GroupOffsetView extends TopicPartition {
  /** −1: nothing committed. */
  readonly committed: number;
  /** −1: no member has a position there. */
  readonly position: number;
  /** high watermark − committed; −1 when nothing is committed. */
  readonly lag: number;
}

export interface LinkView {
  readonly from: number;
  readonly to: number;
  readonly cut: boolean;
  /** null: the network's own. */
  readonly latencyUs: number | null;
  /** Absent: the network's own. */
  readonly lossPerMillion?: number;
}

/** A wait that a person would like to see end: drawn as a ring that counts down. */
export interface WaitView {
  readonly id: string;
  /** What waits: a broker id, a `topic-partition`, a group id or a member id. */
  readonly subject: { readonly kind: 'broker' | 'partition' | 'group' | 'member'; readonly id: string };
  /** The config whose time runs. */
  readonly config:
    | 'broker.session.timeout.ms'
    | 'replica.lag.time.max.ms'
    | 'group.initial.rebalance.delay.ms'
    | 'session.timeout.ms'
    | 'max.poll.interval.ms'
    | 'delivery.timeout.ms'
    | 'request.timeout.ms';
  readonly startUs: number;
  readonly endUs: number;
}

export const packetFields = [
  'from',
  'to',
  'api',
  'isResponse',
  'sentAtUs',
  'arrivesAtUs',
  'records',
  'partitionIndex',
  'bytes',
  'id',
] as const;
export const packetStride = packetFields.length;

/** Number of an api in a packet row. */
export const packetApis = [
  'Produce',
  'Fetch',
  'ListOffsets',
  'Metadata',
  'FindCoordinator',
  'JoinGroup',
  'SyncGroup',
  'Heartbeat',
  'LeaveGroup',
  'OffsetCommit',
  'OffsetFetch',
  'BrokerRegistration',
  'BrokerHeartbeat',
  'AlterPartition',
  'CreateTopics',
  'CreatePartitions',
  'ElectLeaders',
  'IncrementalAlterConfigs',
  'DeleteTopics',
  'DeleteRecords',
  'AlterPartitionReassignments',
  'UnregisterBroker',
  'Vote',
  'BeginQuorumEpoch',
  'EndQuorumEpoch',
  'InitProducerId',
  'AllocateProducerIds',
  'DescribeGroups',
  'OffsetForLeaderEpoch',
] as const satisfies readonly ApiName[];

/** Everything about one record at one moment. */
export interface RecordDetail extends TopicPartition {
  readonly offset: number;
  readonly timestampMs: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly { readonly key: string; readonly value: Uint8Array | null }[];
  readonly leaderEpoch: number;
  readonly committed: boolean;
  readonly batchBaseOffset: number;
  readonly batchLastOffset: number;
  readonly batchBytes: number;
  readonly crc: number;
  /** Brokers whose log holds it now. */
  readonly onBrokers: readonly number[];
  /** Groups whose members were handed it, and those that committed past it. */
  readonly readBy: readonly { readonly group: string; readonly read: boolean; readonly committed: boolean }[];
}
