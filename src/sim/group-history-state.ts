/**
 * What a consumer process does as far as reading is concerned.
 *
 * arriving: from its start to the first answer of the group. reading: it holds partitions. idle: a member without any.
 * joining: it has given its partitions up and waits for the group. expelled: the group goes on without it, and it still
 * holds partitions. dead: its process has ended, and the group does not know it yet.
 */
export type MemberPhase = 'arriving' | 'reading' | 'idle' | 'joining' | 'expelled' | 'dead';

/** A time in which a consumer did one thing; it ends where the next one begins. Immutable. Times in microseconds. */
export interface MemberSpan {
  readonly fromUs: number;
  readonly phase: MemberPhase;
  /** By `topic-partition`: what it holds; of joining and dead: what it held until then. */
  readonly partitions: readonly string[];
  /** The member's generation at the beginning; −1: none. */
  readonly generation: number;
  /** Of arriving and joining: when JoinGroup went out, and when it was answered, so that SyncGroup could follow. */
  readonly joinUs: number | null;
  readonly syncUs: number | null;
  /** Of joining: why, in the words of Kafka's client (the reason in its JoinGroup). */
  readonly reason: string;
}

export interface MemberCommit {
  readonly atUs: number;
  readonly partitions: number;
  /** The first few of them. */
  readonly offsets: readonly { readonly partition: string; readonly offset: number }[];
}

/** A consumer process. Immutable. */
export interface MemberHistory {
  readonly node: number;
  /** client.id */
  readonly id: string;
  /** '' before the coordinator gave one; the last one it had. */
  readonly memberId: string;
  /** Oldest first. */
  readonly spans: readonly MemberSpan[];
  readonly endUs: number | null;
  /** left: close(). removed: its process was dead and the group noticed. failed: poll() threw. */
  readonly end: 'left' | 'removed' | 'failed' | null;
  /** Oldest first. */
  readonly commits: readonly MemberCommit[];
  /** Microseconds for which partitions that it had were not read, in spans that are over. */
  readonly stoodStillUs: { readonly joining: number; readonly dead: number };
}

export type GroupMark =
  | {
      readonly atUs: number;
      readonly kind: 'generation';
      readonly generation: number;
      readonly members: number;
      /** client.ids that came and went since the generation before. */
      readonly joined: readonly string[];
      readonly left: readonly string[];
    }
  | { readonly atUs: number; readonly kind: 'coordinator'; readonly broker: number };

interface KnownMember {
  readonly memberId: string;
  readonly clientId: string;
}

/** What an onlooker has seen of a group. Immutable, and bounded in all its lists. */
export interface GroupHistory {
  /** Where its coordinator was last seen, and the leader epoch of the offsets partition then. */
  readonly coordinator: number;
  readonly epoch: number;
  readonly generation: number;
  /** The coordinator's members. */
  readonly known: readonly KnownMember[];
  /** The members of the last generation. */
  readonly before: readonly KnownMember[];
  readonly marks: readonly GroupMark[];
  /** In the order in which the processes were started. */
  readonly members: readonly MemberHistory[];
}

export const emptyGroupHistory: GroupHistory = {
  coordinator: -1,
  epoch: -1,
  generation: 0,
  known: [],
  before: [],
  marks: [],
  members: [],
};
