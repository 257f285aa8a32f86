/** The form of recorded stories of producers (the vectors' README, producer-stories). */
export interface ProducerStoryInput {
  readonly topics: Readonly<Record<string, number | TopicShape>>;
  readonly broker?: Readonly<Record<string, string | number>>;
  readonly steps: readonly ProducerStep[];
}

export interface TopicShape {
  readonly partitions: number;
  readonly configs?: Readonly<Record<string, string | number>>;
}

export type ConfigValues = Readonly<Record<string, string | number | boolean>>;

interface OfProducer {
  readonly producer: string;
}

export type ProducerStep = { readonly timed?: boolean } & (
  | (OfProducer & { readonly do: 'open'; readonly config?: ConfigValues })
  | SendStep
  | (OfProducer & { readonly do: 'results' })
  | (OfProducer & { readonly do: 'flush' })
  | (OfProducer & { readonly do: 'close'; readonly timeoutMs?: number })
  | { readonly do: 'stopBroker' }
  | { readonly do: 'startBroker'; readonly waitMs?: number }
  | { readonly do: 'wait'; readonly ms: number }
);

/** What one or several alike records hold; what is left out stands in the step, or has its default. */
export interface RecordShape {
  readonly partition?: number | null;
  readonly key?: string | null;
  readonly value?: string | null;
  readonly valueBytes?: number;
  readonly count?: number;
}

export interface SendStep extends OfProducer, RecordShape {
  readonly do: 'send';
  readonly topic: string;
  readonly records?: readonly RecordShape[];
  /** The answer is waited for before the next record is sent. */
  readonly each?: boolean;
  readonly flush?: boolean;
  /** The answers are asked for by a later step. */
  readonly later?: boolean;
}

/** An exception, by its simple name. */
export interface StoryError {
  readonly class: string;
  readonly message: string;
}

export type SendResult = { readonly partition: number; readonly offset: number } | { readonly error: StoryError };

export interface ProducerOutcome {
  readonly results?: readonly SendResult[];
  readonly error?: StoryError;
  readonly approxMs?: number;
  readonly batches?: Readonly<Record<string, readonly LandedBatch[]>>;
  readonly offsets?: Readonly<Record<string, { readonly highWatermark: number; readonly lastStableOffset: number }>>;
}

export interface ProducerStoryOutput {
  readonly steps: readonly ProducerOutcome[];
}

/** A batch in the segment file. */
export interface LandedBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly records: number;
  /** `pid1`, `pid2` … in the order in which they appear, or `none`. */
  readonly producerId: string;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly transactional: boolean;
  readonly compression: string;
  readonly timestampType: string;
  readonly sizeInBytes: number;
}
