import { encodeUtf8 } from '../../base/utf8.ts';
import type { ConsumerEffect } from '../../kafka/client/consumer/effects.ts';
import type { ProducerRecord } from '../../kafka/client/producer/effects.ts';

type DeadLetter = Extract<ConsumerEffect, { readonly kind: 'deadLetter' }>;

/** Timer of the consumer's process: `dead-letter:TAG:true` or `false`, whether it was written. */
export const deadLetterTimer = 'dead-letter:';

/** client.id of the producer that writes a consumer's dead letters. */
export const deadLetterProducer = (member: string): string => `${member}-dead-letters`;

/**
 * The record as it was, with headers that say where it comes from and why it is here: those that Kafka Connect writes,
 * texts all, without its prefix. Source: connect/runtime/.../errors/DeadLetterQueueReporter.java (KIP-298).
 */
export function deadLetterRecord({ id, to, topic, partition, record, attempts }: DeadLetter): ProducerRecord {
  const said = {
    'errors.topic': topic,
    'errors.partition': `${partition}`,
    'errors.offset': `${record.offset}`,
    'errors.exception.class.name': 'java.lang.RuntimeException',
    'errors.attempts': `${attempts}`,
  };
  const headers = Object.entries(said).map(([key, value]) => ({ key, value: encodeUtf8(value) }));
  const { key, value } = record;
  return {
    topic: to,
    partition: null,
    key,
    value,
    headers: [...record.headers, ...headers],
    timestamp: null,
    tag: -id,
  };
}
