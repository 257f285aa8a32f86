/**
 * What a sentence about an event is told, by the event's kind. The engine's updates have these fields and more; this
 * room does not look at the engine, so it says itself what it needs.
 */
interface InPartition {
  readonly topic: string;
  readonly partition: number;
}

interface OnController {
  readonly controller: number;
}
interface OnBroker {
  readonly broker: number;
}

export interface Happenings {
  readonly 'topic-created': { readonly topic: string; readonly partitions: number; readonly replicationFactor: number };
  readonly 'partitions-added': { readonly topic: string; readonly from: number; readonly to: number };
  readonly 'topic-deleted': { readonly topic: string; readonly partitions: number };
  readonly 'config-changed': {
    readonly topic: string | null;
    readonly broker: number | null;
    readonly config: string;
    readonly value: string | null;
  };
  readonly 'reassignment-started': InPartition & {
    readonly adding: readonly number[];
    readonly removing: readonly number[];
  };
  readonly 'reassignment-ended': InPartition & { readonly replicas: readonly number[]; readonly done: boolean };
  readonly 'throttle-set': InPartition & { readonly brokers: readonly number[]; readonly rate: number };
  readonly 'throttle-cleared': { readonly topic: string; readonly brokers: readonly number[] };
  readonly 'reassignment-verified': InPartition & {
    readonly state: 'completed' | 'in-progress' | 'different';
    readonly replicas: readonly number[];
    readonly target: readonly number[];
    readonly othersMove: boolean;
  };
  readonly 'offsets-reset': {
    readonly group: string;
    readonly offsets: readonly { readonly before: number; readonly after: number }[];
    readonly warnings: readonly string[];
  };
  readonly 'records-deleted': InPartition & { readonly lowWatermark: number };
  readonly 'controller-elected': OnController & { readonly epoch: number };
  readonly 'controller-started': OnController;
  readonly 'controller-killed': OnController;
  readonly 'controller-stopped': OnController;
  readonly 'controller-paused': OnController;
  readonly 'controller-resumed': OnController;
  readonly 'quorum-lost': OnController & { readonly epoch: number };
  readonly 'broker-paused': OnBroker;
  readonly 'broker-resumed': OnBroker;
  readonly 'broker-unregistered': OnBroker;
  readonly 'broker-added': OnBroker;
  readonly 'broker-started': OnBroker;
  readonly 'broker-killed': OnBroker;
  readonly 'broker-stopping': OnBroker;
  readonly 'broker-stopped': OnBroker;
  readonly 'broker-registered': OnBroker & { readonly brokerEpoch: number; readonly unclean: boolean };
  readonly 'broker-unfenced': OnBroker;
  readonly 'broker-fenced': OnBroker & { readonly reason: 'session-expired' | 'shutdown' };
  readonly 'powered-off': object;
  readonly 'powered-on': object;
  readonly 'leader-elected': InPartition & {
    readonly leader: number;
    readonly previousLeader: number;
    readonly leaderEpoch: number;
    readonly reason:
      | 'session-expired'
      | 'controlled-shutdown'
      | 'broker-returned'
      | 'unclean-restart'
      | 'preferred'
      | 'isr-change'
      | 'reassignment'
      | 'unclean'
      | 'unregistered';
    readonly from: 'isr' | 'elr' | 'last-known-leader' | 'unclean';
    readonly causedBy: number;
  };
  readonly 'partition-leaderless': InPartition & {
    readonly previousLeader: number;
    readonly leaderEpoch: number;
    readonly elr: readonly number[];
  };
  readonly 'isr-changed': InPartition & {
    readonly before: readonly number[];
    readonly after: readonly number[];
    readonly by: 'leader' | 'controller';
    readonly minInsyncReplicas: number;
  };
  readonly truncated: InPartition &
    OnBroker & { readonly toOffset: number; readonly records: number; readonly acknowledged: number };
  readonly 'acknowledged-lost': InPartition & { readonly firstOffset: number; readonly records: number };
  readonly 'record-sent': InPartition & {
    readonly producer: string;
    readonly key: string | null;
    readonly hash: number | null;
    readonly partitions: number;
    readonly by: 'key' | 'sticky' | 'round-robin' | 'given';
  };
  readonly 'record-acknowledged': InPartition & { readonly producer: string; readonly offset: number };
  readonly 'produce-failed': InPartition & {
    readonly producer: string;
    readonly records: number;
    readonly error: string;
    readonly final: boolean;
  };
  readonly 'group-state': {
    readonly group: string;
    readonly state: 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead';
    readonly generation: number;
    readonly members: number;
  };
  readonly 'member-joined': { readonly group: string; readonly member: string };
  readonly 'member-left': {
    readonly group: string;
    readonly member: string;
    readonly reason: 'left' | 'session-expired' | 'rebalance-timeout';
  };
  readonly 'member-assigned': {
    readonly group: string;
    readonly member: string;
    readonly partitions: readonly InPartition[];
  };
  readonly 'consumer-crashed': { readonly group: string; readonly member: string };
  readonly 'consumer-stands': {
    readonly group: string;
    readonly member: string;
    readonly state: 'frozen' | 'unfrozen' | 'paused' | 'resumed';
  };
  readonly 'consumer-sought': {
    readonly member: string;
    readonly partitions: readonly string[];
    readonly to: number | 'beginning' | 'end';
  };
  readonly 'partitions-paused': {
    readonly member: string;
    readonly partitions: readonly string[];
    readonly paused: boolean;
  };
  readonly 'record-failed': InPartition & {
    readonly member: string;
    readonly offset: number;
    readonly attempt: number;
    readonly next: 'retry' | 'stop' | 'skip' | 'dead-letter';
  };
  readonly 'dead-letter-written': InPartition & { readonly member: string; readonly offset: number };
  readonly 'commit-failed': { readonly group: string; readonly member: string; readonly error: string };
  readonly 'consumer-failed': { readonly group: string; readonly member: string; readonly error: string };
  readonly 'coordinator-moved': OnBroker & { readonly group: string };
  readonly 'segment-rolled': InPartition & OnBroker & { readonly baseOffset: number };
  readonly 'segments-deleted': InPartition & OnBroker & { readonly segments: number; readonly logStartOffset: number };
  readonly 'segments-cleaned': InPartition &
    OnBroker & {
      readonly segmentsBefore: number;
      readonly segmentsAfter: number;
      readonly bytesBefore: number;
      readonly bytesAfter: number;
      readonly nextDirtyOffset: number;
    };
  readonly 'link-changed': {
    readonly from: number;
    readonly to: number;
    readonly state: 'cut' | 'healed' | 'slow' | 'normal' | 'lossy' | 'lossless';
  };
  readonly 'disk-changed': OnBroker & { readonly state: 'slow' | 'normal' | 'limited' | 'freed' };
  readonly 'log-dir-failed': InPartition & OnBroker;
  readonly 'rack-lost-power': { readonly rack: string; readonly brokers: readonly number[] };
  readonly 'producer-added': { readonly producer: string; readonly topic: string };
  readonly 'producer-changed': { readonly producer: string };
  readonly 'producer-removed': { readonly producer: string };
  readonly 'group-added': { readonly group: string; readonly members: number };
  readonly 'consumer-slowed': { readonly member: string; readonly processingUs: number };
  readonly 'network-changed': { readonly latencyUs: number };
  readonly 'chaos-changed': { readonly profile: 'gentle' | 'rough' | 'brutal' | null };
  readonly 'log-unreadable': InPartition & OnBroker & { readonly exception: string; readonly message: string };
  readonly 'broker-lost-power': OnBroker;
  readonly 'byte-written': OnBroker & {
    readonly path: string;
    readonly position: number;
    readonly before: number;
    readonly value: number;
  };
  readonly 'log-recovered': InPartition &
    OnBroker & {
      readonly atOffset: number;
      readonly recordsLost: number;
      readonly cut: {
        readonly file: string;
        readonly position: number;
        readonly bytes: number;
        readonly reason: 'INCOMPLETE' | 'CORRUPT';
      } | null;
    };
  readonly 'log-damaged': InPartition & OnBroker & { readonly atOffset: number; readonly recordsCut: number };
  readonly refused: {
    readonly command: { readonly do: ActName };
    readonly error: string;
    readonly message: string | null;
  };
}

