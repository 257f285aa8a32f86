import { encodeUtf8 } from '../../../../base/utf8.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import type { KafkaRequest, MetadataResponse, ProduceRequest } from '../../../protocol/requests.ts';
import {
  createProducer,
  type Producer,
  type ProducerEffect,
  type ProducerInput,
  producerConfigFrom,
  stepProducer,
} from '../producer.ts';

/** Microseconds. */
export const ms = 1000;

/** Brokers 1 and 2, and topic t with these leaders. */
export const metadata = (leaders: readonly number[]): MetadataResponse => ({
  api: 'Metadata',
  brokers: [1, 2].map((nodeId) => ({ nodeId, rack: null })),
  controllerId: 1,
  topics: [
    {
      error: 'NONE',
      name: 't',
      topicId: '',
      partitions: leaders.map((leader) => ({ error: 'NONE', leader, leaderEpoch: 0, replicas: [1, 2], isr: [1, 2] })),
    },
  ],
});

export const step = (p: Producer, nowUs: number, input: ProducerInput): ProducerEffect[] =>
  stepProducer(p, input, { nowUs, nowMs: 5, bootstrap: [1, 2], random: () => 0 });
export const timer: ProducerInput = { kind: 'timer' };
export const record = (key: string | null, value: string, partition: number | null = null): ProducerInput => ({
  kind: 'send',
  record: {
    topic: 't',
    partition,
    key: key === null ? null : encodeUtf8(key),
    value: encodeUtf8(value),
    timestamp: null,
    tag: 1,
  },
});
export const sent = (
  effects: readonly ProducerEffect[],
): { to: number; correlationId: number; request: KafkaRequest }[] =>
  effects.flatMap((e) => (e.kind === 'send' ? [e] : []));
export const produced = (
  effects: readonly ProducerEffect[],
): { to: number; correlationId: number; request: ProduceRequest }[] =>
  sent(effects).flatMap(({ to, correlationId, request }) =>
    request.api === 'Produce' ? [{ to, correlationId, request }] : [],
  );

/** Takes every connection that is asked for, and answers requests for metadata and producer ids. */
export function settle(
  p: Producer,
  nowUs: number,
  effects: readonly ProducerEffect[],
  leaders: readonly number[],
): void {
  for (const effect of effects) {
    const input: ProducerInput | null =
      effect.kind === 'connect'
        ? { kind: 'connected', node: effect.node }
        : effect.kind === 'send' && effect.request.api === 'Metadata'
          ? {
              kind: 'response',
              correlationId: effect.correlationId,
              response: metadataOf(effect.request.topics, leaders),
            }
          : effect.kind === 'send' && effect.request.api === 'InitProducerId'
            ? { kind: 'response', correlationId: effect.correlationId, response: producerId }
            : null;
    if (input !== null) settle(p, nowUs, step(p, nowUs, input), leaders);
  }
}

const producerId = { api: 'InitProducerId', error: 'NONE', producerId: 4000, producerEpoch: 0 } as const;

function metadataOf(topics: readonly string[] | null, leaders: readonly number[]): MetadataResponse {
  const all = metadata(leaders);
  return { ...all, topics: all.topics.filter(({ name }) => topics?.includes(name)) };
}

/** A producer that knows its topic and is connected to both brokers. Without idempotence unless asked for. */
export function ready(configs: Record<string, string> = {}, leaders: readonly number[] = [1, 2, 1]): Producer {
  const p = createProducer(producerConfigFrom('p', { 'enable.idempotence': 'false', ...configs }), 1);
  p.metadata.wanted.set('t', 1e12);
  settle(p, 0, step(p, 0, timer), leaders);
  for (const node of [1, 2]) {
    if (p.connections.get(node)?.state === 'connected') continue;
    p.connections.set(node, { state: 'connected', failedAttempts: 0, lastAttemptUs: 0, retryAtUs: 0 });
  }
  return p;
}

export const answer = (request: ProduceRequest, error: ErrorCode, baseOffset = 7) => ({
  api: 'Produce' as const,
  responses: request.data.map(({ topic, partition }) => ({
    topic,
    partition,
    error,
    errorMessage: null,
    baseOffset,
    logAppendTimeMs: -1,
    logStartOffset: 0,
  })),
});

export interface Sent {
  readonly correlationId: number;
  readonly request: ProduceRequest;
}

/** The answer to a Produce; gives what follows. */
export const respond = (
  p: Producer,
  nowUs: number,
  { correlationId, request }: Sent,
  error: ErrorCode = 'NONE',
  baseOffset = 7,
): ProducerEffect[] =>
  step(p, nowUs, { kind: 'response', correlationId, response: answer(request, error, baseOffset) });

/** The only Produce among the effects. */
export function theProduce(effects: readonly ProducerEffect[]): Sent {
  const [one, ...others] = produced(effects);
  if (one === undefined || others.length > 0) throw new Error(`${others.length + (one ? 1 : 0)} Produce requests`);
  return one;
}

/** Epoch, first sequence and count of its batches. */
export const sequences = ({ request }: Sent): number[][] =>
  request.data.map(({ batch }) => [batch.producerEpoch, batch.baseSequence, batch.count]);
