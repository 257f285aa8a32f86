/**
 * The broker configs that give a topic config its default, first one first
 * (org.apache.kafka.server.config.ServerTopicConfigSynonyms). Their value times `factor` is the topic's value.
 */
export interface ConfigSynonym {
  readonly name: string;
  /** 1 unless the broker config is in minutes or hours. */
  readonly factor: 1 | 60000 | 3600000;
}

const minutes = 60000;
const hours = 3600000;

function same(...names: readonly string[]): readonly ConfigSynonym[] {
  return names.map((name) => ({ name, factor: 1 }));
}

export const topicConfigSynonyms: ReadonlyMap<string, readonly ConfigSynonym[]> = new Map([
  ['segment.bytes', same('log.segment.bytes')],
  ['segment.ms', [...same('log.roll.ms'), { name: 'log.roll.hours', factor: hours }]],
  ['segment.jitter.ms', [...same('log.roll.jitter.ms'), { name: 'log.roll.jitter.hours', factor: hours }]],
  ['segment.index.bytes', same('log.index.size.max.bytes')],
  ['flush.messages', same('log.flush.interval.messages')],
  ['flush.ms', same('log.flush.interval.ms', 'log.flush.scheduler.interval.ms')],
  ['retention.bytes', same('log.retention.bytes')],
  [
    'retention.ms',
    [
      ...same('log.retention.ms'),
      { name: 'log.retention.minutes', factor: minutes },
      { name: 'log.retention.hours', factor: hours },
    ],
  ],
  ['max.message.bytes', same('message.max.bytes')],
  ['index.interval.bytes', same('log.index.interval.bytes')],
  ['delete.retention.ms', same('log.cleaner.delete.retention.ms')],
  ['min.compaction.lag.ms', same('log.cleaner.min.compaction.lag.ms')],
  ['max.compaction.lag.ms', same('log.cleaner.max.compaction.lag.ms')],
  ['file.delete.delay.ms', same('log.segment.delete.delay.ms')],
  ['min.cleanable.dirty.ratio', same('log.cleaner.min.cleanable.ratio')],
  ['cleanup.policy', same('log.cleanup.policy')],
  ['unclean.leader.election.enable', same('unclean.leader.election.enable')],
  ['min.insync.replicas', same('min.insync.replicas')],
  ['compression.type', same('compression.type')],
  ['compression.gzip.level', same('compression.gzip.level')],
  ['compression.lz4.level', same('compression.lz4.level')],
  ['compression.zstd.level', same('compression.zstd.level')],
  ['preallocate', same('log.preallocate')],
  ['message.timestamp.type', same('log.message.timestamp.type')],
  ['message.timestamp.before.max.ms', same('log.message.timestamp.before.max.ms')],
  ['message.timestamp.after.max.ms', same('log.message.timestamp.after.max.ms')],
  ['local.retention.ms', same('log.local.retention.ms')],
  ['local.retention.bytes', same('log.local.retention.bytes')],
]);

/**
 * What broker configs give a topic config that it does not set itself, in the topic's unit; undefined: nothing. A negative
 * number of minutes or hours means "without limit", −1 ms (AbstractKafkaConfig.logRetentionTimeMillis).
 */
export function brokerDefaultOf(
  brokerConfig: (name: string) => string | undefined,
  topicConfig: string,
): string | undefined {
  for (const { name, factor } of topicConfigSynonyms.get(topicConfig) ?? []) {
    const value = brokerConfig(name);
    if (value === undefined) continue;
    if (factor === 1) return value;
    const count = Number(value);
    return count < 0 ? '-1' : String(count * factor);
  }
  return undefined;
}
