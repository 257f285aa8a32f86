import type { KafkaRequest, KafkaResponse, TopicPartition } from '../../protocol/requests.ts';
import type { KafkaRecord } from '../../record/record-batch.ts';
import type { ApplicationCall } from './application.ts';

export type ConsumerInput =
  | { readonly kind: 'start' }
  | { readonly kind: 'timer'; readonly key: string }
  | { readonly kind: 'response'; readonly correlationId: number; readonly response: KafkaResponse }
  /** The connection closed, could not be opened, or request.timeout.ms passed, before the response came. */
  | { readonly kind: 'disconnected'; readonly correlationId: number }
  | { readonly kind: 'call'; readonly call: ApplicationCall }
  /** The application hangs, or goes on. */
  | { readonly kind: 'freeze' | 'unfreeze' }
  /** The application's own producer was told what became of a dead letter. */
  | { readonly kind: 'deadLetterEnded'; readonly id: number; readonly written: boolean }
  | { readonly kind: 'close' };

/**
 * What a step asks of the world around it. A timer replaces the one with the same key. Keys: `work` (the
 * application is done with what it is at), `maxPoll`, `heartbeat`, `wake` (retries, refreshes and auto commit), `timeouts` (requests).
 * Everything below `cancelTimer` but `deadLetter` is told for the eyes: nothing depends on it.
 */
export type ConsumerEffect =
  | { readonly kind: 'send'; readonly to: number; readonly correlationId: number; readonly request: KafkaRequest }
  | { readonly kind: 'timer'; readonly key: string; readonly atUs: number }
  | { readonly kind: 'cancelTimer'; readonly key: string }
  /** `poll` returned the records of these offsets (toOffset inclusive) to the application. */
  | {
      readonly kind: 'delivered';
      readonly topic: string;
      readonly partition: number;
      readonly fromOffset: number;
      readonly toOffset: number;
      readonly count: number;
    }
  /** The application has processed the records of these offsets (toOffset inclusive), one after the other. */
  | {
      readonly kind: 'processed';
      readonly topic: string;
      readonly partition: number;
      readonly fromOffset: number;
      readonly toOffset: number;
      readonly count: number;
    }
  /** The application threw on a record, at its first attempt or a later one, and what it does next. */
  | {
      readonly kind: 'recordFailed';
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
      readonly attempt: number;
      readonly next: 'retry' | 'stop' | 'skip' | 'dead-letter';
    }
  /** It goes on behind a record that it has not processed. */
  | {
      readonly kind: 'recordGivenUp';
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
      readonly how: 'skip' | 'dead-letter';
    }
  /** The application ends without having processed these records, which poll returned (toOffset inclusive). */
  | {
      readonly kind: 'abandoned';
      readonly topic: string;
      readonly partition: number;
      readonly fromOffset: number;
      readonly toOffset: number;
    }
  /** To be written to topic `to` by a producer of the application; it waits for `deadLetterEnded`. */
  | {
      readonly kind: 'deadLetter';
      readonly id: number;
      readonly to: string;
      readonly topic: string;
      readonly partition: number;
      readonly record: KafkaRecord;
      readonly attempts: number;
    }
  /** A position was set by other means than reading: a committed offset, the reset policy, or where the leader's log diverges. */
  | {
      readonly kind: 'position';
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
      readonly reason: 'committed' | 'reset' | 'seek' | 'truncation';
    }
  | { readonly kind: 'assigned' | 'revoked' | 'lost'; readonly partitions: readonly TopicPartition[] }
  | { readonly kind: 'committed'; readonly topic: string; readonly partition: number; readonly offset: number }
  /** A commit that the application asked for is over; error: its exception, null when it worked. */
  | { readonly kind: 'commitEnded'; readonly id: number; readonly error: string | null }
  /** The exception that left the poll loop, by its class; the application then closes the consumer. */
  | { readonly kind: 'failed'; readonly error: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'log'; readonly level: 'INFO' | 'WARN' | 'ERROR'; readonly message: string };

export interface ConsumerContext {
  /** Simulated time, integer microseconds. */
  readonly nowUs: number;
  readonly nowMs: number;
  /** bootstrap.servers, as node ids. */
  readonly bootstrap: readonly number[];
  /** A random number in [0, 1). */
  readonly random: () => number;
}
