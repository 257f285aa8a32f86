import type { LastAssignment } from '../../group/assignors/assignor.ts';
import type { AssignorException } from '../../group/assignors/assignor-failure.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { FetchPartitionResponse, JoinGroupResponse, TopicPartition } from '../../protocol/requests.ts';
import type { ApplicationCall } from './application.ts';
import type { ConsumerConfig } from './config.ts';
import type { FetchPosition, LeaderAndEpoch } from './fetch-position.ts';
import type { LastCommit, Work } from './work-state.ts';

/** What the metadata says of a partition; leader −1: none. */
export interface KnownPartition extends LeaderAndEpoch {
  /** A newer epoch, which another answer told of: until the metadata is as new, the leader is not known. */
  readonly lastSeenEpoch?: number;
}

/** Source: clients/src/main/java/org/apache/kafka/clients/Metadata.java. */
export interface ClientMetadata {
  /** Node ids of the last response; empty before the first. */
  brokers: readonly number[];
  /** Topic → partitions by number. Topics that do not exist are absent. */
  topics: Map<string, readonly KnownPartition[]>;
  /** Topic → by partition, the racks of its replicas; absent: no broker has a rack. Replaced, never changed. */
  replicaRacks?: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Node id → its rack; absent: no broker has a rack. Replaced, never changed. */
  rackOf?: ReadonlyMap<number, string>;
  /** Responses taken in so far. */
  version: number;
  updateRequested: boolean;
  /** Other topics have come to matter since the request that is under way. */
  newTopics: boolean;
  inFlight: boolean;
  lastRefreshUs: number;
  lastSuccessUs: number;
  /** Failed refreshes in a row, and responses in a row that brought nothing new. */
  attempts: number;
  equivalentResponses: number;
}

/** Source: AbstractCoordinator.MemberState. */
export type MemberState = 'UNJOINED' | 'PREPARING_REBALANCE' | 'COMPLETING_REBALANCE' | 'STABLE';

/** Why a join failed: an error code of a response, or what happened to the request. */
export type JoinFailure = ErrorCode | 'DISCONNECTED' | 'UNJOINED_GROUP' | 'NO_COORDINATOR' | AssignorException;

/** Source: AbstractCoordinator.Generation; −1, '' and null: none. */
export interface Generation {
  readonly generationId: number;
  readonly memberId: string;
  readonly protocolName: string | null;
}

/** Topic → number of partitions, 0 when it does not exist. Source: ConsumerCoordinator.MetadataSnapshot. */
export interface MetadataSnapshot {
  readonly version: number;
  readonly partitions: ReadonlyMap<string, number>;
}

export interface Membership {
  state: MemberState;
  generation: Generation;
  rejoinNeeded: boolean;
  rejoinReason: string;
  needsJoinPrepare: boolean;
  /** A JoinGroup or SyncGroup is under way, or its result waits for the next poll. */
  joinPending: boolean;
  joinResult:
    | { readonly kind: 'assignment'; readonly assignment: Uint8Array }
    | { readonly kind: 'failed'; readonly error: JoinFailure }
    | null;
  /** No new join before this time. */
  retryAtUs: number;
  /** Generation of the last completed join, which KafkaConsumer.groupMetadata() shows; −1 before. */
  completedGenerationId: number;
  isLeader: boolean;
  /** By assignor: what the last generation that used it gave this member. Replaced, never changed. */
  lastAssignments: ReadonlyMap<string, LastAssignment>;
  /** Topics of all members, while this one leads. */
  groupTopics: readonly string[];
  /** What the last JoinGroup subscribed to; null before the first. */
  joinedTopics: readonly string[] | null;
  /** What the last metadata said of the topics that it watches. */
  metadataSnapshot: MetadataSnapshot;
  /** The snapshot that the leader assigned by; null when not leading. */
  assignmentSnapshot: MetadataSnapshot | null;
  /** The leader's join response, while it waits for metadata of the others' topics newer than `version`. */
  waitingForMetadata: { readonly response: JoinGroupResponse; readonly version: number } | null;
  /** The commit before revoking. */
  prepare: { deadlineUs: number; retryAtUs: number; commit: 'idle' | 'inFlight' | 'retriable' | 'done' } | null;
}

export interface CoordinatorLink {
  nodeId: number | null;
  lookupInFlight: boolean;
  retryAtUs: number;
  attempts: number;
}

