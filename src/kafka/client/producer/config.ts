import { type CompressionType, isCompressionType } from '../../record/compression.ts';

/** compression.type, and the level of its codec if it has one. */
export interface CompressionConfig {
  readonly type: CompressionType;
  readonly level: number;
}

/**
 * Who chooses where the record does not say: Kafka's built-in partitioner (KIP-794), the one class of 4.3.1, or those of
 * older clients that it has removed: sticky by batch with keys and without (KIP-480, 2.4 to 3.2).
 */
export type PartitionerKind = 'built-in' | 'round-robin' | 'sticky-by-batch' | 'sticky-by-batch-ignoring-keys';

const partitionerClasses: Readonly<Record<string, PartitionerKind>> = {
  'org.apache.kafka.clients.producer.RoundRobinPartitioner': 'round-robin',
  'org.apache.kafka.clients.producer.internals.DefaultPartitioner': 'sticky-by-batch',
  'org.apache.kafka.clients.producer.UniformStickyPartitioner': 'sticky-by-batch-ignoring-keys',
};

/** Settings of one producer, by Kafka's names in camel case. Source: ProducerConfig.java (4.3.1). */
export interface ProducerConfig {
  readonly clientId: string;
  readonly acks: -1 | 0 | 1;
  readonly batchSize: number;
  readonly compression: CompressionConfig;
  readonly lingerMs: number;
  readonly maxRequestSize: number;
  readonly maxInFlightRequestsPerConnection: number;
  readonly requestTimeoutMs: number;
  readonly deliveryTimeoutMs: number;
  readonly retries: number;
  readonly retryBackoffMs: number;
  readonly retryBackoffMaxMs: number;
  readonly reconnectBackoffMs: number;
  readonly reconnectBackoffMaxMs: number;
  readonly maxBlockMs: number;
  readonly metadataMaxAgeMs: number;
  readonly metadataMaxIdleMs: number;
  readonly metadataRecovery: 'rebootstrap' | 'none';
  readonly metadataRebootstrapTriggerMs: number;
  readonly bufferMemory: number;
  /** enable.idempotence, unless acks or retries have switched it off. */
  readonly idempotent: boolean;
  readonly partitioner: PartitionerKind;
  readonly partitionerAdaptive: boolean;
  /** 0: off. */
  readonly partitionerAvailabilityTimeoutMs: number;
  readonly partitionerIgnoreKeys: boolean;
}

const defaultProducerConfig: Omit<ProducerConfig, 'clientId'> = {
  acks: -1,
  batchSize: 16_384,
  compression: { type: 'none', level: 0 },
  lingerMs: 5,
  maxRequestSize: 1_048_576,
  maxInFlightRequestsPerConnection: 5,
  requestTimeoutMs: 30_000,
  deliveryTimeoutMs: 120_000,
  retries: 2_147_483_647,
  retryBackoffMs: 100,
  retryBackoffMaxMs: 1_000,
  reconnectBackoffMs: 50,
  reconnectBackoffMaxMs: 1_000,
  maxBlockMs: 60_000,
  metadataMaxAgeMs: 300_000,
  metadataMaxIdleMs: 300_000,
  metadataRecovery: 'rebootstrap',
  metadataRebootstrapTriggerMs: 300_000,
  bufferMemory: 33_554_432,
  idempotent: true,
  partitioner: 'built-in',
  partitionerAdaptive: true,
  partitionerAvailabilityTimeoutMs: 0,
  partitionerIgnoreKeys: false,
};

/** From Kafka's keys; what is not named keeps Kafka's default. Values have been validated before. */
export function producerConfigFrom(clientId: string, configs: Readonly<Record<string, string>>): ProducerConfig {
  const number = (name: string, fallback: number): number => {
    const text = configs[name];
    return text === undefined ? fallback : Number(text);
  };
  const d = defaultProducerConfig;
  const acks = configs['acks'] === '0' ? 0 : configs['acks'] === '1' ? 1 : d.acks;
  const retries = number('retries', d.retries);
  const lingerMs = number('linger.ms', d.lingerMs);
  const requestTimeoutMs = number('request.timeout.ms', d.requestTimeoutMs);
  // KafkaProducer.configureDeliveryTimeout raises a default that is too short.
  const deliveryDefault = Math.min(Math.max(d.deliveryTimeoutMs, lingerMs + requestTimeoutMs), maxInt);
  return {
    clientId,
    acks,
    batchSize: number('batch.size', d.batchSize),
    compression: compressionConfig(configs['compression.type'] ?? 'none', number),
    lingerMs,
    maxRequestSize: number('max.request.size', d.maxRequestSize),
    maxInFlightRequestsPerConnection: number(
      'max.in.flight.requests.per.connection',
      d.maxInFlightRequestsPerConnection,
    ),
    requestTimeoutMs,
    deliveryTimeoutMs: number('delivery.timeout.ms', deliveryDefault),
    retries,
    retryBackoffMs: number('retry.backoff.ms', d.retryBackoffMs),
    retryBackoffMaxMs: number('retry.backoff.max.ms', d.retryBackoffMaxMs),
    reconnectBackoffMs: number('reconnect.backoff.ms', d.reconnectBackoffMs),
    reconnectBackoffMaxMs: number('reconnect.backoff.max.ms', d.reconnectBackoffMaxMs),
    maxBlockMs: number('max.block.ms', d.maxBlockMs),
    metadataMaxAgeMs: number('metadata.max.age.ms', d.metadataMaxAgeMs),
    metadataMaxIdleMs: number('metadata.max.idle.ms', d.metadataMaxIdleMs),
    metadataRecovery: configs['metadata.recovery.strategy']?.toLowerCase() === 'none' ? 'none' : d.metadataRecovery,
    metadataRebootstrapTriggerMs: number('metadata.recovery.rebootstrap.trigger.ms', d.metadataRebootstrapTriggerMs),
    bufferMemory: number('buffer.memory', d.bufferMemory),
    idempotent: isTrue(configs, 'enable.idempotence', d.idempotent) && acks === -1 && retries > 0,
    partitioner: partitionerClasses[configs['partitioner.class'] ?? ''] ?? d.partitioner,
    partitionerAdaptive: isTrue(configs, 'partitioner.adaptive.partitioning.enable', d.partitionerAdaptive),
    partitionerAvailabilityTimeoutMs: number('partitioner.availability.timeout.ms', d.partitionerAvailabilityTimeoutMs),
    partitionerIgnoreKeys: isTrue(configs, 'partitioner.ignore.keys', d.partitionerIgnoreKeys),
  };
}

const maxInt = 2_147_483_647;

function isTrue(configs: Readonly<Record<string, string>>, name: string, byDefault: boolean): boolean {
  return configs[name] === undefined ? byDefault : configs[name].toLowerCase() === 'true';
}

const DEFAULT_LEVELS: Readonly<Partial<Record<CompressionType, number>>> = { gzip: -1, lz4: 9, zstd: 3 };

function compressionConfig(name: string, number: (name: string, fallback: number) => number): CompressionConfig {
  const type = isCompressionType(name) ? name : 'none';
  return { type, level: number(`compression.${type}.level`, DEFAULT_LEVELS[type] ?? 0) };
}
