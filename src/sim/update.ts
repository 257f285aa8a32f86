import type { ErrorCode } from '../kafka/protocol/errors.ts';
import type { ChaosProfile, Command } from './command.ts';

/** Why the controller wrote a new leader into the partition's record. */
export type ElectionReason =
  | 'session-expired'
  | 'controlled-shutdown'
  | 'broker-returned'
  | 'unclean-restart'
  | 'preferred'
  | 'isr-change'
  | 'reassignment'
  | 'unclean'
  | 'unregistered';
export type ElectedFrom = 'isr' | 'elr' | 'last-known-leader' | 'unclean';

/** Something that happened, as data: the page finds the words, in the reader's language. */
export type UpdateBody =
  | {
      readonly kind: 'topic-created';
      readonly topic: string;
      readonly partitions: number;
      readonly replicationFactor: number;
    }
  | { readonly kind: 'partitions-added'; readonly topic: string; readonly from: number; readonly to: number }
  | { readonly kind: 'topic-deleted'; readonly topic: string; readonly partitions: number }
  /** `broker` null with `topic` null: the default of all brokers. `value` null: back to the default. */
  | {
      readonly kind: 'config-changed';
      readonly topic: string | null;
      readonly broker: number | null;
      readonly config: string;
      readonly value: string | null;
    }
  | {
      readonly kind: 'reassignment-started';
      readonly topic: string;
      readonly partition: number;
      readonly adding: readonly number[];
      readonly removing: readonly number[];
    }
  /** `done`: every new replica was in the ISR, the old ones are gone. Otherwise it was cancelled. */
  | {
      readonly kind: 'reassignment-ended';
      readonly topic: string;
      readonly partition: number;
      readonly replicas: readonly number[];
      readonly done: boolean;
    }
  /** The throttle of a reassignment is in force: bytes a second for each of these brokers, in and out. */
  | {
      readonly kind: 'throttle-set';
      readonly topic: string;
      readonly partition: number;
      readonly brokers: readonly number[];
      readonly rate: number;
    }
  /** The throttled rates of these brokers, and the throttled replicas of the topic, are taken back. */
  | { readonly kind: 'throttle-cleared'; readonly topic: string; readonly brokers: readonly number[] }
  /**
   * kafka-reassign-partitions --verify. different: nothing moves, and the replicas are others than asked for.
   * `othersMove`: some reassignment still runs, so no throttle is taken back.
   */
  | {
      readonly kind: 'reassignment-verified';
      readonly topic: string;
      readonly partition: number;
      readonly state: 'completed' | 'in-progress' | 'different';
      /** As they are, and as they were asked for. */
      readonly replicas: readonly number[];
      readonly target: readonly number[];
      readonly othersMove: boolean;
    }
  | {
      readonly kind: 'records-deleted';
      readonly topic: string;
      readonly partition: number;
      /** No live replica has records below. */
      readonly lowWatermark: number;
    }
  /** A voter leads the metadata quorum and has become the active controller. */
  | { readonly kind: 'controller-elected'; readonly controller: number; readonly epoch: number }
  | { readonly kind: 'controller-started'; readonly controller: number }
  | { readonly kind: 'controller-killed'; readonly controller: number }
  | { readonly kind: 'controller-stopped'; readonly controller: number }
  | { readonly kind: 'controller-paused'; readonly controller: number }
  | { readonly kind: 'controller-resumed'; readonly controller: number }
  /** Too few voters run (`controller` −1), or this one led and no majority fetched from it any more. */
  | { readonly kind: 'quorum-lost'; readonly controller: number; readonly epoch: number }
  | { readonly kind: 'broker-paused'; readonly broker: number }
  | { readonly kind: 'broker-resumed'; readonly broker: number }
  | { readonly kind: 'broker-unregistered'; readonly broker: number }
  | { readonly kind: 'broker-added'; readonly broker: number }
  | { readonly kind: 'broker-started'; readonly broker: number }
  | { readonly kind: 'broker-killed'; readonly broker: number }
  | { readonly kind: 'broker-stopping'; readonly broker: number }
  | { readonly kind: 'broker-stopped'; readonly broker: number }
  | {
      readonly kind: 'broker-registered';
      readonly broker: number;
      readonly brokerEpoch: number;
      readonly unclean: boolean;
    }
  | { readonly kind: 'broker-unfenced'; readonly broker: number }
  | { readonly kind: 'broker-fenced'; readonly broker: number; readonly reason: 'session-expired' | 'shutdown' }
  | { readonly kind: 'powered-off' }
  | { readonly kind: 'powered-on' }
  | {
      readonly kind: 'leader-elected';
      readonly topic: string;
      readonly partition: number;
      readonly leader: number;
      readonly previousLeader: number;
      readonly leaderEpoch: number;
      readonly reason: ElectionReason;
      readonly from: ElectedFrom;
      /** The broker whose loss or return caused it; −1 when none did. */
      readonly causedBy: number;
    }
  | {
      readonly kind: 'partition-leaderless';
      readonly topic: string;
      readonly partition: number;
      readonly previousLeader: number;
      readonly leaderEpoch: number;
      readonly elr: readonly number[];
    }
  | {
      readonly kind: 'isr-changed';
      readonly topic: string;
      readonly partition: number;
      readonly before: readonly number[];
      readonly after: readonly number[];
      /** leader: replica.lag.time.max.ms passed, or the follower caught up. controller: the broker was fenced or stopped. */
      readonly by: 'leader' | 'controller';
      readonly minInsyncReplicas: number;
    }
  | {
      readonly kind: 'truncated';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
      readonly toOffset: number;
      readonly records: number;
      /** How many of them a producer had been told are written. */
      readonly acknowledged: number;
    }
  | {
      readonly kind: 'acknowledged-lost';
      readonly topic: string;
      readonly partition: number;
      readonly firstOffset: number;
      readonly records: number;
    }
  | {
      readonly kind: 'record-sent';
      readonly producer: string;
      readonly topic: string;
      readonly partition: number;
      readonly key: string | null;
      /** Signed murmur2 of the key bytes; null when the key is null or the partition was given. */
      readonly hash: number | null;
      readonly partitions: number;
      readonly by: 'key' | 'sticky' | 'round-robin' | 'given';
    }
  | {
      readonly kind: 'record-acknowledged';
      readonly producer: string;
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
    }
  | {
      readonly kind: 'produce-failed';
      readonly producer: string;
      readonly topic: string;
      readonly partition: number;
      readonly records: number;
      readonly error: ErrorCode;
      readonly final: boolean;
    }
  | {
      readonly kind: 'group-state';
      readonly group: string;
      readonly state: 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead';
      readonly generation: number;
      readonly members: number;
    }
  /** kafka-consumer-groups has moved a group; −1: nothing was committed before. `warnings` are the tool's. */
  | {
      readonly kind: 'offsets-reset';
      readonly group: string;
      readonly offsets: readonly {
        readonly topic: string;
        readonly partition: number;
        readonly before: number;
        readonly after: number;
      }[];
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'member-joined'; readonly group: string; readonly member: string }
  | {
      readonly kind: 'member-left';
      readonly group: string;
      readonly member: string;
      readonly reason: 'left' | 'session-expired' | 'rebalance-timeout';
    }
  | {
      readonly kind: 'member-assigned';
      readonly group: string;
      readonly member: string;
      readonly partitions: readonly { readonly topic: string; readonly partition: number }[];
    }
  | { readonly kind: 'consumer-crashed'; readonly group: string; readonly member: string }
  /** frozen: its application hangs. paused: its whole process stands still. */
  | {
      readonly kind: 'consumer-stands';
      readonly group: string;
      readonly member: string;
      readonly state: 'frozen' | 'unfrozen' | 'paused' | 'resumed';
    }
  | {
      readonly kind: 'consumer-sought';
      readonly member: string;
      /** By `topic-partition`. */
      readonly partitions: readonly string[];
      readonly to: number | 'beginning' | 'end';
    }
  | {
      readonly kind: 'partitions-paused';
      readonly member: string;
      readonly partitions: readonly string[];
      /** false: resumed. */
      readonly paused: boolean;
    }
  /** The application threw on a record; `next`: what it does then. */
  | {
      readonly kind: 'record-failed';
      readonly group: string;
      readonly member: string;
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
      readonly attempt: number;
      readonly next: 'retry' | 'stop' | 'skip' | 'dead-letter';
    }
  | {
      readonly kind: 'dead-letter-written';
      readonly member: string;
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
    }
  /** commitSync or commitAsync of the application ended with this exception. */
  | { readonly kind: 'commit-failed'; readonly group: string; readonly member: string; readonly error: string }
  /** An exception left the poll loop, and the consumer is closed. */
  | { readonly kind: 'consumer-failed'; readonly group: string; readonly member: string; readonly error: string }
  | { readonly kind: 'coordinator-moved'; readonly group: string; readonly broker: number }
  | {
      readonly kind: 'segment-rolled';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
      readonly baseOffset: number;
    }
  | {
      readonly kind: 'segments-deleted';
      readonly topic: string;
      readonly partition: number;
      readonly broker: number;
      readonly segments: number;
      readonly logStartOffset: number;
    }
  /** A round of the cleaner over one log. */
  | {
      readonly kind: 'segments-cleaned';
      readonly topic: string;
      readonly partition: number;
      readonly broker: number;
      /** Of the segments that were rewritten, and of those that took their places. */
      readonly segmentsBefore: number;
      readonly segmentsAfter: number;
      readonly bytesBefore: number;
      readonly bytesAfter: number;
      /** The cleaner's checkpoint: everything below has been cleaned. */
      readonly nextDirtyOffset: number;
    }
  | {
      readonly kind: 'link-changed';
      readonly from: number;
      readonly to: number;
      readonly state: 'cut' | 'healed' | 'slow' | 'normal' | 'lossy' | 'lossless';
    }
  | {
      readonly kind: 'disk-changed';
      readonly broker: number;
      readonly state: 'slow' | 'normal' | 'limited' | 'freed';
    }
  /** An append did not fit: the broker's only log directory is offline, and its process ends. */
  | {
      readonly kind: 'log-dir-failed';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
    }
  | { readonly kind: 'rack-lost-power'; readonly rack: string; readonly brokers: readonly number[] }
  /** What the acts on clients and on the network did. */
  | { readonly kind: 'producer-added'; readonly producer: string; readonly topic: string }
  | { readonly kind: 'producer-changed'; readonly producer: string }
  | { readonly kind: 'producer-removed'; readonly producer: string }
  | { readonly kind: 'group-added'; readonly group: string; readonly members: number }
  /** Microseconds a record from now on. */
  | { readonly kind: 'consumer-slowed'; readonly member: string; readonly processingUs: number }
  | { readonly kind: 'network-changed'; readonly latencyUs: number }
  /** null: it has stopped. */
  | { readonly kind: 'chaos-changed'; readonly profile: ChaosProfile | null }
  /** A starting broker did not find in a partition's directory all that its process had written. */
  | {
      readonly kind: 'log-recovered';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
      /** Where the log ends now. */
      readonly atOffset: number;
      readonly recordsLost: number;
      /** The first batch that could not be read; null when whole batches were missing. */
      readonly cut: {
        readonly file: string;
        readonly position: number;
        readonly bytes: number;
        readonly reason: 'INCOMPLETE' | 'CORRUPT';
      } | null;
    }
  /** A broker could not open a log at its start: its log directory is offline, and its process ends. */
  | {
      readonly kind: 'log-unreadable';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
      readonly exception: string;
      readonly message: string;
    }
  | { readonly kind: 'broker-lost-power'; readonly broker: number }
  | {
      readonly kind: 'byte-written';
      readonly broker: number;
      readonly path: string;
      readonly position: number;
      readonly before: number;
      readonly value: number;
    }
  | {
      readonly kind: 'log-damaged';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
      readonly atOffset: number;
      readonly recordsCut: number;
    }
  /** Kafka (or the rule of the act) said no; nothing changed. `message` is Kafka's own text when there is one. */
  | { readonly kind: 'refused'; readonly command: Command; readonly error: ErrorCode; readonly message: string | null };

export type Update = UpdateBody & { readonly atUs: number };
