import { javaHashMapOrder } from '../../base/java-string.ts';
import { brokerConfigs } from './broker-configs.ts';
import { atLeast, type ConfigDef, config } from './config-def.ts';
import { parseConfigValue } from './parse-config-value.ts';

/** Broker configs that can be set while a broker runs and in no other way (QuotaConfig.brokerQuotaConfigs, 4.3.1). */
export const dynamicOnlyBrokerConfigs: readonly ConfigDef[] = [
  config('leader.replication.throttled.rate', 'LONG', '9223372036854775807', atLeast(0)),
  config('follower.replication.throttled.rate', 'LONG', '9223372036854775807', atLeast(0)),
  config('replica.alter.log.dirs.io.max.bytes.per.second', 'LONG', '9223372036854775807', atLeast(0)),
];

/** Whatever a broker knows, wherever it is set. */
export const knownBrokerConfigs: readonly ConfigDef[] = [...brokerConfigs, ...dynamicOnlyBrokerConfigs];

/** Those of `brokerConfigs` that a running broker takes over (DynamicBrokerConfig.ALL_DYNAMIC_CONFIGS, 4.3.1). */
const dynamicNames: ReadonlySet<string> = new Set([
  'background.threads',
  'compression.gzip.level',
  'compression.lz4.level',
  'compression.type',
  'compression.zstd.level',
  'cordoned.log.dirs',
  'follower.fetch.last.tiered.offset.enable',
  'group.consumer.assignment.interval.ms',
  'group.coordinator.cached.buffer.max.bytes',
  'group.share.assignment.interval.ms',
  'listener.security.protocol.map',
  'listeners',
  'log.cleaner.backoff.ms',
  'log.cleaner.dedupe.buffer.size',
  'log.cleaner.delete.retention.ms',
  'log.cleaner.io.buffer.load.factor',
  'log.cleaner.io.buffer.size',
  'log.cleaner.io.max.bytes.per.second',
  'log.cleaner.max.compaction.lag.ms',
  'log.cleaner.min.cleanable.ratio',
  'log.cleaner.min.compaction.lag.ms',
  'log.cleaner.threads',
  'log.cleanup.policy',
  'log.flush.interval.messages',
  'log.flush.interval.ms',
  'log.index.interval.bytes',
  'log.index.size.max.bytes',
  'log.local.retention.bytes',
  'log.local.retention.ms',
  'log.message.timestamp.after.max.ms',
  'log.message.timestamp.before.max.ms',
  'log.message.timestamp.type',
  'log.preallocate',
  'log.retention.bytes',
  'log.retention.ms',
  'log.roll.jitter.ms',
  'log.roll.ms',
  'log.segment.bytes',
  'log.segment.delete.delay.ms',
  'max.connection.creation.rate',
  'max.connections',
  'max.connections.per.ip',
  'message.max.bytes',
  'min.insync.replicas',
  'num.io.threads',
  'num.network.threads',
  'num.recovery.threads.per.data.dir',
  'num.replica.fetchers',
  'producer.id.expiration.ms',
  'share.coordinator.cached.buffer.max.bytes',
  'transaction.partition.verification.enable',
  'unclean.leader.election.enable',
]);

/** DynamicBrokerConfig.PER_BROKER_CONFIGS. */
const perBrokerNames: ReadonlySet<string> = new Set([
  'cordoned.log.dirs',
  'listener.security.protocol.map',
  'listeners',
]);

/** What may be altered on a running broker, with its type and bounds, in the order in which values are checked. */
export const dynamicBrokerConfigs: readonly ConfigDef[] = [
  ...dynamicOnlyBrokerConfigs,
  ...brokerConfigs.filter(({ name }) => dynamicNames.has(name)),
];

const staticNames: ReadonlySet<string> = new Set(
  brokerConfigs.flatMap(({ name }) => (dynamicNames.has(name) ? [] : [name])),
);

/**
 * What a broker has against these dynamic configs, those it had before included: the message of its
 * InvalidRequestException; null: nothing. Names that it does not know it takes.
 * Source: DynamicBrokerConfig.validateConfigs, ConfigAdminManager.validateBrokerConfigChange (4.3.1).
 * @param perBroker of one broker, not the default of all
 */
export function dynamicConfigProblem(configs: ReadonlyMap<string, string>, perBroker: boolean): string | null {
  const names = javaHashMapOrder([...configs.keys()]);
  const fixed = names.filter((name) => staticNames.has(name));
  if (fixed.length > 0) return `Cannot update these configs dynamically: [${fixed.join(', ')}]`;
  for (const def of dynamicBrokerConfigs) {
    const text = configs.get(def.name);
    const parsed = text === undefined ? null : parseConfigValue(def, text);
    if (parsed?.ok === false) return parsed.error;
  }
  const own = perBroker ? [] : names.filter((name) => perBrokerNames.has(name));
  if (own.length === 0) return null;
  return `Cannot update these configs at default cluster level, broker id must be specified: [${own.join(', ')}]`;
}
