import { msToUs } from '../../../base/units.ts';
import { failBatch } from './completion.ts';
import type { ProducerContext, ProducerEffect } from './effects.ts';
import { markUnresolved } from './idempotence.ts';
import type { ProducerBatch } from './producer-batch.ts';
import { batchOf, type Producer, queueKey } from './producer-state.ts';

const expiresUs = (p: Producer, batch: ProducerBatch): number => batch.createdUs + msToUs(p.config.deliveryTimeoutMs);

/** The first in each partition decides when to look again. */
export function nextExpiryUs(p: Producer): number {
  let at = Number.POSITIVE_INFINITY;
  for (const batch of [...firstsOfQueues(p), ...firstsInFlight(p).values()]) at = Math.min(at, expiresUs(p, batch));
  return at;
}

function firstsOfQueues(p: Producer): ProducerBatch[] {
  return [...p.queues.values()].flatMap(({ batches: [id] }) => (id === undefined ? [] : [batchOf(p, id)]));
}

function firstsInFlight(p: Producer): Map<string, ProducerBatch> {
  const firsts = new Map<string, ProducerBatch>();
  for (const { batches } of p.requests.values()) {
    for (const id of batches) {
      const batch = batchOf(p, id);
      const key = queueKey(batch.topic, batch.partition);
      if (!batch.done && !firsts.has(key)) firsts.set(key, batch);
    }
  }
  return firsts;
}

/**
 * Gives up the batches whose delivery.timeout.ms is over, first those that wait, then those on the way. A batch that was
 * tried before may be in the log, so its sequence stays open. `inTurn`: drained this moment, not yet sent.
 * Source: Sender.sendProducerData, failExpiredBatches (4.3.1).
 */
export function expireBatches(
  p: Producer,
  inTurn: ReadonlySet<number>,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  const isOld = (batch: ProducerBatch): boolean => expiresUs(p, batch) <= ctx.nowUs;
  for (const queue of p.queues.values()) {
    while (queue.batches.length > 0) {
      const batch = batchOf(p, queue.batches[0] as number);
      if (!isOld(batch)) break;
      queue.batches.shift();
      expire(p, batch, true, ctx, effects);
    }
  }
  for (;;) {
    const old = [...firstsInFlight(p).values()].filter((batch) => isOld(batch) && !inTurn.has(batch.id));
    if (old.length === 0) return;
    for (const batch of old) expire(p, batch, false, ctx, effects);
  }
}

function expire(
  p: Producer,
  batch: ProducerBatch,
  forget: boolean,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  const { count, topic, partition, createdUs } = batch;
  const waitedMs = Math.floor((ctx.nowUs - createdUs) / 1000);
  const passed = `${waitedMs} ms has passed since batch creation`;
  const unknown = 'The request has not been sent, or no server response has been received yet.';
  const message = `Expiring ${count} record(s) for ${topic}-${partition}:${passed}. ${unknown}`;
  const why = { error: 'REQUEST_TIMED_OUT', exception: 'TimeoutException', message } as const;
  failBatch(p, batch, why, { isOutcomeKnown: false, forget }, effects);
  if (batch.attempts > 0) markUnresolved(p, batch);
}
