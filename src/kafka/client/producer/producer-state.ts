import { assert } from '../../../base/assert.ts';
import type { TopicPartition } from '../../protocol/requests.ts';
import { type BuiltInPartitioner, copyBuiltInPartitioner } from '../../record/built-in-partitioner.ts';
import type { RoundRobinCounters } from '../../record/round-robin-partitioner.ts';
import type { CompressionRatios } from './compression-ratio.ts';
import type { ProducerConfig } from './config.ts';
import type { NodeConnection } from './connections.ts';
import type { ProducerRecord } from './effects.ts';
import { copyIdempotence, createIdempotence, type Idempotence } from './idempotence-state.ts';
import { copyMetadata, createMetadata, type ProducerMetadata } from './metadata-state.ts';
import type { PartitionChoice } from './partition-choice.ts';
import { copyBatch, type ProducerBatch } from './producer-batch.ts';

/** A partition's batches that wait to be sent, by id, the next one first. */
export interface BatchQueue extends TopicPartition {
  batches: number[];
  /** Records that have been put into its batches so far; for onlookers alone. */
  recordsSoFar: number;
}

/** A request that waits for its answer. Immutable. */
export interface PendingRequest {
  readonly to: number;
  readonly api: 'Produce' | 'Metadata' | 'InitProducerId';
  /** Of a Produce. */
  readonly batches: readonly number[];
  /** request.timeout.ms is over. */
  readonly dueUs: number;
}

/** A send() that waits for metadata or for memory. Immutable. */
export interface BlockedSend {
  readonly record: ProducerRecord;
  /** max.block.ms is over. */
  readonly untilUs: number;
  /** Metadata newer than this is waited for; null: there is not enough buffer.memory. */
  readonly metadataVersion: number | null;
  /** Once it has come so far. */
  readonly choice: PartitionChoice | null;
}

/** When a node last had something ready and when it last took it; microseconds. Immutable. */
export interface NodeLatency {
  readonly readyUs: number;
  readonly drainUs: number;
}

/** A producer client: metadata, connections, accumulator, requests in flight, sequences. */
export interface Producer {
  cow: number;
  config: ProducerConfig;
  metadata: ProducerMetadata;
  connections: Map<number, NodeConnection>;
  requests: Map<number, PendingRequest>;
  nextCorrelationId: number;
  blocked: readonly BlockedSend[];
  /** Batches that are not done with, by id. */
  batches: Map<number, ProducerBatch>;
  nextBatchId: number;
  /** By `topic-partition`. */
  queues: Map<string, BatchQueue>;
  /** Of buffer.memory, bytes. */
  bufferUsed: number;
  /** Partitions with a request in flight, while only one may be. */
  muted: ReadonlySet<string>;
  /** Where a node's partitions were drained last. */
  drainIndexes: Map<number, number>;
  nodeLatencies: Map<number, NodeLatency>;
  sticky: Map<string, BuiltInPartitioner>;
  roundRobin: RoundRobinCounters;
  /** Of the sticky partitioner of older clients, by topic. */
  stickyByBatch: Map<string, number>;
  compressionRatios: CompressionRatios;
  /** null: enable.idempotence is off. */
  idempotence: Idempotence | null;
  /** Of each flush() that goes on: the batches it waits for. */
  flushes: readonly (readonly number[])[];
  /** close() has been called; microseconds of its time limit. −1: it has not. */
  closeUntilUs: number;
  closed: boolean;
  /** When the timer that is set goes off; −1: none is. */
  timerAtUs: number;
  sent: number;
  acknowledged: number;
  failed: number;
}

export function createProducer(config: ProducerConfig, cow: number): Producer {
  return {
    cow,
    config,
    metadata: createMetadata(),
    connections: new Map(),
    requests: new Map(),
    nextCorrelationId: 1,
    blocked: [],
    batches: new Map(),
    nextBatchId: 1,
    queues: new Map(),
    bufferUsed: 0,
    muted: new Set(),
    drainIndexes: new Map(),
    nodeLatencies: new Map(),
    sticky: new Map(),
    roundRobin: new Map(),
    stickyByBatch: new Map(),
    compressionRatios: new Map(),
    idempotence: config.idempotent ? createIdempotence() : null,
    flushes: [],
    closeUntilUs: -1,
    closed: false,
    timerAtUs: -1,
    sent: 0,
    acknowledged: 0,
    failed: 0,
  };
}

function copyEach<K, V>(map: ReadonlyMap<K, V>, copy: (value: V) => V): Map<K, V> {
  const copies = new Map<K, V>();
  for (const [key, value] of map) copies.set(key, copy(value));
  return copies;
}

export function copyProducer(p: Producer, cow: number): Producer {
  return {
    ...p,
    cow,
    metadata: copyMetadata(p.metadata),
    connections: new Map(p.connections),
    requests: new Map(p.requests),
    batches: copyEach(p.batches, copyBatch),
    queues: copyEach(p.queues, (queue) => ({ ...queue, batches: [...queue.batches] })),
    drainIndexes: new Map(p.drainIndexes),
    nodeLatencies: new Map(p.nodeLatencies),
    sticky: copyEach(p.sticky, copyBuiltInPartitioner),
    roundRobin: new Map(p.roundRobin),
    stickyByBatch: new Map(p.stickyByBatch),
    compressionRatios: new Map(p.compressionRatios),
    idempotence: p.idempotence === null ? null : copyIdempotence(p.idempotence),
  };
}

export const queueKey = (topic: string, partition: number): string => `${topic}-${partition}`;

export function batchOf(p: Producer, id: number): ProducerBatch {
  const batch = p.batches.get(id);
  assert(batch, `batch ${id} is not done with`);
  return batch;
}

/** The partition's queue, made at its first use. */
export function queueOf(p: Producer, topic: string, partition: number): BatchQueue {
  const key = queueKey(topic, partition);
  const known = p.queues.get(key);
  if (known !== undefined) return known;
  const queue = { topic, partition, batches: [], recordsSoFar: 0 };
  p.queues.set(key, queue);
  return queue;
}

/** The application's next send() would wait. */
export const isBlocked = (p: Producer): boolean => p.blocked.length > 0;

export const isFlushing = (p: Producer): boolean => p.flushes.length > 0;

/** Records in the accumulator or in flight. */
export function pendingRecords(p: Producer): number {
  let count = p.blocked.length;
  for (const batch of p.batches.values()) if (!batch.done) count += batch.count;
  return count;
}

/** Something was refused or lost, and is tried again. */
export const isRetrying = (p: Producer): boolean =>
  [...p.batches.values()].some((batch) => batch.attempts > 0 && !batch.done);
