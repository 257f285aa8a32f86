/** The form of recorded stories of real clusters (the vectors' README, stories). */
export interface StoryInput {
  readonly cluster: StoryCluster;
  readonly steps: readonly StoryStep[];
}

export interface StoryOutput {
  readonly steps: readonly StoryOutcome[];
}

export interface Story {
  readonly name: string;
  readonly in: StoryInput;
  readonly out: StoryOutput;
}

export interface StoryCluster {
  readonly brokers: readonly { readonly id: number; readonly rack?: string | null }[];
  readonly controllers: readonly number[];
  readonly config: Readonly<Record<string, string>>;
  readonly features?: Readonly<Record<string, string>>;
}

interface InPartition {
  readonly topic: string;
  readonly partition: number;
}

/** `now`: the next step followed at once, and nothing was looked at. */
export type StoryStep = { readonly now?: boolean } & (
  | {
      readonly do: 'create-topic';
      readonly topic: string;
      readonly assignment: readonly (readonly number[])[];
      readonly config?: Readonly<Record<string, string | number>>;
    }
  | {
      readonly do: 'create-partitions';
      readonly topic: string;
      readonly total: number;
      readonly assignment: readonly (readonly number[])[];
    }
  | { readonly do: 'delete-topic'; readonly topic: string }
  | {
      readonly do: 'config';
      readonly topic?: string;
      /** Empty: the cluster's default. */
      readonly broker?: string;
      readonly set: Readonly<Record<string, string | number | null>>;
    }
  | ProduceStep
  | (InPartition & { readonly do: 'consume'; readonly from?: number })
  | { readonly do: 'kill' | 'stop' | 'start' | 'pause' | 'resume'; readonly broker: number }
  | { readonly do: 'unregister'; readonly broker: number }
  | { readonly do: 'cut' | 'heal'; readonly links: readonly string[] }
  | (InPartition & { readonly do: 'lose'; readonly broker: number; readonly from: number })
  | (InPartition & { readonly do: 'elect'; readonly type: 'preferred' | 'unclean' })
  | (InPartition & { readonly do: 'reassign'; readonly replicas: readonly number[] | null })
  | (InPartition & { readonly do: 'delete-records'; readonly before: number })
  | { readonly do: 'wait'; readonly ms: number }
);

export interface ProduceStep extends InPartition {
  readonly do: 'produce';
  readonly count: number;
  readonly acks: '0' | '1' | 'all';
  readonly first: string;
  readonly via?: number;
  readonly timeout?: string;
  readonly idempotent?: string;
}

/** What the client of a step was told. */
export interface StoryResult {
  readonly ok: boolean;
  /** The simple name of the client's exception. */
  readonly error?: string;
  readonly baseOffset?: number;
  readonly values?: readonly string[];
  readonly lowWatermark?: number;
}

export interface StoryOutcome {
  readonly result: StoryResult;
  readonly brokers?: Readonly<Record<string, string>>;
  readonly topics?: Readonly<Record<string, readonly StoryPartition[]>>;
}

export interface StoryPartition {
  readonly partition: number;
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly elr: readonly number[];
  readonly lastKnownElr: readonly number[];
  readonly addingReplicas?: readonly number[];
  readonly removingReplicas?: readonly number[];
  readonly leaderRecoveryState?: string;
  readonly earliest?: number | string | null;
  readonly latest?: number | string | null;
  readonly logs: Readonly<Record<string, StoryLog>>;
}

export interface StoryLog {
  readonly logEndOffset: number;
  /** [leader epoch, first offset, last offset, value of the first record]. */
  readonly batches: readonly (readonly [number, number, number, string])[];
  readonly epochs: readonly (readonly [number, number])[];
}
