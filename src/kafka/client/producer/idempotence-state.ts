/** Sequence numbers of one partition (TxnPartitionEntry). */
export interface PartitionSequences {
  /** Under which the sequences count. */
  producerId: number;
  producerEpoch: number;
  nextSequence: number;
  /** −1: none. */
  lastAckedSequence: number;
  lastAckedOffset: number;
  /** Batches with a sequence that are not done with, by id, in the order of their sequences; queued retries too. */
  inFlight: readonly number[];
}

/** What makes a retry be told from a new batch (TransactionManager, without transactions). */
export interface Idempotence {
  state: 'uninitialized' | 'initializing' | 'ready';
  /** −1: none yet. */
  producerId: number;
  producerEpoch: number;
  /** InitProducerId is not sent again before. */
  retryAtUs: number;
  /** By `topic-partition`. */
  partitions: Map<string, PartitionSequences>;
  /** A batch was given up after it had been sent: the sequence that follows it, by `topic-partition`. */
  unresolved: Map<string, number>;
  /** The epoch is to be raised before anything is sent; these partitions begin at sequence 0 then. */
  bumpRequired: boolean;
  toRewrite: readonly string[];
}

export const createIdempotence = (): Idempotence => ({
  state: 'uninitialized',
  producerId: -1,
  producerEpoch: -1,
  retryAtUs: 0,
  partitions: new Map(),
  unresolved: new Map(),
  bumpRequired: false,
  toRewrite: [],
});

export function copyIdempotence(it: Idempotence): Idempotence {
  const partitions = new Map<string, PartitionSequences>();
  for (const [key, sequences] of it.partitions) partitions.set(key, { ...sequences });
  return { ...it, partitions, unresolved: new Map(it.unresolved) };
}

/** The partition's sequences, made at its first use. */
export function sequencesOf(it: Idempotence, key: string): PartitionSequences {
  const known = it.partitions.get(key);
  if (known !== undefined) return known;
  const fresh = {
    producerId: -1,
    producerEpoch: -1,
    nextSequence: 0,
    lastAckedSequence: -1,
    lastAckedOffset: -1,
    inFlight: [],
  };
  it.partitions.set(key, fresh);
  return fresh;
}
