import { batchCompression } from '../kafka/record/batch-records.ts';
import { isTransactional, type RecordBatch, timestampType } from '../kafka/record/record-batch.ts';
import { logAt, replicaKey, type SimState } from '../sim/state.ts';
import type { LandedBatch, ProducerOutcome, ProducerStoryInput } from './producer-story-steps.ts';

/** What has been read of the log so far. */
export interface Landed {
  /** Offset after the last batch read, by `topic-partition`. */
  readonly read: Map<string, number>;
  /** Names of producer ids, in the order in which they appeared. */
  readonly ids: Map<number, string>;
}

/** Batches that have come since the last look. */
export function landedBatches(s: SimState, broker: number, landed: Landed): NonNullable<ProducerOutcome['batches']> {
  const found: Record<string, LandedBatch[]> = {};
  for (const log of s.logs.values()) {
    if (log.topic.startsWith('__') || log !== s.logs.get(replicaKey(s, broker, log.topic, log.partition))) continue;
    const name = `${log.topic}-${log.partition}`;
    const from = landed.read.get(name) ?? 0;
    for (const segment of log.segments) {
      for (const batch of segment.batches.slice(0, segment.length)) {
        if (batch.baseOffset < from) continue;
        found[name] = [...(found[name] ?? []), factsOf(batch, landed)];
        landed.read.set(name, batch.lastOffset + 1);
      }
    }
  }
  return found;
}

function factsOf(batch: RecordBatch, { ids }: Landed): LandedBatch {
  const { baseOffset, lastOffset, count: records, producerId, producerEpoch, baseSequence, sizeInBytes } = batch;
  if (producerId >= 0 && !ids.has(producerId)) ids.set(producerId, `pid${ids.size + 1}`);
  return {
    baseOffset,
    lastOffset,
    records,
    producerId: ids.get(producerId) ?? 'none',
    producerEpoch,
    baseSequence,
    transactional: isTransactional(batch),
    compression: batchCompression(batch),
    timestampType: timestampType(batch),
    sizeInBytes,
  };
}

/** High watermark and last stable offset of every partition of the story. */
export function offsetsOf(
  s: SimState,
  broker: number,
  topics: ProducerStoryInput['topics'],
): NonNullable<ProducerOutcome['offsets']> {
  const entries = Object.entries(topics).flatMap(([topic, shape]) => {
    const count = typeof shape === 'number' ? shape : shape.partitions;
    return Array.from({ length: count }, (_, partition) => {
      const key = replicaKey(s, broker, topic, partition);
      const highWatermark = s.replicas.get(key)?.highWatermark ?? -1;
      const unstable = logAt(s, key).producerState.ongoingTxns[0]?.firstOffset ?? highWatermark;
      return [`${topic}-${partition}`, { highWatermark, lastStableOffset: Math.min(unstable, highWatermark) }] as const;
    });
  });
  return Object.fromEntries(entries);
}
