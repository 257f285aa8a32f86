import { RECORD_BATCH_OVERHEAD } from '../../record/record-batch.ts';
import { estimatedRatio } from './compression-ratio.ts';
import type { ProducerBatch } from './producer-batch.ts';
import type { Producer } from './producer-state.ts';

type Given = Pick<
  ProducerBatch,
  'topic' | 'partition' | 'firstOrdinal' | 'createdUs' | 'lastAttemptUs' | 'writeLimit' | 'bufferBytes' | 'isSplit'
>;

/** An empty batch, which is kept from now on. */
export function newBatch(p: Producer, given: Given): ProducerBatch {
  const batch: ProducerBatch = {
    id: p.nextBatchId,
    ...given,
    records: [],
    count: 0,
    recordBytes: 0,
    maxRecordSize: 0,
    ratio: estimatedRatio(p.compressionRatios, given.topic, p.config.compression),
    sizeInBytes: RECORD_BATCH_OVERHEAD,
    closed: false,
    encoded: null,
    producerId: -1,
    producerEpoch: -1,
    baseSequence: -1,
    sequenceReset: false,
    attempts: 0,
    backoffUs: 0,
    leaderEpoch: -1,
    attemptsWhenLeaderLastChanged: 0,
    done: false,
    tags: [],
  };
  p.nextBatchId += 1;
  p.batches.set(batch.id, batch);
  return batch;
}