export type Happening = keyof Happenings;

/** What a person may do, by the names the engine gives it. */
export type ActName =
  | 'stop-broker'
  | 'kill-broker'
  | 'start-broker'
  | 'power-off-broker'
  | 'power-off-rack'
  | 'slow-disk'
  | 'fill-disk'
  | 'free-disk'
  | 'lose-packets'
  | 'start-chaos'
  | 'stop-chaos'
  | 'write-byte'
  | 'add-broker'
  | 'unregister-broker'
  | 'cut-link'
  | 'heal-link'
  | 'slow-link'
  | 'change-network'
  | 'elect-preferred-leader'
  | 'elect-unclean-leader'
  | 'stop-controller'
  | 'kill-controller'
  | 'start-controller'
  | 'pause-controller'
  | 'resume-controller'
  | 'pause-broker'
  | 'resume-broker'
  | 'alter-topic-config'
  | 'alter-broker-config'
  | 'delete-topic'
  | 'delete-records'
  | 'reassign-partition'
  | 'verify-reassignment'
  | 'produce-record'
  | 'create-topic'
  | 'add-partitions'
  | 'add-producer'
  | 'change-producer'
  | 'remove-producer'
  | 'add-group'
  | 'add-consumer'
  | 'remove-consumer'
  | 'crash-consumer'
  | 'slow-consumer'
  | 'freeze-consumer'
  | 'unfreeze-consumer'
  | 'pause-consumer'
  | 'resume-consumer'
  | 'seek-consumer'
  | 'pause-partitions'
  | 'resume-partitions'
  | 'reset-offsets'
  | 'power-off'
  | 'power-on';
