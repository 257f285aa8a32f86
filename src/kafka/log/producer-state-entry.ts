import { incrementSequence, NO_PRODUCER_EPOCH, NO_SEQUENCE, NO_TIMESTAMP } from '../record/batch-format.ts';

/** One of a producer's batches, as much as is needed to know it again (BatchMetadata). */
export interface BatchMetadata {
  readonly lastSeq: number;
  readonly lastOffset: number;
  /** lastOffset − the batch's first offset. */
  readonly offsetDelta: number;
  readonly timestamp: number;
}

/** What a log knows of one producer (ProducerStateEntry). Immutable: an append puts another in its place. */
export interface ProducerStateEntry {
  readonly producerId: number;
  /** −1: none known. */
  readonly producerEpoch: number;
  /** Of the coordinator that wrote the last marker, −1 when none did. */
  readonly coordinatorEpoch: number;
  /** Milliseconds: of the last batch or marker. */
  readonly lastTimestamp: number;
  /** Where its open transaction begins in this log, or null. */
  readonly currentTxnFirstOffset: number | null;
  /** The last batches of this epoch, oldest first, NUM_BATCHES_TO_RETAIN at most. */
  readonly batches: readonly BatchMetadata[];
}

export const NUM_BATCHES_TO_RETAIN = 5;

export function emptyProducerEntry(producerId: number): ProducerStateEntry {
  return {
    producerId,
    producerEpoch: NO_PRODUCER_EPOCH,
    coordinatorEpoch: -1,
    lastTimestamp: NO_TIMESTAMP,
    currentTxnFirstOffset: null,
    batches: [],
  };
}

/** The sequence `n` before `sequence`; before 0 comes 2147483647 (DefaultRecordBatch.decrementSequence). */
export function decrementSequence(sequence: number, n: number): number {
  return sequence < n ? 0x7fffffff - (n - sequence) + 1 : sequence - n;
}

export function firstSeqOf(batch: BatchMetadata): number {
  return decrementSequence(batch.lastSeq, batch.offsetDelta);
}

export function firstOffsetOf(batch: BatchMetadata): number {
  return batch.lastOffset - batch.offsetDelta;
}

/** −1 when no batch is known. */
export function lastSeqOf(entry: ProducerStateEntry): number {
  return entry.batches.at(-1)?.lastSeq ?? NO_SEQUENCE;
}

export function isInSequence(lastSeq: number, nextSeq: number): boolean {
  return nextSeq === lastSeq + 1 || (nextSeq === 0 && lastSeq === 0x7fffffff);
}

interface Sequenced {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
}

/** ProducerStateEntry.findDuplicateBatch: the batch with exactly these sequences of the same epoch. */
export function findDuplicate(entry: ProducerStateEntry, batch: Sequenced): BatchMetadata | undefined {
  if (batch.producerEpoch !== entry.producerEpoch) return undefined;
  const { baseSequence } = batch;
  const lastSeq =
    baseSequence === NO_SEQUENCE ? NO_SEQUENCE : incrementSequence(baseSequence, batch.lastOffset - batch.baseOffset);
  return entry.batches.find((known) => firstSeqOf(known) === baseSequence && known.lastSeq === lastSeq);
}

/** The newest batches when `added` come after `batches`. */
export function keepNewest(batches: readonly BatchMetadata[], added: readonly BatchMetadata[]): BatchMetadata[] {
  const all = [...batches, ...added];
  return all.length > NUM_BATCHES_TO_RETAIN ? all.slice(all.length - NUM_BATCHES_TO_RETAIN) : all;
}
