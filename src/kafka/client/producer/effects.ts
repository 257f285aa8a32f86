import type { ErrorCode } from '../../protocol/errors.ts';
import type { KafkaRequest, KafkaResponse, TopicPartition } from '../../protocol/requests.ts';
import type { RecordHeader } from '../../record/record-batch.ts';

export interface ProducerRecord {
  readonly topic: string;
  /** null: by key, or sticky. */
  readonly partition: number | null;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers?: readonly RecordHeader[];
  /** Milliseconds since 1970; null: the time of the send. */
  readonly timestamp: number | null;
  /** Names the record in the effects that follow; null for records nobody asks after. */
  readonly tag: number | null;
}

export type ProducerInput =
  | { readonly kind: 'send'; readonly record: ProducerRecord }
  /** flush(): everything sent so far goes without lingering; over when `isFlushing` says so. */
  | { readonly kind: 'flush' }
  /** close(timeout): what is unsent after so long is given up. */
  | { readonly kind: 'close'; readonly timeoutMs: number }
  /** Its timer, or its start. */
  | { readonly kind: 'timer' }
  | { readonly kind: 'connected'; readonly node: number }
  /** No connection could be opened. */
  | { readonly kind: 'refused'; readonly node: number }
  /** A connection closed; nobody knows what became of the requests on it. −1: none was on the way. */
  | { readonly kind: 'disconnected'; readonly node: number; readonly correlationId: number }
  | { readonly kind: 'response'; readonly correlationId: number; readonly response: KafkaResponse };

/** A record of a batch that somebody asked after. */
export interface TaggedRecord {
  readonly tag: number;
  /** Its place in the batch. */
  readonly index: number;
}

/** What a step asks of the world; below `disconnect` it is told for the eyes. */
export type ProducerEffect =
  | { readonly kind: 'send'; readonly to: number; readonly correlationId: number; readonly request: KafkaRequest }
  /** The one timer; a newer setting takes the place of the one before. */
  | { readonly kind: 'timer'; readonly atUs: number }
  | { readonly kind: 'connect'; readonly node: number }
  /** Closes its connection to a node; nothing is heard of the requests on it. */
  | { readonly kind: 'disconnect'; readonly node: number }
  | (TopicPartition & {
      readonly kind: 'partitioned';
      readonly tag: number;
      readonly key: Uint8Array | null;
      /** Signed murmur2 of the key; null when it did not decide. */
      readonly hash: number | null;
      readonly by: 'key' | 'sticky' | 'round-robin' | 'given';
      readonly partitions: number;
    })
  /** baseOffset −1: acks=0, nobody knows. */
  | (TopicPartition & {
      readonly kind: 'acknowledged';
      readonly baseOffset: number;
      /** Milliseconds; −1: the topic keeps the producers' times. */
      readonly logAppendTimeMs: number;
      readonly count: number;
      readonly tags: readonly TaggedRecord[];
    })
  | (TopicPartition & {
      readonly kind: 'failed';
      readonly count: number;
      readonly error: ErrorCode;
      /** Simple name of the exception that a Java application gets. */
      readonly exception: string;
      readonly message: string;
      /** false: it will be tried again. */
      readonly final: boolean;
      readonly tags: readonly TaggedRecord[];
    });

export interface ProducerContext {
  readonly nowUs: number;
  /** The clock of its machine, milliseconds since 1970. */
  readonly nowMs: number;
  /** bootstrap.servers, as node ids. */
  readonly bootstrap: readonly number[];
  /** A random 31-bit integer. */
  readonly random: () => number;
}
