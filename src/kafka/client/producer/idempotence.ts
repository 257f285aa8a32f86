import { type ErrorCode, isRetriable } from '../../protocol/errors.ts';
import { incrementSequence } from '../../record/record-batch.ts';
import { type Idempotence, type PartitionSequences, sequencesOf } from './idempotence-state.ts';
import { hasSequence, type ProducerBatch } from './producer-batch.ts';
import { batchOf, type Producer, queueKey } from './producer-state.ts';

const maxEpoch = 32_767;

const keyOf = (batch: ProducerBatch): string => queueKey(batch.topic, batch.partition);

const lastSequenceOf = (batch: ProducerBatch): number => batch.baseSequence + batch.count - 1;

const isStale = (it: Idempotence, entry: PartitionSequences): boolean =>
  entry.producerId !== it.producerId || entry.producerEpoch !== it.producerEpoch;

/** TxnPartitionEntry.startSequencesAtBeginning: what is in flight is numbered from 0 under the present epoch. */
function startAtBeginning(p: Producer, it: Idempotence, entry: PartitionSequences): void {
  const { producerId, producerEpoch } = it;
  let sequence = 0;
  for (const id of entry.inFlight) {
    const batch = batchOf(p, id);
    batch.producerId = producerId;
    batch.producerEpoch = producerEpoch;
    batch.baseSequence = sequence;
    batch.sequenceReset = true;
    sequence += batch.count;
  }
  entry.producerId = producerId;
  entry.producerEpoch = producerEpoch;
  entry.nextSequence = sequence;
  entry.lastAckedSequence = -1;
}

function requestBump(it: Idempotence, key: string): void {
  it.bumpRequired = true;
  if (!it.toRewrite.includes(key)) it.toRewrite = [...it.toRewrite, key];
}

/** TransactionManager.bumpIdempotentProducerEpoch. After the last epoch a new producer id is asked for. */
export function bumpEpochIfNeeded(p: Producer, it: Idempotence): void {
  if (!it.bumpRequired) return;
  if (it.producerEpoch === maxEpoch) {
    it.producerId = -1;
    it.producerEpoch = -1;
    it.state = 'uninitialized';
  } else it.producerEpoch += 1;
  for (const key of it.toRewrite) {
    startAtBeginning(p, it, sequencesOf(it, key));
    it.unresolved.delete(key);
  }
  it.toRewrite = [];
  it.bumpRequired = false;
}

/**
 * A batch that was sent was given up, so nobody knows whether its sequence is taken. When all others of the partition
 * have their answers: if the last one acknowledged is just before the next, all is well; else the epoch is raised.
 * Source: TransactionManager.maybeResolveSequences.
 */
export function resolveSequences(it: Idempotence): void {
  for (const key of [...it.unresolved.keys()]) {
    const entry = sequencesOf(it, key);
    if (entry.inFlight.length > 0) continue;
    if (entry.nextSequence - entry.lastAckedSequence !== 1) requestBump(it, key);
    it.unresolved.delete(key);
  }
}

/** The next turn of the sender has an epoch to raise, or an open sequence to settle. */
export function hasSequencesToSettle(p: Producer): boolean {
  const it = p.idempotence;
  if (it === null) return false;
  return it.bumpRequired || [...it.unresolved.keys()].some((key) => sequencesOf(it, key).inFlight.length === 0);
}

/** RecordAccumulator.shouldStopDrainBatchesForPartition. */
export function stopsDrain(p: Producer, first: ProducerBatch): boolean {
  const it = p.idempotence;
  if (it === null) return false;
  if (it.producerId < 0) return true;
  const key = keyOf(first);
  const entry = sequencesOf(it, key);
  // Batches of the epoch before must be through, and it must be known what became of them.
  if (!hasSequence(first)) return (entry.inFlight.length > 0 && isStale(it, entry)) || it.unresolved.has(key);
  const [oldest] = entry.inFlight;
  // While one is tried again, those behind it wait: its sequence must come first.
  return oldest !== undefined && batchOf(p, oldest).baseSequence !== first.baseSequence;
}

