import { assert } from '../../../base/assert.ts';
import { msToUs } from '../../../base/units.ts';
import { type ErrorCode, isRetriable, meansStaleMetadata } from '../../protocol/errors.ts';
import type { ProduceResponse } from '../../protocol/requests.ts';
import { updateLoadStats } from '../../record/built-in-partitioner.ts';
import { type EncodeOptions, encodeBatch, type RecordBatch } from '../../record/record-batch.ts';
import { backoffUs } from '../backoff.ts';
import { learnRatio } from './compression-ratio.ts';
import type { ProducerContext, ProducerEffect } from './effects.ts';
import { wantMetadata } from './metadata.ts';
import { type InFlightProduce, type Producer, type ProducerBatch, queueKey } from './producer-state.ts';

/**
 * One pass of the sender: expires what is too old, finds the leaders that have something ready, and sends each one
 * request with one batch a partition. Source: Sender.sendProducerData, RecordAccumulator.ready/drain (4.3.1).
 */
export function runSender(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): void {
  expireBatches(p, ctx, effects);
  updateLoad(p);
  let wakeAt = Number.POSITIVE_INFINITY;
  const byLeader = new Map<number, ProducerBatch[]>();
  for (const queue of p.queues.values()) {
    const first = queue[0];
    if (first === undefined) continue;
    wakeAt = Math.min(wakeAt, first.createdUs + msToUs(p.config.deliveryTimeoutMs));
    const readyAt = readyTime(p, queue, first);
    const leader = p.topics.get(first.topic)?.partitions[first.partition]?.leader ?? -1;
    if (leader < 0) {
      if (readyAt <= ctx.nowUs) wantMetadata(p, ctx, effects);
      else wakeAt = Math.min(wakeAt, readyAt);
    } else if (isMuted(p, first)) {
    } else if ((p.unreachable.get(leader)?.untilUs ?? 0) > ctx.nowUs) {
      wakeAt = Math.min(wakeAt, p.unreachable.get(leader)?.untilUs ?? wakeAt);
    } else if (readyAt > ctx.nowUs) {
      wakeAt = Math.min(wakeAt, readyAt);
    } else {
      byLeader.set(leader, [...(byLeader.get(leader) ?? []), first]);
    }
  }
  for (const [leader, batches] of byLeader) sendTo(p, leader, batches, ctx, effects);
  if (wakeAt < Number.POSITIVE_INFINITY)
    effects.push({ kind: 'timer', key: 'sender', atUs: Math.max(wakeAt, ctx.nowUs) });
  else effects.push({ kind: 'cancelTimer', key: 'sender' });
}

/** When the first batch of a queue may go: full, or linger.ms after its creation; a retry after its backoff. */
function readyTime(p: Producer, queue: readonly ProducerBatch[], first: ProducerBatch): number {
  if (first.attempts > 0) return first.retryAtUs;
  const full = queue.length > 1 || first.closed || first.sizeInBytes >= p.config.batchSize;
  return full ? 0 : first.createdUs + msToUs(p.config.lingerMs);
}

/** With one request in flight a partition waits for its answer, so that order is kept (guaranteeMessageOrder). */
function isMuted(p: Producer, batch: ProducerBatch): boolean {
  if (p.config.maxInFlightRequestsPerConnection > 1) return false;
  for (const sent of p.inFlight.values()) {
    if (sent.batches.some((b) => b.topic === batch.topic && b.partition === batch.partition)) return true;
  }
  return false;
}

function requestsInFlight(p: Producer, to: number): number {
  let count = 0;
  for (const sent of p.inFlight.values()) if (sent.to === to) count += 1;
  return count;
}

