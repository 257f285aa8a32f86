import type { TimestampType } from '../record/batch-format.ts';

export type CleanupPolicy = 'delete' | 'compact';

/**
 * What a log needs of its topic's configs (org.apache.kafka.storage.internals.log.LogConfig). Kafka's names and units;
 * a limit of 2^63−1 ("never") is Number.MAX_SAFE_INTEGER.
 */
export interface LogConfig {
  /** segment.bytes (or internal.segment.bytes below Kafka's minimum of 1 MiB). */
  readonly segmentBytes: number;
  readonly segmentMs: number;
  readonly segmentIndexBytes: number;
  readonly indexIntervalBytes: number;
  /** −1: no limit. */
  readonly retentionMs: number;
  /** −1: no limit. */
  readonly retentionBytes: number;
  readonly maxMessageBytes: number;
  readonly messageTimestampType: TimestampType;
  readonly messageTimestampBeforeMaxMs: number;
  readonly messageTimestampAfterMaxMs: number;
  readonly cleanupPolicy: readonly CleanupPolicy[];
  readonly maxCompactionLagMs: number;
  readonly fileDeleteDelayMs: number;
}

/** The defaults of Kafka 4.3.1. */
export const defaultLogConfig: LogConfig = {
  segmentBytes: 1_073_741_824,
  segmentMs: 604_800_000,
  segmentIndexBytes: 10_485_760,
  indexIntervalBytes: 4096,
  retentionMs: 604_800_000,
  retentionBytes: -1,
  maxMessageBytes: 1_048_588,
  messageTimestampType: 'CreateTime',
  messageTimestampBeforeMaxMs: Number.MAX_SAFE_INTEGER,
  messageTimestampAfterMaxMs: 3_600_000,
  cleanupPolicy: ['delete'],
  maxCompactionLagMs: Number.MAX_SAFE_INTEGER,
  fileDeleteDelayMs: 60_000,
};
