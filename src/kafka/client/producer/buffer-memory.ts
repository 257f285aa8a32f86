import type { ProducerBatch } from './producer-batch.ts';
import type { Producer } from './producer-state.ts';

/** Takes so many bytes of buffer.memory; false when there are not so many. Source: BufferPool.allocate (4.3.1). */
export function allocate(p: Producer, bytes: number): boolean {
  if (p.bufferUsed + bytes > p.config.bufferMemory) return false;
  p.bufferUsed += bytes;
  return true;
}

/** The batch is done with: it is forgotten and its memory given back (RecordAccumulator.completeAndDeallocateBatch). */
export function forgetBatch(p: Producer, batch: ProducerBatch): void {
  p.bufferUsed -= batch.bufferBytes;
  batch.bufferBytes = 0;
  batch.done = true;
  p.batches.delete(batch.id);
}

/** BufferPool.queued: some send() waits for memory, so nothing lingers. */
export const isExhausted = (p: Producer): boolean => p.blocked.some((send) => send.metadataVersion === null);
