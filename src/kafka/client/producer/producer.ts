import { assert } from '../../../base/assert.ts';
import { msToUs } from '../../../base/units.ts';
import type { KafkaResponse } from '../../protocol/requests.ts';
import { beginClose, beginFlush, endClose, endFlushes } from './close.ts';
import { type BatchAnswer, completeBatch, lostAnswer } from './completion.ts';
import { isConnected, noteConnected, noteDisconnected } from './connections.ts';
import type { ProducerContext, ProducerEffect, ProducerInput } from './effects.ts';
import { hasSequencesToSettle } from './idempotence.ts';
import {
  isUpdateDue,
  noteLeader,
  onMetadata,
  onMetadataLost,
  rebootstrap,
  updateMetadata,
  wantMetadata,
} from './metadata.ts';
import { obtainProducerId, onProducerId, onProducerIdLost } from './producer-id.ts';
import { batchOf, type PendingRequest, type Producer } from './producer-state.ts';
import { takeRequest, takeRequestsTo } from './requests.ts';
import { send, serveBlocked } from './send.ts';
import { runSender } from './sender.ts';

export { type ProducerConfig, producerConfigFrom } from './config.ts';
export type { ProducerContext, ProducerEffect, ProducerInput, ProducerRecord } from './effects.ts';
export {
  copyProducer,
  createProducer,
  isBlocked,
  isFlushing,
  isRetrying,
  type Producer,
  pendingRecords,
} from './producer-state.ts';

/** One step of a producer client (KafkaProducer and its sender thread). Gives what it asks of the world, in order. */
export function stepProducer(p: Producer, input: ProducerInput, ctx: ProducerContext): ProducerEffect[] {
  const effects: ProducerEffect[] = [];
  if (p.closed) {
    if (input.kind === 'send') send(p, input.record, ctx, effects);
    return effects;
  }
  if (!take(p, input, ctx, effects)) return effects;
  poll(p, ctx, effects);
  return effects;
}

/** False: the sender has nothing to look at, the record joined a batch that goes on filling. */
function take(p: Producer, input: ProducerInput, ctx: ProducerContext, effects: ProducerEffect[]): boolean {
  switch (input.kind) {
    case 'send':
      return send(p, input.record, ctx, effects);
    case 'flush':
      beginFlush(p);
      return true;
    case 'close':
      beginClose(p, input.timeoutMs, ctx);
      return true;
    case 'timer':
      p.timerAtUs = -1;
      return true;
    case 'connected':
      noteConnected(p, input.node, ctx);
      return true;
    case 'refused':
      disconnected(p, input.node, 'NETWORK_EXCEPTION', ctx, effects);
      return true;
    case 'disconnected': {
      const isNews = input.correlationId >= 0 ? p.requests.has(input.correlationId) : isConnected(p, input.node);
      if (isNews) disconnected(p, input.node, 'NETWORK_EXCEPTION', ctx, effects);
      return isNews;
    }
    case 'response':
      onResponse(p, input.correlationId, input.response, ctx, effects);
      return true;
  }
}

/** What the sender thread does in its loop, and when it wakes again. Source: Sender.runOnce, NetworkClient.poll. */
function poll(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): void {
  timeOutRequests(p, ctx, effects);
  const rebootstrapUs = rebootstrapIfOverdue(p, ctx, effects);
  let wakeUs: number;
  for (;;) {
    serveBlocked(p, ctx, effects);
    const nextSendUs = obtainProducerId(p, ctx, effects) ?? runSender(p, ctx, effects);
    const wasAsking = p.metadata.inFlight !== null;
    const nextMetadataUs = updateMetadata(p, ctx, effects);
    wakeUs = Math.min(rebootstrapUs, nextSendUs, nextMetadataUs);
    // Nodes take requests once the one for metadata is on its way.
    const hasAsked = !wasAsking && p.metadata.inFlight !== null;
    if (!serveBlocked(p, ctx, effects) && !hasAsked && !hasSequencesToSettle(p)) break;
  }
  for (const { untilUs } of p.blocked) wakeUs = Math.min(wakeUs, untilUs);
  for (const { dueUs } of p.requests.values()) wakeUs = Math.min(wakeUs, dueUs);
  endFlushes(p);
  wakeUs = Math.min(wakeUs, endClose(p, ctx, effects));
  setTimer(p, wakeUs, ctx, effects);
}

