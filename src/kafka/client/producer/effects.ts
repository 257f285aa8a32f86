import type { ErrorCode } from '../../protocol/errors.ts';
import type { KafkaRequest, KafkaResponse, TopicPartition } from '../../protocol/requests.ts';

export interface ProducerRecord {
  readonly topic: string;
  /** null: by key, or sticky. */
  readonly partition: number | null;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly timestamp: number;
  /** Names the record in the effects that follow; null for records nobody asks after. */
  readonly tag: number | null;
}

export type ProducerInput =
  | { readonly kind: 'start' }
  | { readonly kind: 'send'; readonly record: ProducerRecord }
  | { readonly kind: 'timer'; readonly key: string }
  | { readonly kind: 'response'; readonly correlationId: number; readonly response: KafkaResponse }
  /** `refused`: no connection could be opened, so nothing was sent. Otherwise nobody knows. */
  | { readonly kind: 'disconnected'; readonly correlationId: number; readonly refused: boolean };

/** What a step asks of the world; below `cancelTimer` it is told for the eyes. Timer keys: `sender`, `metadata`, `request:ID`. */
export type ProducerEffect =
  | { readonly kind: 'send'; readonly to: number; readonly correlationId: number; readonly request: KafkaRequest }
  | { readonly kind: 'timer'; readonly key: string; readonly atUs: number }
  | { readonly kind: 'cancelTimer'; readonly key: string }
  | (TopicPartition & {
      readonly kind: 'partitioned';
      readonly tag: number;
      readonly key: Uint8Array | null;
      /** Signed murmur2 of the key; null when it did not decide. */
      readonly hash: number | null;
      readonly by: 'key' | 'sticky' | 'given';
      readonly partitions: number;
    })
  /** baseOffset −1: acks=0, nobody knows. */
  | (TopicPartition & {
      readonly kind: 'acknowledged';
      readonly baseOffset: number;
      readonly count: number;
      readonly tags: readonly number[];
    })
  | (TopicPartition & {
      readonly kind: 'failed';
      readonly count: number;
      readonly error: ErrorCode;
      /** false: it will be tried again. */
      readonly final: boolean;
      readonly tags: readonly number[];
    });

export interface ProducerContext {
  readonly nowUs: number;
  /** bootstrap.servers, as node ids. */
  readonly bootstrap: readonly number[];
  /** A random 31-bit integer. */
  readonly random: () => number;
}
