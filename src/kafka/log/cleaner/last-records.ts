import type { PartitionLog } from '../log-state.ts';

/** The newest thing that a log holds of a producer (org.apache.kafka.storage.internals.log.LastRecord). */
export interface LastRecord {
  /** Last offset of its newest data batch; null when only markers are known. */
  readonly lastDataOffset: number | null;
  readonly producerEpoch: number;
}

/** UnifiedLog.lastRecordsOfActiveProducers, by producer id. */
export function lastRecordsOf(log: PartitionLog): Map<number, LastRecord> {
  const last = new Map<number, LastRecord>();
  for (const [producerId, { batches, producerEpoch }] of log.producerState.producers) {
    last.set(producerId, { lastDataOffset: batches.at(-1)?.lastOffset ?? null, producerEpoch });
  }
  return last;
}