/** Source: clients/.../consumer/internals/Heartbeat.java. */
export interface HeartbeatState {
  enabled: boolean;
  nextAtUs: number;
  sessionDeadlineUs: number;
  attempts: number;
  /** When the `heartbeat` timer is set for; null when it is not. */
  timerAtUs: number | null;
}

/** Source: SubscriptionState.TopicPartitionState. */
export interface AssignedPartition {
  readonly topic: string;
  readonly partition: number;
  state: 'INITIALIZING' | 'AWAIT_RESET' | 'AWAIT_VALIDATION' | 'FETCHING';
  /** Next offset to hand to the application; −1 while there is none. */
  position: number;
  /** Epoch of the record before the position; −1 when unknown. */
  offsetEpoch: number;
  /** The leader for whom the position is valid, or to whom it is yet to be validated. Replaced, never changed. */
  currentLeader: LeaderAndEpoch;
  pendingRevocation: boolean;
  /** pause(): its records wait. */
  paused: boolean;
  /** seekToBeginning or seekToEnd, as a ListOffsets timestamp; null: auto.offset.reset decides. */
  resetTo: number | null;
  nextRetryUs: number;
  highWatermark: number;
  logStartOffset: number;
  lastStableOffset: number;
  /** Whom the leader sent it to (KIP-392), and until when it reads there, microseconds; absent: from the leader. */
  preferredReadReplica?: { readonly node: number; readonly expiresUs: number };
  /** Last commit that the coordinator confirmed or returned to this member; −1 when none. */
  committed: number;
}

export type AbortedTransaction = NonNullable<FetchPartitionResponse['abortedTransactions']>[number];

/** One partition's part of a Fetch response, handed out by poll bit by bit. Source: CompletedFetch.java. */
export interface CompletedFetch {
  readonly topic: string;
  readonly partition: number;
  readonly data: FetchPartitionResponse;
  nextFetchOffset: number;
  batchIndex: number;
  initialized: boolean;
  lastEpoch: number;
  /** Of read_committed: aborted transactions that are still to begin, by first offset, and producers in one. */
  aborted: readonly AbortedTransaction[];
  abortedProducers: readonly number[];
}

export interface OffsetToCommit extends TopicPartition {
  readonly offset: number;
  readonly leaderEpoch: number;
}

/** commitSync (`waits`) or commitAsync under way. Immutable. */
export interface CommitCall {
  readonly id: number;
  readonly waits: boolean;
  readonly offsets: readonly OffsetToCommit[];
  readonly retryAtUs: number;
}

export type RequestPurpose =
  | { readonly kind: 'metadata' | 'findCoordinator' | 'leave' }
  | { readonly kind: 'join' | 'sync' | 'heartbeat'; readonly generation: Generation }
  | {
      readonly kind: 'commit';
      readonly why: 'auto' | 'prepare' | 'close' | 'call';
      /** Of a call of the application; −1 otherwise. */
      readonly id: number;
      readonly generation: Generation;
      readonly offsets: readonly OffsetToCommit[];
    }
  | { readonly kind: 'offsetFetch' | 'listOffsets'; readonly partitions: readonly TopicPartition[] }
  | { readonly kind: 'validate'; readonly positions: ReadonlyMap<string, FetchPosition> }
  | { readonly kind: 'fetch'; readonly fetchOffsets: ReadonlyMap<string, number> };

export interface InFlight {
  readonly to: number;
  /** Coordinator requests have a connection of their own. */
  readonly toCoordinator: boolean;
  readonly sentAtUs: number;
  readonly deadlineUs: number;
  readonly purpose: RequestPurpose;
}