function setTimer(p: Producer, wakeUs: number, ctx: ProducerContext, effects: ProducerEffect[]): void {
  // One that is set for an earlier time will do: it looks again, and sets the next one.
  if (p.closed || wakeUs === Number.POSITIVE_INFINITY || (p.timerAtUs >= 0 && p.timerAtUs <= wakeUs)) return;
  p.timerAtUs = Math.max(wakeUs, ctx.nowUs);
  effects.push({ kind: 'timer', atUs: p.timerAtUs });
}

/** After request.timeout.ms the connection is closed, and every request on it is over. */
function timeOutRequests(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): void {
  const late = new Set<number>();
  for (const { to, dueUs } of p.requests.values()) if (dueUs <= ctx.nowUs) late.add(to);
  for (const node of late) {
    effects.push({ kind: 'disconnect', node });
    disconnected(p, node, 'REQUEST_TIMED_OUT', ctx, effects);
  }
}

/**
 * No metadata for metadata.recovery.rebootstrap.trigger.ms: all connections are closed, and the client begins anew with
 * bootstrap.servers (KIP-1102). Gives when that will be. Source: NetworkClient.handleRebootstrap.
 */
function rebootstrapIfOverdue(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): number {
  const { attemptStartUs } = p.metadata;
  if (p.config.metadataRecovery === 'none' || attemptStartUs < 0) return Number.POSITIVE_INFINITY;
  const dueUs = attemptStartUs + msToUs(p.config.metadataRebootstrapTriggerMs) + 1;
  if (ctx.nowUs < dueUs) return dueUs;
  for (const [node, { state }] of [...p.connections]) {
    if (state === 'disconnected') continue;
    effects.push({ kind: 'disconnect', node });
    disconnected(p, node, 'NETWORK_EXCEPTION', ctx, effects);
  }
  rebootstrap(p, ctx);
  return Number.POSITIVE_INFINITY;
}

/** NetworkClient.processDisconnection: nobody knows what became of the requests; the cluster may have changed. */
function disconnected(
  p: Producer,
  node: number,
  error: 'NETWORK_EXCEPTION' | 'REQUEST_TIMED_OUT',
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  noteDisconnected(p, node, ctx);
  const lost = takeRequestsTo(p, node);
  if (isUpdateDue(p, ctx.nowUs)) onMetadataLost(p, ctx);
  wantMetadata(p);
  for (const request of lost) onLost(p, request, lostAnswer(error), ctx, effects);
}

function onLost(
  p: Producer,
  request: PendingRequest,
  answer: BatchAnswer,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  if (request.api === 'Metadata') onMetadataLost(p, ctx);
  else if (request.api === 'InitProducerId') onProducerIdLost(p, ctx);
  else for (const id of request.batches) completeBatch(p, batchOf(p, id), answer, ctx, effects);
}

function onResponse(
  p: Producer,
  correlationId: number,
  response: KafkaResponse,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  const request = takeRequest(p, correlationId);
  if (request === undefined) return;
  if (response.api === 'Metadata') onMetadata(p, response, ctx);
  else if (response.api === 'InitProducerId') onProducerId(p, response, ctx);
  else if (response.api === 'Produce') {
    const leaders: (() => void)[] = [];
    for (const id of request.batches) {
      const batch = batchOf(p, id);
      const { topic, partition } = batch;
      const answer = response.responses.find((r) => r.topic === topic && r.partition === partition);
      assert(answer, 'each batch sent is answered');
      completeBatch(p, batch, answer, ctx, effects);
      const { currentLeader } = answer;
      if (currentLeader !== undefined) leaders.push(() => noteLeader(p, topic, partition, currentLeader));
    }
    for (const take of leaders) take();
  }
}
