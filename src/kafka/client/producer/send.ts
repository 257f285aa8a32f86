import { msToUs } from '../../../base/units.ts';
import type { MetadataTopic } from '../../protocol/requests.ts';
import { appendRecord, sizeBound } from './accumulator.ts';
import type { Failure } from './completion.ts';
import type { ProducerContext, ProducerEffect, ProducerRecord } from './effects.ts';
import { wantMetadataOf, wantTopic } from './metadata.ts';
import { choosePartition } from './partition-choice.ts';
import type { BlockedSend, Producer } from './producer-state.ts';

/**
 * KafkaProducer.doSend: waits for metadata, chooses the partition, checks the size, and appends, which may wait for
 * memory; max.block.ms is the limit of both. True when the sender has something to look at.
 */
export function send(p: Producer, record: ProducerRecord, ctx: ProducerContext, effects: ProducerEffect[]): boolean {
  const { topic } = record;
  if (p.closeUntilUs >= 0) {
    fail(p, record, closedFailure, effects);
    return false;
  }
  if (p.metadata.invalidTopics.has(topic)) {
    fail(p, record, invalidTopic(topic), effects);
    return false;
  }
  wantTopic(p, topic, ctx);
  const held = { record, untilUs: ctx.nowUs + msToUs(p.config.maxBlockMs), metadataVersion: null, choice: null };
  const known = p.metadata.topics.get(topic);
  if (known !== undefined && hasPartition(known, record)) return append(p, held, known, ctx, effects);
  block(p, { ...held, metadataVersion: wantMetadataOf(p, topic) });
  return true;
}

const closedFailure: Failure = {
  error: 'UNKNOWN_SERVER_ERROR',
  exception: 'IllegalStateException',
  message: 'Cannot perform operation after producer has been closed',
};

const closedMeanwhile: Failure = {
  error: 'UNKNOWN_SERVER_ERROR',
  exception: 'KafkaException',
  message: 'Producer closed while send in progress',
};

const invalidTopic = (topic: string): Failure => ({
  error: 'INVALID_TOPIC_EXCEPTION',
  exception: 'InvalidTopicException',
  message: `Invalid topics: [${topic}]`,
});

const hasPartition = (topic: MetadataTopic, { partition }: ProducerRecord): boolean =>
  partition === null || partition < topic.partitions.length;

function block(p: Producer, held: BlockedSend): void {
  p.blocked = [...p.blocked, held];
}

function append(
  p: Producer,
  held: BlockedSend,
  topic: MetadataTopic,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): boolean {
  const { record } = held;
  const choice = held.choice ?? choosePartition(p, topic, record, ctx);
  const tooLarge = sizeProblem(p, record);
  if (tooLarge !== null) {
    fail(p, record, tooLarge, effects);
    return false;
  }
  // Those who wait for memory get it first.
  const appended = queuesForMemory(p) ? null : appendRecord(p, topic, record, choice, ctx, effects);
  if (appended === null) {
    block(p, { ...held, metadataVersion: null, choice });
    return true;
  }
  return appended.wakes;
}

const queuesForMemory = (p: Producer): boolean => p.blocked.some(({ metadataVersion }) => metadataVersion === null);

/** KafkaProducer.ensureValidRecordSize. */
function sizeProblem(p: Producer, record: ProducerRecord): Failure | null {
  const size = sizeBound(record);
  const { maxRequestSize, bufferMemory } = p.config;
  const large = `The message is ${size} bytes when serialized which is larger than`;
  const why = (message: string): Failure => ({
    error: 'MESSAGE_TOO_LARGE',
    exception: 'RecordTooLargeException',
    message,
  });
  if (size > maxRequestSize) {
    return why(`${large} ${maxRequestSize}, which is the value of the max.request.size configuration.`);
  }
  if (size <= bufferMemory) return null;
  return why(`${large} the total memory buffer you have configured with the buffer.memory configuration.`);
}

function fail(p: Producer, record: ProducerRecord, why: Failure, effects: ProducerEffect[]): void {
  p.failed += 1;
  const tags = record.tag === null ? [] : [{ tag: record.tag, index: 0 }];
  const { topic, partition } = record;
  effects.push({ kind: 'failed', topic, partition: partition ?? -1, count: 1, ...why, final: true, tags });
}

/** Sends that waited go on in their order, wait on, or fail. True when something was appended. */
export function serveBlocked(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): boolean {
  const waiting = p.blocked;
  if (waiting.length === 0) return false;
  p.blocked = [];
  const sentBefore = p.sent;
  for (const held of waiting) serve(p, held, ctx, effects);
  return p.sent > sentBefore;
}

function serve(p: Producer, held: BlockedSend, ctx: ProducerContext, effects: ProducerEffect[]): void {
  const { record, metadataVersion } = held;
  if (p.closeUntilUs >= 0) return fail(p, record, closedMeanwhile, effects);
  const known = p.metadata.topics.get(record.topic);
  const isLate = ctx.nowUs >= held.untilUs;
  if (metadataVersion === null) {
    if (known !== undefined && !isLate) append(p, held, known, ctx, effects);
    else if (isLate) fail(p, record, exhausted(p, record), effects);
    else block(p, held);
    return;
  }
  if (isLate) return fail(p, record, missing(p, record, known), effects);
  if (p.metadata.updateVersion === metadataVersion) return block(p, held);
  if (p.metadata.invalidTopics.has(record.topic)) return fail(p, record, invalidTopic(record.topic), effects);
  if (known !== undefined && hasPartition(known, record)) append(p, held, known, ctx, effects);
  else {
    wantTopic(p, record.topic, ctx);
    block(p, { ...held, metadataVersion: wantMetadataOf(p, record.topic) });
  }
}

function missing(p: Producer, { topic, partition }: ProducerRecord, known: MetadataTopic | undefined): Failure {
  const what =
    known === undefined
      ? `Topic ${topic} not`
      : `Partition ${partition} of topic ${topic} with partition count ${known.partitions.length} is not`;
  const message = `${what} present in metadata after ${p.config.maxBlockMs} ms.`;
  return { error: 'REQUEST_TIMED_OUT', exception: 'TimeoutException', message };
}

function exhausted(p: Producer, record: ProducerRecord): Failure {
  const { batchSize, maxBlockMs, bufferMemory } = p.config;
  const bytes = Math.max(batchSize, sizeBound(record));
  const message =
    `Failed to allocate ${bytes} bytes within the configured max blocking time ${maxBlockMs} ms. Total memory: ` +
    `${bufferMemory} bytes. Available memory: ${bufferMemory - p.bufferUsed} bytes. Poolable size: ${batchSize} bytes`;
  return { error: 'REQUEST_TIMED_OUT', exception: 'BufferExhaustedException', message };
}