function sendTo(
  p: Producer,
  to: number,
  heads: readonly ProducerBatch[],
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  if (requestsInFlight(p, to) >= p.config.maxInFlightRequestsPerConnection) return;
  const batches: ProducerBatch[] = [];
  let bytes = 0;
  for (const head of heads) {
    if (batches.length > 0 && bytes + head.sizeInBytes > p.config.maxRequestSize) break;
    batches.push(head);
    bytes += head.sizeInBytes;
    p.queues.get(queueKey(head.topic, head.partition))?.shift();
  }
  const data = batches.map((batch) => {
    batch.closed = true;
    return { topic: batch.topic, partition: batch.partition, batch: encoded(p, batch) };
  });
  const correlationId = p.nextCorrelationId;
  p.nextCorrelationId += 1;
  const { acks } = p.config;
  effects.push({
    kind: 'send',
    to,
    correlationId,
    request: { api: 'Produce', acks, timeoutMs: p.config.requestTimeoutMs, data },
  });
  if (acks === 0) {
    for (const batch of batches) acknowledge(p, batch, -1, effects);
    return;
  }
  p.inFlight.set(correlationId, { to, batches });
  effects.push({ kind: 'timer', key: `request:${correlationId}`, atUs: ctx.nowUs + msToUs(p.config.requestTimeoutMs) });
}

/** ProducerBatch.close: compressed once, however often it is sent. */
function encoded(p: Producer, batch: ProducerBatch): RecordBatch {
  if (batch.encoded !== null) return batch.encoded;
  const { compression } = p.config;
  const options = { compression: compression.type, compressionLevel: compression.level };
  batch.encoded = encodeBatch(batch.records, { ...options, ...takeSequence(p, batch) });
  batch.sizeInBytes = batch.encoded.sizeInBytes;
  learnRatio(p.compressionRatios, batch.topic, compression, batch.recordBytes, batch.sizeInBytes);
  return batch.encoded;
}

/** TransactionManager: the batch of an idempotent producer gets its sequence when it is drained first. */
function takeSequence(p: Producer, { topic, partition, count }: ProducerBatch): EncodeOptions {
  if (p.producerId < 0) return {};
  const key = queueKey(topic, partition);
  const baseSequence = p.nextSequences.get(key) ?? 0;
  p.nextSequences.set(key, baseSequence + count);
  return { producerId: p.producerId, producerEpoch: 0, baseSequence };
}

function acknowledge(p: Producer, batch: ProducerBatch, baseOffset: number, effects: ProducerEffect[]): void {
  const { topic, partition, count, tags } = batch;
  p.acknowledged += count;
  effects.push({ kind: 'acknowledged', topic, partition, baseOffset, count, tags });
}

/** Source: Sender.handleProduceResponse, completeBatch (4.3.1). */
export function onProduceResponse(
  p: Producer,
  correlationId: number,
  response: ProduceResponse,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  const sent = takeInFlight(p, correlationId, effects);
  if (sent === undefined) return;
  p.unreachable.delete(sent.to);
  // Backwards, because each retry goes to the front of its queue.
  for (const batch of [...sent.batches].reverse()) {
    const answer = response.responses.find((r) => r.topic === batch.topic && r.partition === batch.partition);
    assert(answer, 'each batch sent is answered');
    if (answer.error === 'NONE') acknowledge(p, batch, answer.baseOffset, effects);
    else failOrRetry(p, batch, answer.error, ctx, effects);
  }
}

/**
 * No connection could be opened: the batches stay in the accumulator as if never drained, and the broker is tried again
 * after reconnect.backoff.ms, doubling. Source: NetworkClient.ready, ClusterConnectionStates.
 */
export function onProduceRefused(
  p: Producer,
  correlationId: number,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  const sent = takeInFlight(p, correlationId, effects);
  if (sent === undefined) return;
  const attempts = p.unreachable.get(sent.to)?.attempts ?? 0;
  const { reconnectBackoffMs, reconnectBackoffMaxMs } = p.config;
  const wait = backoffUs(reconnectBackoffMs, reconnectBackoffMaxMs, attempts, ctx.random() / 0x8000_0000);
  p.unreachable.set(sent.to, { attempts: attempts + 1, untilUs: ctx.nowUs + wait });
  wantMetadata(p, ctx, effects);
  for (const batch of [...sent.batches].reverse()) {
    const key = queueKey(batch.topic, batch.partition);
    p.queues.set(key, [batch, ...(p.queues.get(key) ?? [])]);
  }
}