/** A consumer and the application that polls it. Plain data. Source: ClassicKafkaConsumer.java. */
export interface Consumer {
  cow: number;
  config: ConsumerConfig;
  life: 'new' | 'running' | 'closing' | 'closed';
  /** Class of the exception that ended it, or null. */
  failure: string | null;
  /** A truncation was found while no reset policy is set: the next poll throws. Absent: none. */
  truncated?: true;
  closing: { stage: 'committing' | 'leaving' | 'left'; deadlineUs: number; retryAtUs: number } | null;
  nextCorrelationId: number;
  inFlight: Map<number, InFlight>;
  /** Node id → when it may be connected to again, after a disconnect. */
  nodeBackoff: Map<number, { readonly untilUs: number; readonly attempts: number }>;
  metadata: ClientMetadata;
  /** Topics it subscribes to: by name, or those that its pattern has matched. Replaced, never changed. */
  subscription: readonly string[];
  coordinator: CoordinatorLink;
  membership: Membership;
  heartbeat: HeartbeatState;
  /** By `TOPIC-PARTITION`, in the order of assignment. */
  partitions: Map<string, AssignedPartition>;
  /** Oldest first; the first may be partly handed out. */
  fetchBuffer: CompletedFetch[];
  nextAutoCommitUs: number;
  commitCalls: readonly CommitCall[];
  /** unsubscribe(): it does not poll until it subscribes again. */
  unsubscribed: boolean;
  /** What the application does with the records of the last poll; null: it is inside poll. Replaced, never changed. */
  work: Work | null;
  /** The application hangs: it neither works nor polls. */
  frozen: boolean;
  /** close() is called once the records at hand are done with. */
  closeWhenDone: boolean;
  /** Calls that wait for the thread which works. */
  waitingCalls: readonly ApplicationCall[];
  /** Calls that the application has made on its own. */
  ownCalls: number;
  lastCommit: LastCommit | null;
  /** When the `maxPoll` timer was last set for; null: never. */
  maxPollAtUs: number | null;
  lastPollUs: number;
  wakeAtUs: number | null;
  timeoutsAtUs: number | null;
  recordsConsumed: number;
}

export const noGeneration: Generation = { generationId: -1, memberId: '', protocolName: null };
export const partitionKey = (topic: string, partition: number): string => `${topic}-${partition}`;

/** A consumer that does nothing before its `start`. */
export function createConsumer(config: ConsumerConfig, cow: number): Consumer {
  return {
    cow,
    config,
    life: 'new',
    failure: null,
    closing: null,
    nextCorrelationId: 0,
    inFlight: new Map(),
    nodeBackoff: new Map(),
    metadata: {
      brokers: [],
      topics: new Map(),
      version: 0,
      updateRequested: true,
      newTopics: false,
      inFlight: false,
      lastRefreshUs: Number.NEGATIVE_INFINITY,
      lastSuccessUs: 0,
      attempts: 0,
      equivalentResponses: 0,
    },
    subscription: config.topics,
    coordinator: { nodeId: null, lookupInFlight: false, retryAtUs: 0, attempts: 0 },
    membership: {
      state: 'UNJOINED',
      generation: noGeneration,
      rejoinNeeded: true,
      rejoinReason: '',
      needsJoinPrepare: true,
      joinPending: false,
      joinResult: null,
      retryAtUs: 0,
      completedGenerationId: -1,
      isLeader: false,
      lastAssignments: new Map(),
      groupTopics: [],
      joinedTopics: null,
      metadataSnapshot: { version: 0, partitions: new Map() },
      assignmentSnapshot: null,
      waitingForMetadata: null,
      prepare: null,
    },
    heartbeat: { enabled: false, nextAtUs: 0, sessionDeadlineUs: 0, attempts: 0, timerAtUs: null },
    partitions: new Map(),
    fetchBuffer: [],
    nextAutoCommitUs: 0,
    commitCalls: [],
    unsubscribed: false,
    work: null,
    frozen: false,
    closeWhenDone: false,
    waitingCalls: [],
    ownCalls: 0,
    lastCommit: null,
    maxPollAtUs: null,
    lastPollUs: 0,
    wakeAtUs: null,
    timeoutsAtUs: null,
    recordsConsumed: 0,
  };
}

/** A copy that shares nothing mutable with the original. */
export function copyConsumer(consumer: Consumer, cow: number): Consumer {
  const partitions = new Map<string, AssignedPartition>();
  for (const [key, partition] of consumer.partitions) partitions.set(key, { ...partition });
  const { membership } = consumer;
  return {
    ...consumer,
    cow,
    closing: consumer.closing === null ? null : { ...consumer.closing },
    inFlight: new Map(consumer.inFlight),
    nodeBackoff: new Map(consumer.nodeBackoff),
    metadata: { ...consumer.metadata, topics: new Map(consumer.metadata.topics) },
    coordinator: { ...consumer.coordinator },
    membership: { ...membership, prepare: membership.prepare === null ? null : { ...membership.prepare } },
    heartbeat: { ...consumer.heartbeat },
    partitions,
    fetchBuffer: consumer.fetchBuffer.map((fetch) => ({ ...fetch })),
  };
}
