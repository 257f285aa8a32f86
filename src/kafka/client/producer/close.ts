import { msToUs } from '../../../base/units.ts';
import { failBatch } from './completion.ts';
import type { ProducerContext, ProducerEffect } from './effects.ts';
import type { Producer } from './producer-state.ts';

/** KafkaProducer.flush: nothing lingers until the batches of this moment are done with. */
export function beginFlush(p: Producer): void {
  const waits = [...p.batches.values()].flatMap(({ id, done }) => (done ? [] : [id]));
  p.flushes = [...p.flushes, waits];
}

/** A flush is over when all its batches are. */
export function endFlushes(p: Producer): void {
  if (p.flushes.length === 0) return;
  p.flushes = p.flushes.filter((waits) => waits.some((id) => p.batches.get(id)?.done === false));
}

/** KafkaProducer.close: takes no more records, and goes on for at most so long with those it has. */
export function beginClose(p: Producer, timeoutMs: number, ctx: ProducerContext): void {
  if (p.closeUntilUs < 0) p.closeUntilUs = ctx.nowUs + msToUs(timeoutMs);
}

/**
 * The sender ends when it has nothing to send or to wait for; when the time is over it gives up what is left
 * (Sender.forceClose, RecordAccumulator.abortIncompleteBatches). Gives when to look again.
 */
export function endClose(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): number {
  if (p.closeUntilUs < 0 || p.closed) return Number.POSITIVE_INFINITY;
  const isIdle = p.requests.size === 0 && [...p.queues.values()].every(({ batches }) => batches.length === 0);
  if (!isIdle && ctx.nowUs < p.closeUntilUs) return p.closeUntilUs;
  const message = 'Producer is closed forcefully.';
  const why = { error: 'UNKNOWN_SERVER_ERROR', exception: 'KafkaException', message } as const;
  for (const batch of [...p.batches.values()]) {
    if (!batch.done) failBatch(p, batch, why, { isOutcomeKnown: false, forget: true }, effects);
  }
  for (const queue of p.queues.values()) queue.batches = [];
  p.requests.clear();
  for (const [node, { state }] of p.connections)
    if (state !== 'disconnected') effects.push({ kind: 'disconnect', node });
  p.connections.clear();
  p.closed = true;
  return Number.POSITIVE_INFINITY;
}
