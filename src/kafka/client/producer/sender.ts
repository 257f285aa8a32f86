import { completeBatch, noError } from './completion.ts';
import { canConnect, canSend, connect } from './connections.ts';
import { drainNode } from './drain.ts';
import type { ProducerContext, ProducerEffect } from './effects.ts';
import { expireBatches, nextExpiryUs } from './expiry.ts';
import { isUpdateDue, wantMetadata } from './metadata.ts';
import type { ProducerBatch } from './producer-batch.ts';
import { type Producer, queueKey } from './producer-state.ts';
import { noteNodeLatency, readyNodes } from './ready.ts';
import { sendRequest } from './requests.ts';

/**
 * The sender's turns until nothing more can go: finds the nodes that lead something ready, sends each that takes a request
 * one batch a partition, expires what is too old. Gives when to look again. Source: Sender.sendProducerData (4.3.1).
 */
export function runSender(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): number {
  for (;;) {
    const { nodes, nextUs, unknownLeaders } = readyNodes(p, ctx);
    if (unknownLeaders) wantMetadata(p);
    const ready = nodes.filter((node) => isReady(p, node, ctx, effects));
    const connectUs = Math.min(...nodes.map((node) => p.connections.get(node)?.retryAtUs || never));
    const drained = ready.map((node) => ({ node, batches: drainNode(p, node, ctx) }));
    const sent = drained.filter(({ batches }) => batches.length > 0);
    for (const { batches } of sent) mute(p, batches);
    const inTurn = new Set(sent.flatMap(({ batches }) => batches.map(({ id }) => id)));
    expireBatches(p, inTurn, ctx, effects);
    for (const { node, batches } of sent) produce(p, node, batches, ctx, effects);
    if (sent.length === 0) return Math.min(nextUs, connectUs, nextExpiryUs(p));
  }
}

const never = Number.POSITIVE_INFINITY;

/** NetworkClient.ready: a node that is not connected to is connected to now, if that is allowed. */
function isReady(p: Producer, node: number, ctx: ProducerContext, effects: ProducerEffect[]): boolean {
  const ready = !isUpdateDue(p, ctx.nowUs) && canSend(p, node);
  if (!ready && canConnect(p, node, ctx.nowUs)) connect(p, node, ctx, effects);
  noteNodeLatency(p, node, ready, ctx.nowUs);
  return ready;
}

/** With one request in flight a partition waits for its answer, so that order is kept (guaranteeMessageOrder). */
function mute(p: Producer, batches: readonly ProducerBatch[]): void {
  if (p.config.maxInFlightRequestsPerConnection > 1) return;
  p.muted = new Set([...p.muted, ...batches.map(({ topic, partition }) => queueKey(topic, partition))]);
}

function produce(
  p: Producer,
  node: number,
  batches: readonly ProducerBatch[],
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  const data = batches.flatMap(({ topic, partition, encoded, firstOrdinal }) =>
    encoded === null ? [] : [{ topic, partition, batch: encoded, firstOrdinal }],
  );
  const { acks, requestTimeoutMs: timeoutMs } = p.config;
  const ids = batches.map(({ id }) => id);
  sendRequest(p, node, { api: 'Produce', acks, timeoutMs, data }, ids, ctx, effects);
  // Over when it is sent: there will be no answer.
  if (acks === 0) for (const batch of batches) completeBatch(p, batch, noError, ctx, effects);
}
