import type { Consumer } from '../../kafka/client/consumer/consumer.ts';
import type { ConsumerEffect } from '../../kafka/client/consumer/effects.ts';
import type { ProducerEffect } from '../../kafka/client/producer/effects.ts';
import type { Producer } from '../../kafka/client/producer/producer.ts';
import type { SimEvent } from '../event-queue.ts';
import type { KeyPattern, LoadPattern, RecordPattern } from '../setup.ts';

/** A producer process: the client and the application that feeds it. */
export interface ProducerNode {
  readonly cow: number;
  readonly node: number;
  readonly id: string;
  readonly topic: string;
  ratePerSecond: number;
  keys: KeyPattern;
  readonly valueBytes: number;
  load: LoadPattern | null;
  record: RecordPattern | null;
  /** In turn, `topic` first. */
  readonly topics: readonly string[];
  /** Of its burst or its count: records that the application has still to send. */
  left: number;
  /** As its setup gave them, with what was changed since. */
  configs: Readonly<Record<string, string>>;
  /** bootstrap.servers; null: every broker there is. */
  readonly bootstrap: readonly number[] | null;
  /** Records the application has handed over so far. */
  made: number;
  removed: boolean;
  producer: Producer;
  /** It is being closed, and a process with the configs as they are now takes its place. */
  restarting: boolean;
  /** The consumer process whose dead letters it writes; null: it is a process of its own. */
  deadLettersOf: number | null;
  /** What became of the records with a tag, for whoever asked for it; null: nobody has. */
  outcomes: ReadonlyMap<number, SendOutcome> | null;
}

/** What the application was told of one record: where it is (offset −1: acks=0), or the exception and its words. */
export type SendOutcome =
  | { readonly ok: true; readonly partition: number; readonly offset: number; readonly logAppendTimeMs: number }
  | { readonly ok: false; readonly exception: string; readonly message: string };

/** A consumer process. */
export interface ConsumerNode {
  readonly cow: number;
  readonly node: number;
  readonly id: string;
  readonly group: string;
  state: 'running' | 'closing' | 'closed' | 'crashed';
  /** Records that its application has processed. */
  processed: number;
  /** What has come in while the process stands still; null: it runs. Replaced, never changed. */
  paused: readonly SimEvent[] | null;
  /** The producer of its dead letters; null: there was none yet. */
  deadLetterNode: number | null;
  consumer: Consumer;
}

/** What came of one step of a client. */
export type ClientStep =
  | { readonly client: 'producer'; readonly node: number; readonly effects: readonly ProducerEffect[] }
  | { readonly client: 'consumer'; readonly node: number; readonly effects: readonly ConsumerEffect[] };