/** The batch gets its sequence when it is drained first. */
export function takeSequence(p: Producer, batch: ProducerBatch): void {
  const it = p.idempotence;
  if (it === null || hasSequence(batch)) return;
  const entry = sequencesOf(it, keyOf(batch));
  if (isStale(it, entry) && entry.inFlight.length === 0) startAtBeginning(p, it, entry);
  batch.producerId = it.producerId;
  batch.producerEpoch = it.producerEpoch;
  batch.baseSequence = entry.nextSequence;
  entry.nextSequence = incrementSequence(entry.nextSequence, batch.count);
  addInFlight(p, batch);
}

export function addInFlight(p: Producer, batch: ProducerBatch): void {
  const it = p.idempotence;
  if (it === null) return;
  const entry = sequencesOf(it, keyOf(batch));
  const isBefore = (id: number): boolean => {
    const other = batchOf(p, id);
    const epochs = other.producerId - batch.producerId || other.producerEpoch - batch.producerEpoch;
    return (epochs || other.baseSequence - batch.baseSequence) < 0;
  };
  const at = entry.inFlight.findLastIndex(isBefore) + 1;
  entry.inFlight = entry.inFlight.toSpliced(at, 0, batch.id);
}

export function removeInFlight(p: Producer, batch: ProducerBatch): void {
  const entry = p.idempotence?.partitions.get(keyOf(batch));
  if (entry !== undefined) entry.inFlight = entry.inFlight.filter((id) => id !== batch.id);
}

/** TransactionManager.handleCompletedBatch. */
export function noteCompleted(p: Producer, batch: ProducerBatch, baseOffset: number): void {
  if (p.idempotence === null) return;
  const entry = sequencesOf(p.idempotence, keyOf(batch));
  entry.lastAckedSequence = Math.max(entry.lastAckedSequence, lastSequenceOf(batch));
  if (baseOffset >= 0) entry.lastAckedOffset = Math.max(entry.lastAckedOffset, baseOffset + batch.count - 1);
  removeInFlight(p, batch);
}

/**
 * A batch failed for good. Its sequence would leave a gap, so the epoch is raised; not when nobody knows whether it was
 * written (`isOutcomeKnown` false). Source: TransactionManager.handleFailedBatch.
 */
export function noteFailed(p: Producer, batch: ProducerBatch, error: ErrorCode, isOutcomeKnown: boolean): void {
  const it = p.idempotence;
  if (it === null) return;
  removeInFlight(p, batch);
  const isOutOfOrder = error === 'OUT_OF_ORDER_SEQUENCE_NUMBER' || error === 'UNKNOWN_PRODUCER_ID';
  if (isOutOfOrder || isOutcomeKnown) requestBump(it, keyOf(batch));
}

/** TransactionManager.markSequenceUnresolved: of a batch that expired after it had been sent. */
export function markUnresolved(p: Producer, batch: ProducerBatch): void {
  const it = p.idempotence;
  if (it === null) return;
  const key = keyOf(batch);
  it.unresolved.set(key, Math.max(it.unresolved.get(key) ?? 0, lastSequenceOf(batch) + 1));
}

/** Whether the batch may be tried again after this answer. Source: TransactionManager.canRetry. */
export function canRetryAfter(p: Producer, batch: ProducerBatch, error: ErrorCode, logStartOffset: number): boolean {
  const it = p.idempotence;
  if (it === null) return isRetriable(error);
  const key = keyOf(batch);
  const entry = sequencesOf(it, key);
  if (error === 'UNKNOWN_PRODUCER_ID') {
    if (logStartOffset !== -1 && !batch.sequenceReset) requestBump(it, key);
    return true;
  }
  if (error !== 'OUT_OF_ORDER_SEQUENCE_NUMBER') return isRetriable(error);
  const unresolved = it.unresolved.get(key);
  const isNext = batch.baseSequence - entry.lastAckedSequence === 1;
  // A batch before it is not through yet: then it only came too early.
  if (unresolved === undefined && (batch.sequenceReset || !isNext)) return true;
  if (unresolved === undefined || batch.baseSequence === unresolved) requestBump(it, key);
  return true;
}
