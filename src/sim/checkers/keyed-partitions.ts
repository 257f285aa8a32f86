import { decodeUtf8 } from '../../base/utf8.ts';
import { compressionCodec } from '../../kafka/record/batch-format.ts';
import { readRecords } from '../../kafka/record/record-batch.ts';
import type { ProducerNode } from '../client/client-nodes.ts';
import { type Checker, remembering } from './checker.ts';
import type { Sent, Step } from './seen/step.ts';

interface Memory {
  /** By topic, where each key went first. */
  readonly partitions: Map<string, Map<string, number>>;
  /** Topics that have been there. */
  readonly known: Set<string>;
  /** Topics that have had another number of partitions, or were created again. */
  readonly changed: Set<string>;
}

const maxKeys = 10_000;

/**
 * P6. Records with the same key go to the same partition, whoever sends them, while the topic's number of partitions stays
 * and the built-in partitioner looks at keys. Only of applications, and of those that name
 * no partition themselves.
 * Source: BuiltInPartitioner.partitionForKey, KafkaProducer.partition.
 */
export const keyedPartitions: Checker = remembering(
  'partition of a key',
  ['P6'],
  (): Memory => ({ partitions: new Map(), known: new Set(), changed: new Set() }),
  (s, { sent, writes, image }, memory) => {
    noteTopics(writes, memory);
    for (const request of sent) {
      const held = s.producers.get(request.from);
      if (held === undefined || !goesByKey(held)) continue;
      const wrong = otherPartition(request, (topic) => isSteady(held, topic, image, memory), memory);
      if (wrong !== null) return `${held.id}: ${wrong}`;
    }
    return null;
  },
  { looksAtClients: true },
);

function noteTopics(writes: Step['writes'], { known, changed }: Memory): void {
  for (const { before, changes } of writes) {
    const created = changes.flatMap(({ was, topic }) => (was === null ? [topic] : []));
    for (const topic of created) if (before.topics.has(topic) || known.has(topic)) changed.add(topic);
    for (const topic of created) known.add(topic);
  }
}

const goesByKey = ({ keys, record, producer: { config } }: ProducerNode): boolean =>
  keys.kind !== 'none' &&
  record?.partition === undefined &&
  config.partitioner === 'built-in' &&
  !config.partitionerIgnoreKeys;

/** As many partitions as always, by everybody's knowledge. */
function isSteady(
  { producer }: ProducerNode,
  topic: string,
  image: Step['image'],
  { known, changed }: Memory,
): boolean {
  if (changed.has(topic)) return false;
  const count = image.topics.get(topic)?.partitions.length;
  const isAgreed = producer.metadata.topics.get(topic)?.partitions.length === count;
  if (isAgreed) known.add(topic);
  else changed.add(topic);
  return isAgreed;
}

function otherPartition(
  { request }: Sent,
  isSteadyTopic: (topic: string) => boolean,
  { partitions }: Memory,
): string | null {
  if (request.api !== 'Produce') return null;
  for (const { topic, partition, batch } of request.data) {
    if (compressionCodec(batch) !== 0 || !isSteadyTopic(topic)) continue;
    const places = partitions.get(topic) ?? new Map<string, number>();
    partitions.set(topic, places);
    for (const { key } of readRecords(batch)) {
      if (key === null) continue;
      const text = decodeUtf8(key);
      const first = places.get(text);
      if (first === undefined && places.size < maxKeys) places.set(text, partition);
      if (first !== undefined && first !== partition)
        return `key ${text} of ${topic} goes to partition ${partition}, before to ${first}`;
    }
  }
  return null;
}
