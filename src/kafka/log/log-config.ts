import type { TimestampType } from '../record/batch-format.ts';
import type { CompressionType } from '../record/compression.ts';

export type CleanupPolicy = 'delete' | 'compact';

/**
 * What a log needs of its topic's configs (org.apache.kafka.storage.internals.log.LogConfig). Kafka's names and units;
 * a limit of 2^63−1 ("never") is Number.MAX_SAFE_INTEGER.
 */
export interface LogConfig {
  /** segment.bytes (or internal.segment.bytes below Kafka's minimum of 1 MiB). */
  readonly segmentBytes: number;
  readonly segmentMs: number;
  /** segment.jitter.ms: as much as this earlier a segment is rolled by its age. */
  readonly segmentJitterMs: number;
  readonly segmentIndexBytes: number;
  readonly indexIntervalBytes: number;
  /** −1: no limit. */
  readonly retentionMs: number;
  /** −1: no limit. */
  readonly retentionBytes: number;
  readonly maxMessageBytes: number;
  /** compression.type with its level; null for `producer`: every batch stays as its producer compressed it. */
  readonly compression: { readonly type: CompressionType; readonly level: number } | null;
  readonly messageTimestampType: TimestampType;
  readonly messageTimestampBeforeMaxMs: number;
  readonly messageTimestampAfterMaxMs: number;
  readonly cleanupPolicy: readonly CleanupPolicy[];
  /** A log is cleaned when more than this part of it is dirty, 0 to 1. */
  readonly minCleanableDirtyRatio: number;
  readonly minCompactionLagMs: number;
  readonly maxCompactionLagMs: number;
  /** How long a tombstone or marker stays after the cleaning that first met it. */
  readonly deleteRetentionMs: number;
  readonly fileDeleteDelayMs: number;
  /** flush.messages: unflushed records at which an append flushes. */
  readonly flushMessages: number;
  /** flush.ms: time since the last flush after which the broker's flush task flushes. */
  readonly flushMs: number;
  /** producer.id.expiration.ms of the broker. */
  readonly producerIdExpirationMs: number;
}

/** The defaults of Kafka 4.3.1. */
export const defaultLogConfig: LogConfig = {
  segmentBytes: 1_073_741_824,
  segmentMs: 604_800_000,
  segmentJitterMs: 0,
  segmentIndexBytes: 10_485_760,
  indexIntervalBytes: 4096,
  retentionMs: 604_800_000,
  retentionBytes: -1,
  maxMessageBytes: 1_048_588,
  compression: null,
  messageTimestampType: 'CreateTime',
  messageTimestampBeforeMaxMs: Number.MAX_SAFE_INTEGER,
  messageTimestampAfterMaxMs: 3_600_000,
  cleanupPolicy: ['delete'],
  minCleanableDirtyRatio: 0.5,
  minCompactionLagMs: 0,
  maxCompactionLagMs: Number.MAX_SAFE_INTEGER,
  deleteRetentionMs: 86_400_000,
  fileDeleteDelayMs: 60_000,
  flushMessages: Number.MAX_SAFE_INTEGER,
  flushMs: Number.MAX_SAFE_INTEGER,
  producerIdExpirationMs: 86_400_000,
};
