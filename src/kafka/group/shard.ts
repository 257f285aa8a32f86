import type { KafkaResponse, OffsetFetchRequest } from '../protocol/requests.ts';
import type { ClassicGroup } from './classic-group.ts';
import { copyClassicGroup } from './classic-group.ts';
import type { GroupRecord } from './effects.ts';

/** A committed offset: the next one to read. Immutable. Source: OffsetAndMetadata.java. */
export interface CommittedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Epoch of the record before `offset`; −1 when unknown. */
  readonly leaderEpoch: number;
  readonly metadata: string;
  readonly commitTimestampMs: number;
  /** Only in records with an explicit retention; −1 otherwise. */
  readonly expireTimestampMs: number;
}

/** What happens when a write ends, beyond its response (the appendFuture of Kafka's CoordinatorResult). */
export type AppendSequel =
  | { readonly kind: 'none' }
  | { readonly kind: 'newGroup'; readonly groupId: string; readonly token: number }
  | { readonly kind: 'emptyGroup'; readonly groupId: string }
  | {
      readonly kind: 'assignment';
      readonly groupId: string;
      readonly memberId: string;
      readonly generationId: number;
      readonly assignments: ReadonlyMap<string, Uint8Array>;
    }
  | {
      readonly kind: 'staticMember';
      readonly groupId: string;
      readonly groupInstanceId: string;
      readonly oldMemberId: string;
      readonly newMemberId: string;
      readonly oldProtocols: readonly { readonly name: string; readonly metadata: Uint8Array }[];
      readonly oldRebalanceTimeoutMs: number;
      readonly oldSessionTimeoutMs: number;
      readonly token: number;
    };

/** A write whose records are on their way into the log. */
export interface PendingAppend {
  readonly appendId: number;
  readonly records: readonly GroupRecord[];
  readonly sequel: AppendSequel;
  /** Released when the write is committed; null when nobody waits for it or its time is over. */
  response: { readonly token: number; readonly response: KafkaResponse } | null;
  /** offsets.commit.timeout.ms has passed: the response went out, the records may still be committed. */
  timedOut: boolean;
}

/** A request without records that waits for the writes before it (CoordinatorRuntime.waitForPendingWrites). */
export interface WaitingRead {
  readonly token: number;
  /** The newest append that was pending when the request came. */
  readonly afterAppendId: number;
  readonly answer:
    | { readonly kind: 'ready'; readonly response: KafkaResponse }
    | { readonly kind: 'offsetFetch'; readonly request: OffsetFetchRequest };
}

/**
 * In-memory state of the coordinator of one `__consumer_offsets` partition, rebuilt from the log by replay.
 * `offsets` holds what is committed to the log, by group and then by `TOPIC-PARTITION`.
 * Source: GroupCoordinatorShard.java, CoordinatorRuntime.java.
 */
export interface GroupShard {
  cow: number;
  readonly partition: number;
  /** Leader epoch of the partition under which this shard was loaded. */
  epoch: number;
  groups: Map<string, ClassicGroup>;
  offsets: Map<string, Map<string, CommittedOffset>>;
  /** Oldest first. */
  pendingAppends: PendingAppend[];
  waitingReads: WaitingRead[];
  nextAppendId: number;
}

/** An empty shard; replay the partition's log into it, then call `onLoaded`. */
export function createShard(partition: number, epoch: number, cow: number): GroupShard {
  return {
    cow,
    partition,
    epoch,
    groups: new Map(),
    offsets: new Map(),
    pendingAppends: [],
    waitingReads: [],
    nextAppendId: 0,
  };
}

/** A copy that shares nothing mutable with the original. */
export function copyShard(shard: GroupShard, cow: number): GroupShard {
  const groups = new Map<string, ClassicGroup>();
  for (const [groupId, group] of shard.groups) groups.set(groupId, copyClassicGroup(group));
  const offsets = new Map<string, Map<string, CommittedOffset>>();
  for (const [groupId, byPartition] of shard.offsets) offsets.set(groupId, new Map(byPartition));
  return {
    ...shard,
    cow,
    groups,
    offsets,
    pendingAppends: shard.pendingAppends.map((append) => ({ ...append })),
    waitingReads: [...shard.waitingReads],
  };
}

export const offsetKey = (topic: string, partition: number): string => `${topic}-${partition}`;