/**
 * The connection closed (NETWORK_EXCEPTION), or request.timeout.ms passed (REQUEST_TIMED_OUT): nobody knows whether the
 * batches were written. Source: Sender.handleProduceResponse.
 */
export function onProduceLost(
  p: Producer,
  correlationId: number,
  error: 'NETWORK_EXCEPTION' | 'REQUEST_TIMED_OUT',
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  const sent = takeInFlight(p, correlationId, effects);
  if (sent === undefined) return;
  // NetworkClient asks for new metadata whenever a connection closes.
  wantMetadata(p, ctx, effects);
  for (const batch of [...sent.batches].reverse()) failOrRetry(p, batch, error, ctx, effects);
}

function takeInFlight(p: Producer, correlationId: number, effects: ProducerEffect[]): InFlightProduce | undefined {
  const sent = p.inFlight.get(correlationId);
  if (sent === undefined) return undefined;
  p.inFlight.delete(correlationId);
  effects.push({ kind: 'cancelTimer', key: `request:${correlationId}` });
  return sent;
}

function failOrRetry(
  p: Producer,
  batch: ProducerBatch,
  error: ErrorCode,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  if (meansStaleMetadata(error)) wantMetadata(p, ctx, effects);
  const inTime = ctx.nowUs < batch.createdUs + msToUs(p.config.deliveryTimeoutMs);
  const final = !isRetriable(error) || batch.attempts >= p.config.retries || !inTime;
  const { topic, partition, count, tags } = batch;
  effects.push({ kind: 'failed', topic, partition, count, error, final, tags });
  if (final) {
    p.failed += count;
    return;
  }
  const wait = backoffUs(
    p.config.retryBackoffMs,
    p.config.retryBackoffMaxMs,
    batch.attempts,
    ctx.random() / 0x8000_0000,
  );
  batch.attempts += 1;
  batch.retryAtUs = ctx.nowUs + wait;
  const key = queueKey(topic, partition);
  p.queues.set(key, [batch, ...(p.queues.get(key) ?? [])]);
}

/** "Expiring N record(s) for T-P: delivery.timeout.ms has passed since batch creation." */
function expireBatches(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): void {
  for (const [key, queue] of p.queues) {
    const isOld = (batch: ProducerBatch): boolean => batch.createdUs + msToUs(p.config.deliveryTimeoutMs) <= ctx.nowUs;
    const first = queue[0];
    if (first === undefined || !isOld(first)) continue;
    for (const batch of queue.filter(isOld)) {
      const { topic, partition, count, tags } = batch;
      p.failed += count;
      effects.push({ kind: 'failed', topic, partition, count, error: 'REQUEST_TIMED_OUT', final: true, tags });
    }
    p.queues.set(
      key,
      queue.filter((batch) => !isOld(batch)),
    );
  }
}

/** Queue lengths for the adaptive partitioner, once every partition of the topic has had a queue (KIP-794). */
function updateLoad(p: Producer): void {
  if (!p.config.partitionerAdaptive) return;
  for (const [name, state] of p.sticky) {
    const topic = p.topics.get(name);
    if (topic === undefined) continue;
    const queues = topic.partitions.map((_, partition) => p.queues.get(queueKey(name, partition)));
    if (queues.some((queue) => queue === undefined)) continue;
    const withLeader = topic.partitions.flatMap((info, partition) => (info.leader >= 0 ? [partition] : []));
    const without = topic.partitions.flatMap((info, partition) => (info.leader < 0 ? [partition] : []));
    const ids = [...withLeader, ...without];
    const sizes = ids.map((partition) => queues[partition]?.length ?? 0);
    updateLoadStats(state, sizes, ids, withLeader.length);
  }
}
