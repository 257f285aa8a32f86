import type { TopicPartition } from '../../protocol/requests.ts';
import type { ManualCommit, Poison } from './work-state.ts';

/** Settings of one consumer with a group.id, classic protocol. Source: ConsumerConfig.java. */
export interface ConsumerConfig {
  readonly clientId: string;
  readonly groupId: string;
  /** client.rack; '': none. */
  readonly clientRack: string;
  /** Topics to subscribe to by name. */
  readonly topics: readonly string[];
  /** subscribe(Pattern): every topic whose whole name matches, now and later; null: by name. */
  readonly topicPattern: string | null;
  /** exclude.internal.topics: a pattern does not match Kafka's own topics. */
  readonly excludeInternalTopics: boolean;
  /** Partitions taken by hand (`assign`), without group management; null: it subscribes. */
  readonly assign: readonly TopicPartition[] | null;
  readonly groupInstanceId: string | null;
  /** partition.assignment.strategy, by the assignors' names. */
  readonly assignors: readonly string[];
  readonly autoOffsetReset: 'earliest' | 'latest' | 'none' | { readonly durationMs: number };
  readonly isolationLevel: 'read_uncommitted' | 'read_committed';
  readonly enableAutoCommit: boolean;
  readonly autoCommitIntervalMs: number;
  readonly sessionTimeoutMs: number;
  readonly heartbeatIntervalMs: number;
  readonly maxPollIntervalMs: number;
  readonly maxPollRecords: number;
  readonly fetchMinBytes: number;
  readonly fetchMaxWaitMs: number;
  readonly fetchMaxBytes: number;
  readonly maxPartitionFetchBytes: number;
  readonly retryBackoffMs: number;
  readonly retryBackoffMaxMs: number;
  readonly requestTimeoutMs: number;
  readonly metadataMaxAgeMs: number;
  /** The simulated application: time for one record, microseconds. */
  readonly processingUs: number;
  /** The simulated application: when it commits by itself, besides auto commit; null: never. */
  readonly commit: ManualCommit | null;
  /** The simulated application: records on which it throws; null: none. */
  readonly poison: Poison | null;
  /** The simulated application: pause after each poll that returned records, on top of processing, microseconds. */
  readonly pollIntervalUs: number;
}

/** Kafka's defaults; an application that takes no time. */
export const defaultConsumerConfig: Omit<ConsumerConfig, 'clientId' | 'groupId' | 'topics'> = {
  clientRack: '',
  topicPattern: null,
  excludeInternalTopics: true,
  assign: null,
  groupInstanceId: null,
  assignors: ['range', 'cooperative-sticky'],
  autoOffsetReset: 'latest',
  isolationLevel: 'read_uncommitted',
  enableAutoCommit: true,
  autoCommitIntervalMs: 5_000,
  sessionTimeoutMs: 45_000,
  heartbeatIntervalMs: 3_000,
  maxPollIntervalMs: 300_000,
  maxPollRecords: 500,
  fetchMinBytes: 1,
  fetchMaxWaitMs: 500,
  fetchMaxBytes: 52_428_800,
  maxPartitionFetchBytes: 1_048_576,
  retryBackoffMs: 100,
  retryBackoffMaxMs: 1_000,
  requestTimeoutMs: 30_000,
  metadataMaxAgeMs: 300_000,
  processingUs: 0,
  commit: null,
  poison: null,
  pollIntervalUs: 0,
};
