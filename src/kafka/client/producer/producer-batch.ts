import type { TopicPartition } from '../../protocol/requests.ts';
import type { RecordBatch, RecordInput } from '../../record/record-batch.ts';
import type { TaggedRecord } from './effects.ts';

/**
 * A batch of the accumulator. It fills until it is drained or closed; then `encoded` stands for its records.
 * Source: ProducerBatch, MemoryRecordsBuilder (4.3.1).
 */
export interface ProducerBatch extends TopicPartition {
  readonly id: number;
  /** Number of its first record among all that this client has put into batches of the partition; for onlookers alone. */
  readonly firstOrdinal: number;
  /** delivery.timeout.ms counts from here; microseconds. */
  readonly createdUs: number;
  /** One of the parts of a batch that was too large: it holds no buffer.memory. */
  readonly isSplit: boolean;
  /** Bytes that it may grow to, save that one record always has room. */
  readonly writeLimit: number;
  /** Of buffer.memory; 0: given back. */
  bufferBytes: number;
  records: RecordInput[];
  count: number;
  /** What the records take uncompressed. */
  recordBytes: number;
  /** Most that one of its records can take. */
  maxRecordSize: number;
  /** How well the batch is thought to compress, as it was guessed when it was made. */
  readonly ratio: number;
  /** With its header: of a batch that will be compressed only a guess, until it is encoded. */
  sizeInBytes: number;
  /** Takes no more records. */
  closed: boolean;
  encoded: RecordBatch | null;
  /** −1 each: not given yet, or not idempotent. */
  producerId: number;
  producerEpoch: number;
  baseSequence: number;
  /** The sequence was given anew since it was sent last. */
  sequenceReset: boolean;
  attempts: number;
  lastAttemptUs: number;
  /** After the last attempt no new one for so long; drawn when it failed. */
  backoffUs: number;
  /** Newest epoch of its leader that it has seen; −1: none. */
  leaderEpoch: number;
  attemptsWhenLeaderLastChanged: number;
  /** Its records are acknowledged or given up; a request that carries it may still be on the way. */
  done: boolean;
  readonly tags: TaggedRecord[];
}

export const copyBatch = (batch: ProducerBatch): ProducerBatch => ({
  ...batch,
  records: [...batch.records],
  tags: [...batch.tags],
});

export const hasSequence = (batch: ProducerBatch): boolean => batch.baseSequence >= 0;

/** MemoryRecordsBuilder.isFull. */
export const isFull = (batch: ProducerBatch): boolean =>
  batch.closed || batch.encoded !== null || (batch.count > 0 && batch.sizeInBytes >= batch.writeLimit);

/** Of a retry: a newer leader is known than at the last attempt, so there is nothing to wait for (KIP-580). */
export const hasNewLeader = (batch: ProducerBatch): boolean =>
  batch.attempts > 0 && batch.attempts === batch.attemptsWhenLeaderLastChanged;

/** ProducerBatch.maybeUpdateLeaderEpoch. */
export function noteLeaderEpoch(batch: ProducerBatch, leaderEpoch: number): void {
  if (leaderEpoch <= batch.leaderEpoch) return;
  batch.attemptsWhenLeaderLastChanged = batch.attempts;
  batch.leaderEpoch = leaderEpoch;
}

/** RecordAccumulator.shouldBackoff. */
export const isBackingOff = (batch: ProducerBatch, nowUs: number): boolean =>
  batch.attempts > 0 && !hasNewLeader(batch) && nowUs < batch.lastAttemptUs + batch.backoffUs;
