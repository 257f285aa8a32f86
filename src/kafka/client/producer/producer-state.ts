import type { MetadataTopic } from '../../protocol/requests.ts';
import { type BuiltInPartitioner, copyBuiltInPartitioner } from '../../record/built-in-partitioner.ts';
import type { RecordBatch, RecordInput } from '../../record/record-batch.ts';
import type { CompressionRatios } from './compression-ratio.ts';
import type { ProducerConfig } from './config.ts';
import type { ProducerRecord } from './effects.ts';

/** A batch of the accumulator. It fills until it is drained or closed; then `encoded` stands for its records. */
export interface ProducerBatch {
  readonly topic: string;
  readonly partition: number;
  readonly createdUs: number;
  records: RecordInput[];
  count: number;
  /** What the records take uncompressed. */
  recordBytes: number;
  /** How well the batch is thought to compress, as it was guessed when it was made. */
  readonly ratio: number;
  /** With its header: of a batch that will be compressed only a guess, until it is encoded. */
  sizeInBytes: number;
  closed: boolean;
  encoded: RecordBatch | null;
  attempts: number;
  /** No retry before this time. */
  retryAtUs: number;
  readonly tags: number[];
}

export interface InFlightProduce {
  readonly to: number;
  readonly batches: readonly ProducerBatch[];
}

/** A producer client: metadata, accumulator and requests in flight. */
export interface Producer {
  cow: number;
  config: ProducerConfig;
  topics: Map<string, MetadataTopic>;
  brokers: readonly number[];
  /** Topics asked for; Kafka forgets unused ones after metadata.max.idle.ms, here a producer keeps its one topic. */
  wantedTopics: readonly string[];
  metadataInFlight: number;
  metadataStale: boolean;
  metadataUpdatedUs: number;
  metadataAttempts: number;
  /** Records that wait for their topic's metadata, at most max.block.ms; the application is blocked meanwhile. */
  blocked: readonly { readonly record: ProducerRecord; readonly sinceUs: number }[];
  /** By `topic-partition`, oldest batch first. */
  queues: Map<string, ProducerBatch[]>;
  inFlight: Map<number, InFlightProduce>;
  /** Brokers that refused a connection: tries so far, and no new one before this time. */
  unreachable: Map<number, { readonly attempts: number; readonly untilUs: number }>;
  sticky: Map<string, BuiltInPartitioner>;
  compressionRatios: CompressionRatios;
  /** −1: not idempotent. Its batches carry it with epoch 0 and a sequence, so that a leader tells a retry. */
  producerId: number;
  /** The sequence of each partition's next batch, by `topic-partition`. */
  nextSequences: Map<string, number>;
  nextCorrelationId: number;
  sent: number;
  acknowledged: number;
  failed: number;
}

export function createProducer(config: ProducerConfig, cow: number): Producer {
  return {
    cow,
    config,
    topics: new Map(),
    brokers: [],
    wantedTopics: [],
    metadataInFlight: -1,
    metadataStale: false,
    metadataUpdatedUs: -1,
    metadataAttempts: 0,
    blocked: [],
    queues: new Map(),
    inFlight: new Map(),
    unreachable: new Map(),
    sticky: new Map(),
    compressionRatios: new Map(),
    producerId: -1,
    nextSequences: new Map(),
    nextCorrelationId: 1,
    sent: 0,
    acknowledged: 0,
    failed: 0,
  };
}

const copyBatch = (batch: ProducerBatch): ProducerBatch => ({
  ...batch,
  records: [...batch.records],
  tags: [...batch.tags],
});

export function copyProducer(p: Producer, cow: number): Producer {
  const queues = new Map<string, ProducerBatch[]>();
  for (const [key, queue] of p.queues) queues.set(key, queue.map(copyBatch));
  const inFlight = new Map<number, InFlightProduce>();
  for (const [id, sent] of p.inFlight) inFlight.set(id, { to: sent.to, batches: sent.batches.map(copyBatch) });
  const sticky = new Map<string, BuiltInPartitioner>();
  for (const [topic, state] of p.sticky) sticky.set(topic, copyBuiltInPartitioner(state));
  return {
    ...p,
    cow,
    topics: new Map(p.topics),
    queues,
    inFlight,
    sticky,
    compressionRatios: new Map(p.compressionRatios),
    nextSequences: new Map(p.nextSequences),
    unreachable: new Map(p.unreachable),
  };
}

export const queueKey = (topic: string, partition: number): string => `${topic}-${partition}`;

/** The application's next send() would wait. */
export const isBlocked = (p: Producer): boolean => p.blocked.length > 0;

export function pendingRecords(p: Producer): number {
  let count = p.blocked.length;
  for (const queue of p.queues.values()) for (const batch of queue) count += batch.count;
  for (const sent of p.inFlight.values()) for (const batch of sent.batches) count += batch.count;
  return count;
}
