import { compressionCodec, timestampType } from '../../kafka/record/batch-format.ts';
import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import type { SimState } from '../state.ts';
import { checker } from './checker.ts';
import type { Answer, Step } from './seen/step.ts';
import { committedBatch, type WatchedPartition } from './seen/watched-partition.ts';

/**
 * P5. What a producer hears is acknowledged with acks=all is committed, and is what it sent: whoever reads gets it. With or
 * without idempotence; without, it may be there twice, or in another order. Source: ProducerBatch.complete, kafkatest's
 * validate_delivery.
 */
export const acknowledgedProduce = checker(
  'acknowledged to producers',
  ['P5'],
  (s, step) => {
    const { event } = step;
    if (event?.kind !== 'response' || !s.producers.has(event.to)) return null;
    return wrongIn(s, step, event);
  },
  { looksAtClients: true },
);

function wrongIn(s: SimState, { named }: Step, { to, request, response }: Answer): string | null {
  if (request.api !== 'Produce' || response.api !== 'Produce' || request.acks !== -1) return null;
  for (const { topic, partition, error, baseOffset } of response.responses) {
    if (error !== 'NONE' || baseOffset < 0) continue;
    const sent = request.data.find((data) => data.topic === topic && data.partition === partition)?.batch;
    const watched = named(topic, partition);
    if (sent === undefined || watched === undefined || watched.suspended !== null || watched.compacted) continue;
    const wrong = differs(watched, sent, baseOffset);
    if (wrong !== null)
      return `${s.producers.get(to)?.id} was told of offset ${baseOffset} of ${watched.name}: ${wrong}`;
  }
  return null;
}

function differs(watched: WatchedPartition, sent: RecordBatch, baseOffset: number): string | null {
  const lastOffset = baseOffset + sent.lastOffset - sent.baseOffset;
  if (lastOffset >= watched.highWatermark) return `${watched.highWatermark} is committed`;
  const oldest = watched.committed[0];
  if (oldest === undefined || lastOffset < oldest.baseOffset) return null;
  const held = committedBatch(watched, lastOffset);
  if (held === undefined) return 'no batch ends where it should';
  if (held.producerId !== sent.producerId || held.baseSequence !== sent.baseSequence) return 'it is another producer’s';
  // A topic may keep its own times, or pack records anew.
  const isRewritten = timestampType(held) !== timestampType(sent) || compressionCodec(held) !== compressionCodec(sent);
  return isRewritten || held.crc === sent.crc ? null : 'it is another batch';
}
