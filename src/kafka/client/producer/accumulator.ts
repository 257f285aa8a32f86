import type { MetadataTopic } from '../../protocol/requests.ts';
import {
  type BuiltInPartitioner,
  createBuiltInPartitioner,
  peekPartition,
  updatePartitionInfo,
} from '../../record/built-in-partitioner.ts';
import { estimateBatchUpperBound, recordSizeInBytes } from '../../record/record-batch.ts';
import { allocate } from './buffer-memory.ts';
import { estimatedBatchSize } from './compression-ratio.ts';
import type { ProducerContext, ProducerEffect, ProducerRecord } from './effects.ts';
import { newBatch } from './new-batch.ts';
import { type PartitionChoice, partitionInfos } from './partition-choice.ts';
import { isFull, type ProducerBatch } from './producer-batch.ts';
import { batchOf, type Producer, queueOf } from './producer-state.ts';
import { nextSticky } from './sticky-by-batch.ts';

/** Most bytes that the record can take alone in a batch, which max.request.size limits. */
export const sizeBound = (record: ProducerRecord): number =>
  estimateBatchUpperBound(record.key, record.value, record.headers ?? []);

/**
 * Appends the record to the last batch of its partition, or to a new one. `wakes`: the sender has something to look at,
 * a batch that is full or new, whose linger.ms begins. null: there is no buffer.memory for a new batch now.
 * Source: RecordAccumulator.append (4.3.1); KIP-794.
 */
export function appendRecord(
  p: Producer,
  topic: MetadataTopic,
  record: ProducerRecord,
  choice: PartitionChoice,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): { readonly wakes: boolean } | null {
  const sticky = choice.partition === null ? stickyOf(p, topic.name) : null;
  const infos = sticky === null ? [] : partitionInfos(p, topic);
  let partition = choice.partition ?? peekPartition(stickyOf(p, topic.name), infos, ctx.random);
  if (sticky !== null && isQueueFull(p, topic.name, partition)) {
    // A switch that had to wait for the batch to be full.
    if (updatePartitionInfo(sticky, 0, infos, true, ctx.random)) partition = peekPartition(sticky, infos, ctx.random);
  }
  let appended = appendToLast(p, topic.name, partition, record, ctx);
  if (appended === null) {
    const bytes = Math.max(p.config.batchSize, sizeBound(record));
    if (!allocate(p, bytes)) return null;
    if (choice.by === 'sticky' && sticky === null) {
      partition = nextSticky(p, topic, partition, ctx);
      appended = appendToLast(p, topic.name, partition, record, ctx);
      if (appended !== null) p.bufferUsed -= bytes;
    }
    appended ??= appendToNew(p, topic.name, partition, record, bytes, ctx);
  }
  if (sticky !== null) updatePartitionInfo(sticky, appended, infos, isQueueFull(p, topic.name, partition), ctx.random);
  p.sent += 1;
  tellPartitioned(topic, record, choice, partition, effects);
  return { wakes: wakesSender(p, topic.name, partition) };
}

function tellPartitioned(
  topic: MetadataTopic,
  { tag, key }: ProducerRecord,
  { hash, by }: PartitionChoice,
  partition: number,
  effects: ProducerEffect[],
): void {
  if (tag === null) return;
  const partitions = topic.partitions.length;
  effects.push({ kind: 'partitioned', tag, topic: topic.name, partition, key, hash, by, partitions });
}

/** RecordAppendResult: batchIsFull or newBatchCreated. */
function wakesSender(p: Producer, topic: string, partition: number): boolean {
  const { batches } = queueOf(p, topic, partition);
  const [first] = batches;
  return batches.length > 1 || first === undefined || batchOf(p, first).count === 1 || isFull(batchOf(p, first));
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
  const last = queueOf(p, topic, partition).batches.at(-1);
  return last === undefined || isFull(batchOf(p, last));
}

/** Gives the bytes that the accumulator counts for the record; null: it needs a new batch. */
function appendToLast(
  p: Producer,
  topic: string,
  partition: number,
  record: ProducerRecord,
  ctx: ProducerContext,
): number | null {
  const queue = queueOf(p, topic, partition);
  const last = queue.batches.at(-1);
  if (last === undefined) return null;
  const batch = batchOf(p, last);
  const before = batch.sizeInBytes;
  if (tryAppend(p, batch, { ...record, timestamp: record.timestamp ?? ctx.nowMs })) {
    queue.recordsSoFar += 1;
    return batch.sizeInBytes - before;
  }
  batch.closed = true;
  return null;
}

function appendToNew(
  p: Producer,
  topic: string,
  partition: number,
  record: ProducerRecord,
  bytes: number,
  ctx: ProducerContext,
): number {
  const queue = queueOf(p, topic, partition);
  const place = { topic, partition, firstOrdinal: queue.recordsSoFar };
  const times = { createdUs: ctx.nowUs, lastAttemptUs: ctx.nowUs };
  const batch = newBatch(p, { ...place, ...times, writeLimit: bytes, bufferBytes: bytes, isSplit: false });
  tryAppend(p, batch, { ...record, timestamp: record.timestamp ?? ctx.nowMs });
  queue.batches.push(batch.id);
  queue.recordsSoFar += 1;
  return batch.sizeInBytes;
}

type TimedRecord = ProducerRecord & { readonly timestamp: number };

/**
 * MemoryRecordsBuilder.hasRoomFor, append: the first record always has room; what compression will make of the record is
 * not counted on.
 */
export function tryAppend(p: Producer, batch: ProducerBatch, record: TimedRecord): boolean {
  if (isFull(batch)) return false;
  const { timestamp, key, value, headers = [], tag } = record;
  const delta = timestamp - (batch.records[0]?.timestamp ?? timestamp);
  const size = recordSizeInBytes(batch.count, delta, key, value, headers);
  if (batch.count > 0 && batch.writeLimit < batch.sizeInBytes + size) return false;
  batch.records.push({ timestamp, key, value, ...(headers.length > 0 && { headers }) });
  if (tag !== null) batch.tags.push({ tag, index: batch.count });
  batch.count += 1;
  batch.recordBytes += size;
  batch.maxRecordSize = Math.max(batch.maxRecordSize, estimateBatchUpperBound(key, value, headers));
  batch.sizeInBytes = estimatedBatchSize(batch.recordBytes, batch.ratio, p.config.compression);
  return true;
}
