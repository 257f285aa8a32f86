import { estimateBatchUpperBound, RECORD_BATCH_OVERHEAD, type RecordInput } from '../../record/record-batch.ts';
import { tryAppend } from './accumulator.ts';
import { forgetBatch } from './buffer-memory.ts';
import { resetRatio } from './compression-ratio.ts';
import { addInFlight, removeInFlight } from './idempotence.ts';
import { newBatch } from './new-batch.ts';
import { hasSequence, type ProducerBatch } from './producer-batch.ts';
import type { Producer } from './producer-state.ts';
import { enqueueInOrder } from './requeue.ts';

/**
 * The leader found the batch too large (MESSAGE_TOO_LARGE): its records go again in batches of batch.size; the parts of
 * one that was split before in halves. That is no attempt, and delivery.timeout.ms goes on.
 * Source: RecordAccumulator.splitAndReenqueue, ProducerBatch.split (4.3.1).
 */
export function splitBatch(p: Producer, big: ProducerBatch): void {
  removeInFlight(p, big);
  const ratio = (big.sizeInBytes - RECORD_BATCH_OVERHEAD) / big.recordBytes;
  resetRatio(p.compressionRatios, big.topic, p.config.compression, Math.max(1, ratio));
  const half = Math.max(big.maxRecordSize, Math.trunc(big.sizeInBytes / 2));
  const parts = partsOf(p, big, big.isSplit ? half : p.config.batchSize);
  numberParts(big, parts);
  for (const part of parts) part.closed = true;
  for (const part of parts.toReversed()) {
    addInFlight(p, part);
    enqueueInOrder(p, part);
  }
  const ids = parts.map(({ id }) => id);
  p.flushes = p.flushes.map((waits) => (waits.includes(big.id) ? [...waits, ...ids] : waits));
  forgetBatch(p, big);
}

function partsOf(p: Producer, big: ProducerBatch, splitSize: number): ProducerBatch[] {
  const tags = new Map(big.tags.map(({ tag, index }) => [index, tag]));
  const parts: ProducerBatch[] = [];
  for (const [index, record] of big.records.entries()) {
    const { topic, partition } = big;
    const tagged = { topic, partition, tag: tags.get(index) ?? null, ...record };
    const last = parts.at(-1);
    if (last !== undefined && tryAppend(p, last, tagged)) continue;
    const part = partFor(p, big, index, splitSize);
    tryAppend(p, part, tagged);
    parts.push(part);
  }
  return parts;
}

/** The part that begins with the record at `index`. */
function partFor(p: Producer, big: ProducerBatch, index: number, splitSize: number): ProducerBatch {
  const { topic, partition, createdUs } = big;
  const record = big.records[index] as RecordInput;
  const writeLimit = Math.max(estimateBatchUpperBound(record.key, record.value, record.headers ?? []), splitSize);
  const times = { createdUs, lastAttemptUs: createdUs };
  const place = { topic, partition, firstOrdinal: big.firstOrdinal + index };
  return newBatch(p, { ...place, ...times, writeLimit, bufferBytes: 0, isSplit: true });
}

/** The parts take over the sequences of the whole. */
function numberParts(big: ProducerBatch, parts: readonly ProducerBatch[]): void {
  if (!hasSequence(big)) return;
  let { baseSequence } = big;
  for (const part of parts) {
    part.producerId = big.producerId;
    part.producerEpoch = big.producerEpoch;
    part.baseSequence = baseSequence;
    baseSequence += part.count;
  }
}
