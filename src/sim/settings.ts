import { configuredMinIsr } from '../kafka/controller/effective-config.ts';
import type { MetadataImage } from '../kafka/controller/metadata-image.ts';
import type { LogConfig } from '../kafka/log/log-config.ts';
import { parseLogConfig } from './log-settings.ts';
import { nodeSettings } from './node-settings.ts';
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
  'replication.quota.window.num': 11,
  'replication.quota.window.size.seconds': 1,
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
  'offsets.retention.check.interval.ms': 600_000,
  'group.min.session.timeout.ms': 6_000,
  'group.max.session.timeout.ms': 1_800_000,
  'group.max.size': 2_147_483_647,
  'offsets.commit.timeout.ms': 5_000,
  'group.initial.rebalance.delay.ms': 3_000,
  'log.retention.check.interval.ms': 300_000,
  'log.initial.task.delay.ms': 30_000,
  'log.cleaner.threads': 1,
  'log.cleaner.backoff.ms': 15_000,
  'log.cleaner.dedupe.buffer.size': 134_217_728,
  'log.flush.offset.checkpoint.interval.ms': 60_000,
  'log.flush.start.offset.checkpoint.interval.ms': 60_000,
  'leader.imbalance.check.interval.seconds': 300,
  'unclean.leader.election.interval.ms': 300_000,
  'metadata.max.idle.interval.ms': 500,
  'controller.quorum.election.timeout.ms': 1_000,
  'controller.quorum.fetch.timeout.ms': 2_000,
  'controller.quorum.election.backoff.max.ms': 1_000,
  'controller.quorum.append.linger.ms': 25,
  'controller.quorum.request.timeout.ms': 2_000,
  'controller.quorum.retry.backoff.ms': 20,
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

/**
 * The log settings of a topic as a node's image has them: its own, else the broker's, which may have been changed while
 * it runs. Cached by the immutable map they come from.
 */
export function logConfigOf(s: SimState, image: MetadataImage, topic: string, broker = -1): LogConfig {
  const configs = image.configs.get(`topic:${topic}`) ?? noConfigs;
  const dynamic = [image.configs.get('broker:'), image.configs.get(`broker:${broker}`)];
  const plain = dynamic.every((map) => map === undefined || hasNoLogSetting(map));
  const cached = plain ? logConfigs.get(configs) : undefined;
  if (cached !== undefined && configs !== noConfigs) return cached;
  const settings = { ...s.setup.brokerConfigs };
  for (const map of dynamic) for (const [name, value] of map ?? []) settings[name] = value;
  const config = parseLogConfig(configs, settings);
  if (plain) logConfigs.set(configs, config);
  return config;
}

/** ELR puts min.insync.replicas among the cluster's defaults; it is no setting of logs. */
function hasNoLogSetting(configs: ReadonlyMap<string, string>): boolean {
  return configs.size === 0 || (configs.size === 1 && configs.has('min.insync.replicas'));
}

/**
 * min(min.insync.replicas, number of replicas): what acks=all and the high watermark need. Source:
 * kafka.cluster.Partition.effectiveMinIsr (4.3.1).
 */
export function effectiveMinIsr(
  s: SimState,
  image: MetadataImage,
  topic: string,
  replicas: number,
  broker = -1,
): number {
  return Math.min(configuredMinIsr(image, topic, nodeSettings(s, broker)), replicas);
}
