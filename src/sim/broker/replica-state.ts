import type { FetchPartition } from '../../kafka/protocol/requests.ts';

/** What a leader knows of a follower (org.apache.kafka.server.replica.Replica). */
export interface RemoteReplica {
  readonly id: number;
  /** −1: unknown, no fetch seen in this leadership. */
  logEndOffset: number;
  logStartOffset: number;
  lastCaughtUpUs: number;
  /** Leader's log end offset and time at the follower's previous fetch. */
  leaderEndOffsetAtLastFetch: number;
  lastFetchUs: number;
  brokerEpoch: number;
  /** Fetch session (KIP-227): what the last answer told of this partition, and on which connection. */
  toldHighWatermark: number;
  toldLogStartOffset: number;
  toldOnConnection: number;
}

/** An ISR change in flight: its effect on the high watermark counts from the moment it is proposed. */
export interface PendingIsr {
  /** Tells it from an older proposal, whose answer no longer counts. */
  readonly token: number;
  readonly kind: 'shrink' | 'expand';
  readonly isr: readonly number[];
}

/** A broker's in-memory view of a replica it hosts (kafka.cluster.Partition). Gone with the process. */
export interface Replica {
  cow: number;
  readonly key: number;
  readonly broker: number;
  readonly topic: string;
  readonly partition: number;
  role: 'leader' | 'follower' | 'none';
  /** −1: none. */
  leaderId: number;
  leaderEpoch: number;
  partitionEpoch: number;
  /** Where the leader's own epoch begins in its log. */
  leaderEpochStartOffset: number;
  highWatermark: number;
  replicas: readonly number[];
  /** The committed ISR. */
  isr: readonly number[];
  pendingIsr: PendingIsr | null;
  remotes: RemoteReplica[];
  /** Ids of waiting produces and fetches that watch this partition. */
  delayedProduce: readonly number[];
  delayedFetch: readonly number[];
  /** Follower: its place in the last fetch, used again while nothing has changed. */
  fetchPartition: FetchPartition | null;
  /** Follower: how far its last fetch stayed behind the high watermark that came with it, records; null: not known yet. */
  fetchLag: number | null;
  /** Follower: no fetch before this time (replica.fetch.backoff.ms). */
  backoffUntilUs: number;
}

export const copyReplica = (replica: Replica, cow: number): Replica => ({
  ...replica,
  cow,
  remotes: replica.remotes.map((remote) => ({ ...remote })),
});
