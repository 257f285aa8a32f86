/** The form of a recorded story of consumer groups (the vectors' README, group-stories). */
export interface GroupStoryStep {
  readonly do: string;
  readonly member?: string;
  readonly group?: string;
  readonly topics?: readonly string[];
  readonly topic?: string;
  readonly partition?: number;
  readonly partitions?: unknown;
  readonly offsets?: ByTopic<Record<string, number>>;
  readonly assign?: ByTopic<readonly number[]>;
  readonly instances?: readonly string[];
  readonly count?: number;
  readonly before?: number;
  readonly ageMs?: number;
  readonly stopAfter?: number;
  readonly pattern?: string;
  /** A transaction: its transactional.id, what is written in it, how it ends. */
  readonly id?: string;
  readonly produce?: readonly { readonly topic: string; readonly partition?: number; readonly count: number }[];
  readonly end?: 'commit' | 'abort' | 'open';
  readonly config?: Readonly<Record<string, string | number | boolean>>;
  readonly until?: {
    readonly ms?: number;
    readonly exactly?: boolean;
    readonly generation?: number;
    readonly state?: string;
    readonly settle?: boolean;
    readonly error?: string;
    readonly assigned?: Readonly<Record<string, number>>;
  };
}
export interface GroupStory {
  readonly group: string;
  readonly broker?: Readonly<Record<string, string | number | boolean>>;
  readonly consumer?: Readonly<Record<string, string | number | boolean>>;
  readonly topics: Readonly<Record<string, number | { readonly partitions: number }>>;
  readonly show?: readonly string[];
  readonly steps: readonly GroupStoryStep[];
}

export type ByTopic<T> = Record<string, T>;
export interface StoryError {
  readonly class: string;
  readonly message: string;
}

export interface PartitionBounds {
  readonly start: number;
  readonly highWatermark: number;
  readonly lastStableOffset: number;
}

/** What can be seen after a step. */
export interface GroupLook {
  readonly groups: Readonly<Record<string, GroupView>>;
  readonly members: Readonly<Record<string, MemberView>>;
  /** By topic and partition, where the story shows offsets. */
  readonly topics?: ByTopic<Record<string, PartitionBounds>>;
  readonly error: StoryError | null;
  /** Lines of the group coordinator in this step, with milliseconds since its start. */
  readonly log: readonly { readonly ms: number; readonly line: string }[];
}
export type GroupView =
  | { readonly state: 'Dead' }
  | {
      readonly state: string;
      readonly type: 'Classic';
      readonly protocol: string;
      readonly generation?: number;
      readonly leader?: string;
      readonly members: Readonly<
        Record<string, { readonly instanceId?: string; readonly assigned: ByTopic<number[]> }>
      >;
      readonly committed: ByTopic<Record<string, number>>;
    };
export interface MemberView {
  readonly closed?: true;
  readonly assigned?: ByTopic<number[]>;
  readonly positions?: ByTopic<Record<string, number>>;
  readonly generation?: number;
  readonly callbacks: readonly { readonly call: string; readonly partitions: ByTopic<number[]> }[];
  readonly received: ByTopic<Record<string, number[]>>;
  readonly asyncCommits?: readonly string[];
  readonly error?: StoryError;
}

export const partitionsOf = (given: ByTopic<readonly number[]>): { topic: string; partition: number }[] =>
  Object.entries(given).flatMap(([topic, partitions]) => partitions.map((partition) => ({ topic, partition })));
