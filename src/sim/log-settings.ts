import { type CleanupPolicy, defaultLogConfig, type LogConfig } from '../kafka/log/log-config.ts';
import { type CompressionType, isCompressionType } from '../kafka/record/compression.ts';

type Text = string | undefined;

/** 2^63−1 and what else is too large for a number means "never". */
const number = (text: string): number => Math.min(Number(text), Number.MAX_SAFE_INTEGER);
const minutes = (text: Text): Text => (text === undefined ? undefined : String(Number(text) * 60_000));
const hours = (text: Text): Text => (text === undefined ? undefined : String(Number(text) * 3_600_000));

/**
 * A topic's log settings: its own configs, else the broker's under the names that ServerTopicConfigSynonyms gives, in
 * its order, else Kafka's defaults.
 */
export function parseLogConfig(
  topic: ReadonlyMap<string, string>,
  broker: Readonly<Record<string, string>>,
): LogConfig {
  const base = defaultLogConfig;
  const pick = (name: string, fallback: number, ...synonyms: readonly Text[]): number => {
    const text = topic.get(name) ?? synonyms.find((value) => value !== undefined);
    return text === undefined ? fallback : number(text);
  };
  const segmentBytes = pick('segment.bytes', base.segmentBytes, broker['log.segment.bytes']);
  const retentionMs = [
    broker['log.retention.ms'],
    minutes(broker['log.retention.minutes']),
    hours(broker['log.retention.hours']),
  ];
  const flushMs = [broker['log.flush.interval.ms'], broker['log.flush.scheduler.interval.ms']];
  return {
    ...base,
    segmentBytes: pick('internal.segment.bytes', segmentBytes),
    segmentMs: pick('segment.ms', base.segmentMs, broker['log.roll.ms'], hours(broker['log.roll.hours'])),
    segmentJitterMs: pick(
      'segment.jitter.ms',
      base.segmentJitterMs,
      broker['log.roll.jitter.ms'],
      hours(broker['log.roll.jitter.hours']),
    ),
    segmentIndexBytes: pick('segment.index.bytes', base.segmentIndexBytes, broker['log.index.size.max.bytes']),
    indexIntervalBytes: pick('index.interval.bytes', base.indexIntervalBytes, broker['log.index.interval.bytes']),
    retentionMs: pick('retention.ms', base.retentionMs, ...retentionMs),
    retentionBytes: pick('retention.bytes', base.retentionBytes, broker['log.retention.bytes']),
    maxMessageBytes: pick('max.message.bytes', base.maxMessageBytes, broker['message.max.bytes']),
    fileDeleteDelayMs: pick('file.delete.delay.ms', base.fileDeleteDelayMs, broker['log.segment.delete.delay.ms']),
    flushMessages: pick('flush.messages', base.flushMessages, broker['log.flush.interval.messages']),
    flushMs: pick('flush.ms', base.flushMs, ...flushMs),
    producerIdExpirationMs: pick('', base.producerIdExpirationMs, broker['producer.id.expiration.ms']),
    compression: compressionConfig(topic, broker, pick),
    ...timestampConfig(topic, broker, pick),
    ...cleanerConfig(topic, broker, pick),
  };
}

type Chosen = (name: string, fallback: number, ...synonyms: readonly Text[]) => number;
type Configs = readonly [topic: ReadonlyMap<string, string>, broker: Readonly<Record<string, string>>, pick: Chosen];

type TimestampConfig = Pick<
  LogConfig,
  'messageTimestampType' | 'messageTimestampBeforeMaxMs' | 'messageTimestampAfterMaxMs'
>;

function timestampConfig(...[topic, broker, pick]: Configs): TimestampConfig {
  const base = defaultLogConfig;
  const type = topic.get('message.timestamp.type') ?? broker['log.message.timestamp.type'];
  const [before, after] = [broker['log.message.timestamp.before.max.ms'], broker['log.message.timestamp.after.max.ms']];
  return {
    messageTimestampType: type === 'LogAppendTime' ? 'LogAppendTime' : 'CreateTime',
    messageTimestampBeforeMaxMs: pick('message.timestamp.before.max.ms', base.messageTimestampBeforeMaxMs, before),
    messageTimestampAfterMaxMs: pick('message.timestamp.after.max.ms', base.messageTimestampAfterMaxMs, after),
  };
}

const DEFAULT_LEVELS: Readonly<Partial<Record<CompressionType, number>>> = { gzip: -1, lz4: 9, zstd: 3 };

/** `producer`, the default, leaves batches as they come; `uncompressed` unfolds them. */
function compressionConfig(...[topic, broker, pick]: Configs): LogConfig['compression'] {
  const name = topic.get('compression.type') ?? broker['compression.type'] ?? 'producer';
  const type = name === 'uncompressed' ? 'none' : name;
  if (!isCompressionType(type)) return null;
  const key = `compression.${type}.level`;
  return { type, level: pick(key, DEFAULT_LEVELS[type] ?? 0, broker[key]) };
}

type CleanerConfig = Pick<
  LogConfig,
  'cleanupPolicy' | 'minCleanableDirtyRatio' | 'minCompactionLagMs' | 'maxCompactionLagMs' | 'deleteRetentionMs'
>;

function cleanerConfig(...[topic, broker, pick]: Configs): CleanerConfig {
  const base = defaultLogConfig;
  const of = (name: string): Text => broker[`log.cleaner.${name}`];
  return {
    cleanupPolicy: cleanupPolicy(topic.get('cleanup.policy') ?? broker['log.cleanup.policy']),
    minCleanableDirtyRatio: pick('min.cleanable.dirty.ratio', base.minCleanableDirtyRatio, of('min.cleanable.ratio')),
    minCompactionLagMs: pick('min.compaction.lag.ms', base.minCompactionLagMs, of('min.compaction.lag.ms')),
    maxCompactionLagMs: pick('max.compaction.lag.ms', base.maxCompactionLagMs, of('max.compaction.lag.ms')),
    deleteRetentionMs: pick('delete.retention.ms', base.deleteRetentionMs, of('delete.retention.ms')),
  };
}

function cleanupPolicy(text: Text): readonly CleanupPolicy[] {
  if (text === undefined) return defaultLogConfig.cleanupPolicy;
  const words = text.split(',').map((word) => word.trim());
  return (['delete', 'compact'] as const).filter((policy) => words.includes(policy));
}
