import type { ErrorCode } from '../protocol/errors.ts';
import type {
  DescribeGroupsRequest,
  HeartbeatRequest,
  JoinGroupRequest,
  KafkaResponse,
  LeaveGroupRequest,
  OffsetCommitRequest,
  OffsetFetchRequest,
  SyncGroupRequest,
} from '../protocol/requests.ts';

/** The requests that a group coordinator answers. */
export type GroupRequest =
  | JoinGroupRequest
  | SyncGroupRequest
  | HeartbeatRequest
  | LeaveGroupRequest
  | OffsetCommitRequest
  | OffsetFetchRequest
  | DescribeGroupsRequest;

/** A record of `__consumer_offsets`; a null value is a tombstone. */
export interface GroupRecord {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

/**
 * What a step asks of the broker around it.
 *
 * `append`: write the records as one batch to the shard's partition, acks=all, then report once by `writeOutcome`:
 * with the error at once when the log refuses them, or `NONE` when the high watermark has passed them.
 *
 * `timer` keys: `join:GROUP`, `sync:GROUP`, `session:GROUP:MEMBER`, `write:ID`, `read:ID`, `expiry`. A timer replaces
 * the one with the same key; it fires by `handleGroupTimer`.
 *
 * `log` carries Kafka's own wording, without time and logger.
 */
export type GroupEffect =
  | { readonly kind: 'respond'; readonly token: number; readonly response: KafkaResponse }
  | { readonly kind: 'append'; readonly appendId: number; readonly records: readonly GroupRecord[] }
  | { readonly kind: 'timer'; readonly key: string; readonly atUs: number }
  | { readonly kind: 'cancelTimer'; readonly key: string }
  | { readonly kind: 'log'; readonly level: 'INFO' | 'WARN' | 'ERROR'; readonly message: string };

/** How a write ended: `NONE` when committed. */
export type WriteOutcome = ErrorCode;

/** The broker settings that the classic protocol reads, in milliseconds. Source: GroupCoordinatorConfig.java. */
export interface GroupCoordinatorConfig {
  /** group.initial.rebalance.delay.ms */
  readonly initialRebalanceDelayMs: number;
  /** group.min.session.timeout.ms */
  readonly minSessionTimeoutMs: number;
  /** group.max.session.timeout.ms */
  readonly maxSessionTimeoutMs: number;
  /** group.max.size */
  readonly maxSize: number;
  /** offsets.commit.timeout.ms: how long any write may wait for its replicas. */
  readonly offsetsCommitTimeoutMs: number;
  /** offsets.retention.minutes */
  readonly offsetsRetentionMinutes: number;
  /** offsets.retention.check.interval.ms */
  readonly offsetsRetentionCheckIntervalMs: number;
}

export const defaultGroupCoordinatorConfig: GroupCoordinatorConfig = {
  initialRebalanceDelayMs: 3_000,
  minSessionTimeoutMs: 6_000,
  maxSessionTimeoutMs: 1_800_000,
  maxSize: 2_147_483_647,
  offsetsCommitTimeoutMs: 5_000,
  offsetsRetentionMinutes: 10_080,
  offsetsRetentionCheckIntervalMs: 600_000,
};

/** A new dynamic member's parked JoinGroup is given up after so long (classicGroupNewMemberJoinTimeoutMs, fixed). */
export const newMemberJoinTimeoutMs = 5 * 60 * 1000;

/** What a step may ask of the world: the clocks, the dice and the metadata. */
export interface GroupContext {
  /** Simulated time, integer microseconds. */
  readonly nowUs: number;
  /** Wall clock for timestamps inside records, milliseconds since 1970. */
  readonly nowMs: number;
  /** The text of a random UUID: 8-4-4-4-12 lower-case hexadecimal digits. */
  readonly newMemberUuid: () => string;
  readonly config: GroupCoordinatorConfig;
  /** Number of partitions that the broker's metadata shows; 0 when the topic is unknown. */
  readonly partitionCount: (topic: string) => number;
  /** The client's address as Java prints it; `/127.0.0.1` when absent. */
  readonly clientHost?: string;
}
