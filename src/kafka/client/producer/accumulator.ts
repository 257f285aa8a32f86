import type { MetadataTopic } from '../../protocol/requests.ts';
import {
  type BuiltInPartitioner,
  createBuiltInPartitioner,
  peekPartition,
  updatePartitionInfo,
} from '../../record/built-in-partitioner.ts';
import { murmur2, toPositive } from '../../record/murmur2.ts';
import { estimateBatchUpperBound, RECORD_BATCH_OVERHEAD, recordSizeInBytes } from '../../record/record-batch.ts';
import { estimatedBatchSize, estimatedRatio } from './compression-ratio.ts';
import type { ProducerContext, ProducerEffect, ProducerRecord } from './effects.ts';
import { type Producer, type ProducerBatch, queueKey } from './producer-state.ts';

/**
 * Chooses the partition and appends the record to its last batch, or to a new one. True when that wakes the sender: a
 * batch is full, or is new and its linger.ms begins.
 * Source: KafkaProducer.doSend, RecordAccumulator.append (4.3.1); KIP-794.
 */
export function appendRecord(
  p: Producer,
  topic: MetadataTopic,
  record: ProducerRecord,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): boolean {
  const partitions = topic.partitions.length;
  const byKey = record.partition === null && record.key !== null && !p.config.partitionerIgnoreKeys;
  const hash = byKey && record.key !== null ? murmur2(record.key) : null;
  const sticky = record.partition === null && hash === null;
  const state = sticky ? stickyOf(p, topic.name) : null;
  const infos = sticky ? topic.partitions.map((info, partition) => ({ partition, leader: info.leader })) : [];
  let partition: number;
  if (record.partition !== null) partition = record.partition;
  else if (hash !== null) partition = toPositive(hash) % partitions;
  else partition = peekPartition(stickyOf(p, topic.name), infos, ctx.random);
  if (state !== null && isQueueFull(p, topic.name, partition)) {
    updatePartitionInfo(state, 0, infos, true, ctx.random);
    partition = peekPartition(state, infos, ctx.random);
  }
  const appended = appendToQueue(p, topic.name, partition, record, ctx.nowUs);
  if (state !== null) updatePartitionInfo(state, appended, infos, isQueueFull(p, topic.name, partition), ctx.random);
  p.sent += 1;
  if (record.tag !== null) {
    const by = record.partition !== null ? 'given' : hash !== null ? 'key' : 'sticky';
    effects.push({
      kind: 'partitioned',
      tag: record.tag,
      topic: topic.name,
      partition,
      key: record.key,
      hash,
      by,
      partitions,
    });
  }
  return wakesSender(p, topic.name, partition);
}

/** RecordAppendResult: batchIsFull or newBatchCreated. */
function wakesSender(p: Producer, topic: string, partition: number): boolean {
  const queue = p.queues.get(queueKey(topic, partition)) ?? [];
  return queue.length > 1 || queue[0]?.count === 1 || isQueueFull(p, topic, partition);
}

function stickyOf(p: Producer, topic: string): BuiltInPartitioner {
  const known = p.sticky.get(topic);
  if (known !== undefined) return known;
  const state = createBuiltInPartitioner(Math.max(1, p.config.batchSize));
  p.sticky.set(topic, state);
  return state;
}

/** "The queue has no batch that is still filling": then the sticky partition may be left. */
function isQueueFull(p: Producer, topic: string, partition: number): boolean {
  const last = p.queues.get(queueKey(topic, partition))?.at(-1);
  return last === undefined || last.closed || last.encoded !== null || last.sizeInBytes >= p.config.batchSize;
}

/** Gives the bytes that the accumulator counts for the record. */
function appendToQueue(p: Producer, topic: string, partition: number, record: ProducerRecord, nowUs: number): number {
  const key = queueKey(topic, partition);
  const queue = p.queues.get(key) ?? [];
  p.queues.set(key, queue);
  const input = { timestamp: record.timestamp, key: record.key, value: record.value };
  const last = queue.at(-1);
  if (last !== undefined && last.encoded === null && !last.closed) {
    const size = recordSizeInBytes(
      last.count,
      record.timestamp - (last.records[0]?.timestamp ?? 0),
      record.key,
      record.value,
    );
    const before = last.sizeInBytes;
    if (before < p.config.batchSize && before + size <= p.config.batchSize) {
      addTo(p, last, input, size, record.tag);
      return last.sizeInBytes - before;
    }
    last.closed = true;
  }
  const batch = newBatch(p, topic, partition, nowUs);
  const size = recordSizeInBytes(0, 0, record.key, record.value);
  addTo(p, batch, input, size, record.tag);
  queue.push(batch);
  return batch.sizeInBytes;
}

function newBatch(p: Producer, topic: string, partition: number, createdUs: number): ProducerBatch {
  return {
    topic,
    partition,
    createdUs,
    records: [],
    count: 0,
    recordBytes: 0,
    ratio: estimatedRatio(p.compressionRatios, topic, p.config.compression),
    sizeInBytes: RECORD_BATCH_OVERHEAD,
    closed: false,
    encoded: null,
    attempts: 0,
    retryAtUs: 0,
    tags: [],
  };
}

function addTo(
  p: Producer,
  batch: ProducerBatch,
  input: { timestamp: number; key: Uint8Array | null; value: Uint8Array | null },
  size: number,
  tag: number | null,
): void {
  batch.records.push(input);
  batch.count += 1;
  batch.recordBytes += size;
  batch.sizeInBytes = estimatedBatchSize(batch.recordBytes, batch.ratio, p.config.compression);
  if (tag !== null) batch.tags.push(tag);
}

/** Upper bound of a record alone in a batch, which max.request.size limits. */
export const sizeBound = (record: ProducerRecord): number => estimateBatchUpperBound(record.key, record.value, []);
