import { type CompressionType, isCompressionType } from '../../record/compression.ts';

/** compression.type, and the level of its codec if it has one. */
export interface CompressionConfig {
  readonly type: CompressionType;
  readonly level: number;
}

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
  readonly partitionerAdaptive: boolean;
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
  partitionerAdaptive: true,
  partitionerIgnoreKeys: false,
};

/** From Kafka's keys; what is not named keeps Kafka's default. Values have been validated before. */
export function producerConfigFrom(clientId: string, configs: Readonly<Record<string, string>>): ProducerConfig {
  const number = (name: string, fallback: number): number => {
    const text = configs[name];
    return text === undefined ? fallback : Number(text);
  };
  const d = defaultProducerConfig;
  const acks = configs['acks'];
  return {
    clientId,
    acks: acks === '0' ? 0 : acks === '1' ? 1 : d.acks,
    batchSize: number('batch.size', d.batchSize),
    compression: compressionConfig(configs['compression.type'] ?? 'none', number),
    lingerMs: number('linger.ms', d.lingerMs),
    maxRequestSize: number('max.request.size', d.maxRequestSize),
    maxInFlightRequestsPerConnection: number(
      'max.in.flight.requests.per.connection',
      d.maxInFlightRequestsPerConnection,
    ),
    requestTimeoutMs: number('request.timeout.ms', d.requestTimeoutMs),
    deliveryTimeoutMs: number('delivery.timeout.ms', d.deliveryTimeoutMs),
    retries: number('retries', d.retries),
    retryBackoffMs: number('retry.backoff.ms', d.retryBackoffMs),
    retryBackoffMaxMs: number('retry.backoff.max.ms', d.retryBackoffMaxMs),
    reconnectBackoffMs: number('reconnect.backoff.ms', d.reconnectBackoffMs),
    reconnectBackoffMaxMs: number('reconnect.backoff.max.ms', d.reconnectBackoffMaxMs),
    maxBlockMs: number('max.block.ms', d.maxBlockMs),
    metadataMaxAgeMs: number('metadata.max.age.ms', d.metadataMaxAgeMs),
    partitionerAdaptive: configs['partitioner.adaptive.partitioning.enable'] !== 'false',
    partitionerIgnoreKeys: configs['partitioner.ignore.keys'] === 'true',
  };
}

const DEFAULT_LEVELS: Readonly<Partial<Record<CompressionType, number>>> = { gzip: -1, lz4: 9, zstd: 3 };

function compressionConfig(name: string, number: (name: string, fallback: number) => number): CompressionConfig {
  const type = isCompressionType(name) ? name : 'none';
  return { type, level: number(`compression.${type}.level`, DEFAULT_LEVELS[type] ?? 0) };
}
