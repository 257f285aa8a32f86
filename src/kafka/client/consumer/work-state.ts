import type { TopicPartition } from '../../protocol/requests.ts';
import type { KafkaRecord } from '../../record/record-batch.ts';

/** When the application commits by itself. */
export interface ManualCommit {
  readonly call: 'commitSync' | 'commitAsync';
  /** before: what is lost with the process is never processed. after: it is processed again. */
  readonly when: 'before' | 'after';
  /** For every so many records, their offsets; null: once for all that a poll returned, the positions. */
  readonly records: number | null;
}

/** Records on which the application throws, and what it then does. */
export interface Poison {
  /** value: the text occurs in it. offset: every so many-th of a partition, from the first. */
  readonly record:
    | { readonly by: 'key' | 'value'; readonly text: string }
    | { readonly by: 'offset'; readonly every: number };
  /** So many attempts fail, the next works; null: all of them. */
  readonly failures: number | null;
  /** Attempts after the first before it gives up, while the poll loop stands; null: it never does. */
  readonly retries: number | null;
  /** Before each of these, milliseconds. */
  readonly backoffMs: number;
  /** stop: the exception leaves the poll loop. dead-letter: written to another topic by a producer of its own. */
  readonly giveUp: 'stop' | 'skip' | 'dead-letter';
  /** null: the record's own with `.DLT` behind. */
  readonly deadLetterTopic: string | null;
}

/** Records without a gap between them, offsets inclusive. */
export interface OffsetRun {
  readonly fromOffset: number;
  readonly toOffset: number;
}

/** Records of one partition that poll returned; `poisoned`: those on which the application throws. */
export interface RecordRun extends OffsetRun, TopicPartition {
  readonly poisoned: readonly KafkaRecord[];
}

/**
 * What the application is at with the records that the last poll returned.
 *
 * processing: `records` of the next run until `untilUs`. backoff: until it tries the next record again. committing:
 * inside commitSync. dead-letter: until its producer has an answer. pausing: all is done, and it does not poll yet.
 */
export interface Work {
  readonly step: 'processing' | 'backoff' | 'committing' | 'dead-letter' | 'pausing';
  /** null: as long as an answer takes. While frozen: how long it would still take, microseconds. */
  readonly untilUs: number | null;
  readonly records: number;
  /** Not done yet, in order. */
  readonly runs: readonly RecordRun[];
  /** Failed attempts at the next record. */
  readonly attempts: number;
  /** Records until the next commit of its own; 0: it is due, or there is none. */
  readonly pieceLeft: number;
  /** Of the records of this piece: what a commit after them says. */
  readonly pieceOffsets: readonly (TopicPartition & { readonly offset: number })[];
  /** The commit or dead letter that is waited for; null once it is over. */
  readonly waitsFor: number | null;
}

/** How the last commit ended; error: its exception or error code, null when it worked. */
export interface LastCommit {
  readonly how: 'auto' | 'commitSync' | 'commitAsync';
  readonly atUs: number;
  readonly error: string | null;
}
