import { brokerDefaultOf } from '../kafka/config/topic-config-synonyms.ts';
import { type CleanupPolicy, defaultLogConfig, type LogConfig } from '../kafka/log/log-config.ts';
import { type CompressionType, isCompressionType } from '../kafka/record/compression.ts';

/** Text of a topic config: the topic's own, else what its broker gives; undefined: Kafka's default. */
type TextOf = (name: string) => string | undefined;

/** 2^63−1 and what else is too large for a number means "never". */
const number = (text: string): number => Math.min(Number(text), Number.MAX_SAFE_INTEGER);

/**
 * A topic's log settings: its own configs, else the broker's under the names that ServerTopicConfigSynonyms gives, in
 * its order, else Kafka's defaults.
 */
export function parseLogConfig(
  topic: ReadonlyMap<string, string>,
  broker: Readonly<Record<string, string>>,
): LogConfig {
  const base = defaultLogConfig;
  const textOf: TextOf = (name) => topic.get(name) ?? brokerDefaultOf((synonym) => broker[synonym], name);
  const pick = (name: string, fallback: number): number => {
    const text = textOf(name);
    return text === undefined ? fallback : number(text);
  };
  const expiration = broker['producer.id.expiration.ms'];
  return {
    ...base,
    segmentBytes: pick('internal.segment.bytes', pick('segment.bytes', base.segmentBytes)),
    segmentMs: pick('segment.ms', base.segmentMs),
    segmentJitterMs: pick('segment.jitter.ms', base.segmentJitterMs),
    segmentIndexBytes: pick('segment.index.bytes', base.segmentIndexBytes),
    indexIntervalBytes: pick('index.interval.bytes', base.indexIntervalBytes),
    retentionMs: pick('retention.ms', base.retentionMs),
    retentionBytes: pick('retention.bytes', base.retentionBytes),
    maxMessageBytes: pick('max.message.bytes', base.maxMessageBytes),
    fileDeleteDelayMs: pick('file.delete.delay.ms', base.fileDeleteDelayMs),
    flushMessages: pick('flush.messages', base.flushMessages),
    flushMs: pick('flush.ms', base.flushMs),
    producerIdExpirationMs: expiration === undefined ? base.producerIdExpirationMs : number(expiration),
    compression: compressionConfig(textOf, pick),
    messageTimestampType: textOf('message.timestamp.type') === 'LogAppendTime' ? 'LogAppendTime' : 'CreateTime',
    messageTimestampBeforeMaxMs: pick('message.timestamp.before.max.ms', base.messageTimestampBeforeMaxMs),
    messageTimestampAfterMaxMs: pick('message.timestamp.after.max.ms', base.messageTimestampAfterMaxMs),
    cleanupPolicy: cleanupPolicy(textOf('cleanup.policy')),
    minCleanableDirtyRatio: pick('min.cleanable.dirty.ratio', base.minCleanableDirtyRatio),
    minCompactionLagMs: pick('min.compaction.lag.ms', base.minCompactionLagMs),
    maxCompactionLagMs: pick('max.compaction.lag.ms', base.maxCompactionLagMs),
    deleteRetentionMs: pick('delete.retention.ms', base.deleteRetentionMs),
  };
}

const DEFAULT_LEVELS: Readonly<Partial<Record<CompressionType, number>>> = { gzip: -1, lz4: 9, zstd: 3 };

/** `producer`, the default, leaves batches as they come; `uncompressed` unfolds them. */
function compressionConfig(textOf: TextOf, pick: (name: string, fallback: number) => number): LogConfig['compression'] {
  const name = textOf('compression.type') ?? 'producer';
  const type = name === 'uncompressed' ? 'none' : name;
  return isCompressionType(type) ? { type, level: pick(`compression.${type}.level`, DEFAULT_LEVELS[type] ?? 0) } : null;
}

function cleanupPolicy(text: string | undefined): readonly CleanupPolicy[] {
  if (text === undefined) return defaultLogConfig.cleanupPolicy;
  const words = text.split(',').map((word) => word.trim());
  return (['delete', 'compact'] as const).filter((policy) => words.includes(policy));
}
