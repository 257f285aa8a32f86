import { hasSequence, type ProducerBatch } from './producer-batch.ts';
import { batchOf, type Producer, queueOf } from './producer-state.ts';

/**
 * To the front of its queue; an idempotent producer's behind those that come before it in sequence.
 * Source: RecordAccumulator.insertInSequenceOrder.
 */
export function enqueueInOrder(p: Producer, batch: ProducerBatch): void {
  const queue = queueOf(p, batch.topic, batch.partition);
  let at = 0;
  if (p.idempotence !== null) {
    const comesBefore = (other: ProducerBatch): boolean =>
      hasSequence(other) && other.baseSequence < batch.baseSequence;
    while (at < queue.batches.length && comesBefore(batchOf(p, queue.batches[at] as number))) at += 1;
  }
  queue.batches.splice(at, 0, batch.id);
}
