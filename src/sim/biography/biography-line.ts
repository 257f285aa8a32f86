import type { ErrorCode } from '../../kafka/protocol/errors.ts';

/** A record: an offset is given anew after a truncation, so that its leader epoch belongs to its name. */
export interface RecordName {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly epoch: number;
}

/** Something that happened to one record. */
export type BiographyEvent =
  /** The application called send(). */
  | { readonly kind: 'created'; readonly producer: string; readonly key: string | null }
  /** It went into a batch; `index`: its place there. */
  | { readonly kind: 'batched'; readonly producer: string; readonly index: number }
  /** Its batch of so many records left for a broker, for the `attempt`th time. */
  | {
      readonly kind: 'sent';
      readonly producer: string;
      readonly broker: number;
      readonly attempt: number;
      readonly records: number;
    }
  /** No answer, or an error. `final`: it is not tried again. */
  | { readonly kind: 'failed'; readonly producer: string; readonly error: ErrorCode; readonly final: boolean }
  /** `other`: this copy is another record of the log, not the one that was asked for. */
  | {
      readonly kind: 'appended';
      readonly broker: number;
      readonly offset: number;
      readonly epoch: number;
      readonly other: boolean;
    }
  | { readonly kind: 'copied'; readonly broker: number }
  /** The leader's high watermark has passed it. */
  | { readonly kind: 'committed'; readonly broker: number; readonly highWatermark: number }
  /** `offset`: as the producer was told it. */
  | { readonly kind: 'acknowledged'; readonly producer: string; readonly offset: number }
  /** acks=0: the producer waits for nothing. */
  | { readonly kind: 'not-awaited'; readonly producer: string }
  /** poll() handed it to the application of a member; `times`: for the group the how many-eth time. */
  | { readonly kind: 'read'; readonly group: string; readonly member: string; readonly times: number }
  /** The application of that member was done with it. */
  | { readonly kind: 'processed'; readonly group: string; readonly member: string; readonly times: number }
  | { readonly kind: 'offset-committed'; readonly group: string; readonly member: string; readonly offset: number }
  | { readonly kind: 'deleted'; readonly broker: number; readonly why: 'retention' | 'delete-records' | 'leader' }
  /** The cleaner kept only a newer record of its key, or its tombstone was old enough. */
  | { readonly kind: 'compacted'; readonly broker: number }
  /** A follower cut its log back to what its leader, of this epoch, has. */
  | { readonly kind: 'truncated'; readonly broker: number; readonly leader: number; readonly leaderEpoch: number }
  /** Its broker's process ended before the disk had it, or the disk's bytes were damaged. */
  | { readonly kind: 'not-on-disk'; readonly broker: number }
  /** The broker is no replica any more. */
  | { readonly kind: 'removed'; readonly broker: number }
  /** A broker that does not have it leads from this epoch on. */
  | { readonly kind: 'lost'; readonly broker: number; readonly epoch: number };

export type BiographyLine = BiographyEvent & { readonly atUs: number };

export interface Biography {
  /** Oldest first. */
  readonly lines: readonly BiographyLine[];
  /** Brokers whose logs have it at the end. */
  readonly onBrokers: readonly number[];
  /** null: nobody has appended it up to now. */
  readonly appendedAtUs: number | null;
}
