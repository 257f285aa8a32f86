import type { MetadataImage } from '../kafka/controller/metadata-image.ts';
import { defaultLogConfig, type LogConfig } from '../kafka/log/log-config.ts';
import { type CompressionType, isCompressionType } from '../kafka/record/compression.ts';
import type { ClusterSetup } from './setup.ts';
import type { SimState } from './state.ts';

/** Kafka 4.3.1's defaults of the broker and controller settings that the simulation reads. */
const defaults = {
  'replica.lag.time.max.ms': 30_000,
  'replica.fetch.wait.max.ms': 500,
  'replica.fetch.min.bytes': 1,
  'replica.fetch.max.bytes': 1_048_576,
  'replica.fetch.response.max.bytes': 10_485_760,
  'replica.fetch.backoff.ms': 1_000,
  'replica.high.watermark.checkpoint.interval.ms': 5_000,
  'broker.heartbeat.interval.ms': 2_000,
  'broker.session.timeout.ms': 9_000,
  'num.partitions': 1,
  'default.replication.factor': 1,
  'min.insync.replicas': 1,
  'offsets.topic.num.partitions': 50,
  'offsets.topic.replication.factor': 3,
  'offsets.topic.segment.bytes': 104_857_600,
  'offsets.retention.minutes': 10_080,
  'group.initial.rebalance.delay.ms': 3_000,
  'log.retention.check.interval.ms': 300_000,
  'log.initial.task.delay.ms': 30_000,
  'log.cleaner.threads': 1,
  'log.cleaner.backoff.ms': 15_000,
  'log.cleaner.dedupe.buffer.size': 134_217_728,
  'leader.imbalance.check.interval.seconds': 300,
  'metadata.max.idle.interval.ms': 500,
} as const;

export type SettingName = keyof typeof defaults;

/** A numeric broker setting: the run's own value, else Kafka's default. */
export function setting(s: SimState, name: SettingName): number {
  return settingOf(s.setup, name);
}

export function settingOf(setup: ClusterSetup, name: SettingName): number {
  const text = setup.brokerConfigs[name];
  return text === undefined ? defaults[name] : Number(text);
}

const noConfigs: ReadonlyMap<string, string> = new Map();
const logConfigs = new WeakMap<ReadonlyMap<string, string>, LogConfig>();

/** The log settings of a topic as a node's image has them. Cached by the immutable map they come from. */
export function logConfigOf(s: SimState, image: MetadataImage, topic: string): LogConfig {
  const configs = image.configs.get(`topic:${topic}`) ?? noConfigs;
  const cached = logConfigs.get(configs);
  if (cached !== undefined && configs !== noConfigs) return cached;
  const config = parseLogConfig(configs, s.setup.brokerConfigs);
  logConfigs.set(configs, config);
  return config;
}

function parseLogConfig(topic: ReadonlyMap<string, string>, broker: Readonly<Record<string, string>>): LogConfig {
  const number = (name: string, brokerName: string, fallback: number): number => {
    const text = topic.get(name) ?? broker[brokerName];
    return text === undefined ? fallback : Number(text);
  };
  const policy = topic.get('cleanup.policy') ?? broker['log.cleanup.policy'];
  const base = defaultLogConfig;
  return {
    ...base,
    segmentBytes: number('internal.segment.bytes', '', number('segment.bytes', 'log.segment.bytes', base.segmentBytes)),
    segmentMs: number('segment.ms', 'log.roll.ms', base.segmentMs),
    segmentIndexBytes: number('segment.index.bytes', 'log.index.size.max.bytes', base.segmentIndexBytes),
    indexIntervalBytes: number('index.interval.bytes', 'log.index.interval.bytes', base.indexIntervalBytes),
    retentionMs: number('retention.ms', 'log.retention.ms', base.retentionMs),
    retentionBytes: number('retention.bytes', 'log.retention.bytes', base.retentionBytes),
    maxMessageBytes: number('max.message.bytes', 'message.max.bytes', base.maxMessageBytes),
    minCleanableDirtyRatio: number('min.cleanable.dirty.ratio', 'log.cleaner.min.cleanable.ratio', 0.5),
    minCompactionLagMs: number('min.compaction.lag.ms', 'log.cleaner.min.compaction.lag.ms', base.minCompactionLagMs),
    maxCompactionLagMs: number('max.compaction.lag.ms', 'log.cleaner.max.compaction.lag.ms', base.maxCompactionLagMs),
    deleteRetentionMs: number('delete.retention.ms', 'log.cleaner.delete.retention.ms', base.deleteRetentionMs),
    compression: compressionConfig(topic, broker, number),
    cleanupPolicy:
      policy === undefined
        ? base.cleanupPolicy
        : policy
            .split(',')
            .flatMap((word) => (word.trim() === 'delete' ? ['delete'] : word.trim() === 'compact' ? ['compact'] : [])),
  };
}

const DEFAULT_LEVELS: Readonly<Partial<Record<CompressionType, number>>> = { gzip: -1, lz4: 9, zstd: 3 };

/** `producer`, the default, leaves batches as they come; `uncompressed` unfolds them. */
function compressionConfig(
  topic: ReadonlyMap<string, string>,
  broker: Readonly<Record<string, string>>,
  number: (name: string, brokerName: string, fallback: number) => number,
): LogConfig['compression'] {
  const name = topic.get('compression.type') ?? broker['compression.type'] ?? 'producer';
  const type = name === 'uncompressed' ? 'none' : name;
  if (!isCompressionType(type)) return null;
  const key = `compression.${type}.level`;
  return { type, level: number(key, key, DEFAULT_LEVELS[type] ?? 0) };
}

/** min(min.insync.replicas, number of replicas): what acks=all and the high watermark need. */
export function effectiveMinIsr(s: SimState, image: MetadataImage, topic: string, replicas: number): number {
  const text =
    image.configs.get(`topic:${topic}`)?.get('min.insync.replicas') ??
    image.configs.get('broker:')?.get('min.insync.replicas') ??
    s.setup.brokerConfigs['min.insync.replicas'];
  const wanted = text === undefined ? defaults['min.insync.replicas'] : Number(text);
  return Math.min(wanted, replicas);
}
