import type { Producer } from '../../kafka/client/producer/producer.ts';
import type { ApiName, TopicPartition } from '../../kafka/protocol/requests.ts';
import type { SimState } from '../state.ts';
import type { Run } from '../timeline.ts';

/** Batches of one partition that its broker has not answered for; times in microseconds. */
export interface AccumulatedBatches extends TopicPartition {
  /** In the queue, not sent or to be sent again. */
  readonly queued: number;
  readonly inFlight: number;
  readonly records: number;
  /** As the accumulator counts them, with headers. */
  readonly bytes: number;
  /** Age of the oldest queued batch; null: none is queued. */
  readonly oldestUs: number | null;
  /** Tries of the batch that was tried most, beyond the first. */
  readonly retries: number;
}

export interface InFlightRequest {
  readonly api: Extract<ApiName, 'Produce' | 'Metadata' | 'InitProducerId'>;
  readonly to: number;
  readonly batches: number;
  /** When request.timeout.ms is over. */
  readonly dueUs: number;
}

/** What one producer client holds at one moment. */
export interface ProducerDetail {
  readonly atUs: number;
  readonly lingerUs: number;
  readonly batchSize: number;
  readonly partitions: readonly AccumulatedBatches[];
  readonly requests: readonly InFlightRequest[];
  readonly bufferUsed: number;
  readonly bufferMemory: number;
  /** Calls of send() that wait. */
  readonly blockedForMetadata: number;
  readonly blockedForMemory: number;
  /** −1 each: none, or not idempotent. */
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly idempotent: boolean;
}

export const producerDetail = ({ state }: Run, id: string): ProducerDetail | null => detail(state, id);

function detail(s: SimState, id: string): ProducerDetail | null {
  const held = [...s.producers.values()].find((it) => it.id === id && !it.removed);
  if (held === undefined) return null;
  const { producer } = held;
  const { config, idempotence, blocked } = producer;
  const waiting = blocked.filter(({ metadataVersion }) => metadataVersion === null).length;
  return {
    atUs: s.nowUs,
    lingerUs: config.lingerMs * 1000,
    batchSize: config.batchSize,
    partitions: batchesOf(s, producer),
    requests: [...producer.requests.values()].map(({ api, to, batches, dueUs }) => ({
      api,
      to,
      batches: batches.length,
      dueUs,
    })),
    bufferUsed: producer.bufferUsed,
    bufferMemory: config.bufferMemory,
    blockedForMetadata: blocked.length - waiting,
    blockedForMemory: waiting,
    producerId: idempotence?.producerId ?? -1,
    producerEpoch: idempotence?.producerEpoch ?? -1,
    idempotent: idempotence !== null,
  };
}

function batchesOf(s: SimState, { queues, batches }: Producer): AccumulatedBatches[] {
  const queued = new Map<number, true>();
  for (const { batches: ids } of queues.values()) for (const id of ids) queued.set(id, true);
  const found = new Map<string, AccumulatedBatches>();
  for (const batch of batches.values()) {
    if (batch.done) continue;
    const { topic, partition } = batch;
    const key = `${topic}-${partition}`;
    const none = { topic, partition, queued: 0, inFlight: 0, records: 0, bytes: 0, oldestUs: null, retries: 0 };
    const known = found.get(key) ?? none;
    const waits = queued.has(batch.id);
    const ageUs = s.nowUs - batch.createdUs;
    found.set(key, {
      ...known,
      queued: known.queued + (waits ? 1 : 0),
      inFlight: known.inFlight + (waits ? 0 : 1),
      records: known.records + batch.count,
      bytes: known.bytes + batch.sizeInBytes,
      oldestUs: waits ? Math.max(known.oldestUs ?? 0, ageUs) : known.oldestUs,
      retries: Math.max(known.retries, batch.attempts),
    });
  }
  return [...found.values()].sort((a, b) =>
    a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1,
  );
}
