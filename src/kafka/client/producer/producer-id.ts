import { msToUs } from '../../../base/units.ts';
import type { InitProducerIdResponse } from '../../protocol/requests.ts';
import { canConnect, canSend, connect, leastLoadedNode } from './connections.ts';
import type { ProducerContext, ProducerEffect } from './effects.ts';
import { bumpEpochIfNeeded, resolveSequences } from './idempotence.ts';
import type { Producer } from './producer-state.ts';
import { sendRequest } from './requests.ts';

/**
 * Before anything is produced: open sequences are settled, the epoch raised if need be, and a producer id asked for.
 * While there is none the sender does nothing else: gives when to look again, null when it may go on.
 * Source: Sender.runOnce, maybeSendAndPollTransactionalRequest (4.3.1).
 */
export function obtainProducerId(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): number | null {
  const it = p.idempotence;
  if (it === null) return null;
  resolveSequences(it);
  bumpEpochIfNeeded(p, it);
  if (it.state === 'ready') return null;
  it.state = 'initializing';
  for (const { api } of p.requests.values()) if (api === 'InitProducerId') return Number.POSITIVE_INFINITY;
  if (ctx.nowUs < it.retryAtUs) return it.retryAtUs;
  const { node } = leastLoadedNode(p, ctx);
  if (node === null) return ctx.nowUs + msToUs(p.config.retryBackoffMs);
  if (canSend(p, node)) sendRequest(p, node, { api: 'InitProducerId' }, [], ctx, effects);
  else if (canConnect(p, node, ctx.nowUs)) connect(p, node, ctx, effects);
  return Number.POSITIVE_INFINITY;
}

/** TransactionManager.InitProducerIdHandler; what can fail without a transactional id is tried again. */
export function onProducerId(p: Producer, response: InitProducerIdResponse, ctx: ProducerContext): void {
  if (response.error !== 'NONE') return onProducerIdLost(p, ctx);
  const it = p.idempotence;
  if (it === null) return;
  it.producerId = response.producerId;
  it.producerEpoch = response.producerEpoch;
  it.state = 'ready';
}

export function onProducerIdLost(p: Producer, ctx: ProducerContext): void {
  if (p.idempotence !== null) p.idempotence.retryAtUs = ctx.nowUs + msToUs(p.config.retryBackoffMs);
}
