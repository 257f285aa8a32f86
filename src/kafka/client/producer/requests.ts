import { msToUs } from '../../../base/units.ts';
import type { RequestOf } from '../../protocol/requests.ts';
import type { ProducerContext, ProducerEffect } from './effects.ts';
import type { PendingRequest, Producer } from './producer-state.ts';

/** Sends a request and keeps it in mind until its answer or request.timeout.ms. Gives its correlation id. */
export function sendRequest(
  p: Producer,
  to: number,
  request: RequestOf<'Produce' | 'Metadata' | 'InitProducerId'>,
  batches: readonly number[],
  ctx: ProducerContext,
  effects: ProducerEffect[],
): number {
  const correlationId = p.nextCorrelationId;
  p.nextCorrelationId += 1;
  effects.push({ kind: 'send', to, correlationId, request });
  if (request.api === 'Produce' && request.acks === 0) return correlationId;
  const dueUs = ctx.nowUs + msToUs(p.config.requestTimeoutMs);
  p.requests.set(correlationId, { to, api: request.api, batches, dueUs });
  return correlationId;
}

/** Its answer has come, or never will; undefined: it is not waited for any more. */
export function takeRequest(p: Producer, correlationId: number): PendingRequest | undefined {
  const request = p.requests.get(correlationId);
  p.requests.delete(correlationId);
  return request;
}

/** The requests to a node are given up, oldest first. */
export function takeRequestsTo(p: Producer, node: number): PendingRequest[] {
  const taken: PendingRequest[] = [];
  for (const [correlationId, request] of p.requests) {
    if (request.to !== node) continue;
    p.requests.delete(correlationId);
    taken.push(request);
  }
  return taken;
}
