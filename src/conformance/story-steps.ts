/** The form of recorded stories of real clusters, as far as the player here plays them. */
export interface Story {
  readonly name: string;
  readonly in: { readonly cluster: StoryCluster; readonly steps: readonly StoryStep[] };
  readonly out: { readonly steps: readonly StoryOutcome[] };
}

export interface StoryCluster {
  readonly brokers: readonly { readonly id: number; readonly rack: string | null }[];
  readonly controllers: readonly number[];
  readonly config: Readonly<Record<string, string>>;
  readonly features?: Readonly<Record<string, string>>;
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
  | {
      readonly do: 'produce';
      readonly topic: string;
      readonly partition: number;
      readonly count: number;
      readonly acks: '0' | '1' | 'all';
      readonly first: string;
      readonly via?: number;
      readonly timeout?: string;
    }
  | { readonly do: 'kill' | 'stop' | 'start'; readonly broker: number }
  | { readonly do: 'cut' | 'heal'; readonly links: readonly string[] }
  | { readonly do: 'elect'; readonly topic: string; readonly partition: number; readonly type: 'preferred' | 'unclean' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'consume'; readonly topic: string; readonly partition: number }
);

export interface StoryOutcome {
  readonly result: { readonly ok: boolean; readonly error?: string; readonly baseOffset?: number };
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
  readonly latest?: number | string | null;
  readonly logs: Readonly<
    Record<
      string,
      {
        readonly logEndOffset: number;
        readonly batches: readonly (readonly [number, number, number, ...unknown[]])[];
        readonly epochs: readonly (readonly [number, number])[];
      }
    >
  >;
}
