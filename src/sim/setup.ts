import type { SerializerName } from '../kafka/config/serializers.ts';

/** What a run starts from: the cluster, its clients and its network. Plain data, part of the shared document. */
export interface ClusterSetup {
  readonly brokers: readonly BrokerSetup[];
  /**
   * Node id of the one KRaft controller, or of the first of several. One that is a broker's id makes that node combined
   * (process.roles=broker,controller); any other is dedicated.
   */
  readonly controllerId: number;
  /** All voters of the metadata quorum, when there are several (controller.quorum.voters); `controllerId` first. */
  readonly controllerIds?: readonly number[];
  readonly network: NetworkSetup;
  /** Static broker settings beyond Kafka's defaults, by Kafka's keys; set on every node. */
  readonly brokerConfigs: Readonly<Record<string, string>>;
  readonly topics: readonly TopicSetup[];
  readonly producers: readonly ProducerSetup[];
  readonly groups: readonly GroupSetup[];
}

/** The voters of the metadata quorum. */
export const votersOf = (setup: ClusterSetup): readonly number[] => setup.controllerIds ?? [setup.controllerId];

export interface BrokerSetup {
  readonly id: number;
  readonly rack: string | null;
}

export interface NetworkSetup {
  /** One way between any two nodes, microseconds. */
  readonly latencyUs: number;
  /** Uniformly added to the latency, 0…jitterUs microseconds. */
  readonly jitterUs: number;
  /** Bytes per second of a link; 0 means unlimited. */
  readonly bandwidth: number;
  /** Chance in millionths that a segment is lost and sent again after `retransmitUs`. */
  readonly lossPerMillion: number;
  readonly retransmitUs: number;
}

export interface TopicSetup {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

/**
 * `none`: null keys. `users`: user-1 … user-N, evenly drawn; the numbers alone where the serializer is not for texts.
 * `skewed`: half of all records carry user-1. `list`: these keys, one after the other and again from the first, or drawn.
 */
export type KeyPattern =
  | { readonly kind: 'none' }
  | { readonly kind: 'users'; readonly count: number }
  | { readonly kind: 'skewed'; readonly count: number }
  | { readonly kind: 'list'; readonly keys: readonly string[]; readonly order: 'given' | 'drawn' };

/**
 * When an application sends. `burst`: so many records at once, every `everyUs` microseconds. `count`: so many at its
 * rate, and then no more.
 */
export type LoadPattern =
  | { readonly kind: 'burst'; readonly records: number; readonly everyUs: number }
  | { readonly kind: 'count'; readonly records: number };

/** What an application sends. Texts of values and headers are templates (docs/formats.md). */
export interface RecordPattern {
  /** Absent: string. */
  readonly keySerializer?: SerializerName;
  readonly valueSerializer?: SerializerName;
  /** Absent: the client.id and the record's number, padded to `valueBytes`. null: every value is null. */
  readonly value?: string | null;
  readonly headers?: readonly { readonly key: string; readonly value: string | null }[];
  /** Of a hundred records so many are tombstones, drawn. */
  readonly tombstonePercent?: number;
  /** Every record says this partition. Absent: the partitioner chooses. */
  readonly partition?: number;
  /**
   * Every record says its time. `at`: this one, milliseconds since 1970. `late`: its own of up to so many milliseconds
   * ago, drawn.
   */
  readonly timestamp?:
    | { readonly kind: 'at'; readonly ms: number }
    | { readonly kind: 'late'; readonly upToMs: number };
}

export interface ProducerSetup {
  /** The client.id. */
  readonly id: string;
  readonly topic: string;
  /** Records per second; 0 sends only what is produced by hand. */
  readonly ratePerSecond: number;
  readonly keys: KeyPattern;
  readonly valueBytes: number;
  /** Absent: at its rate, for ever. */
  readonly load?: LoadPattern;
  readonly record?: RecordPattern;
  /** Further topics: the records go to them and to `topic` in turn. */
  readonly alsoTo?: readonly string[];
  /** Producer configs beyond Kafka's defaults, by Kafka's keys. */
  readonly configs: Readonly<Record<string, string>>;
}

export interface GroupSetup {
  /** The group.id. */
  readonly id: string;
  /** Empty with a `pattern`. */
  readonly topics: readonly string[];
  /** subscribe(Pattern): every topic whose whole name matches. */
  readonly pattern?: string;
  /** What the members' application does, besides processing records. Absent: nothing else. */
  readonly application?: ApplicationSetup;
  readonly members: readonly MemberSetup[];
  /** Consumer configs beyond Kafka's defaults, by Kafka's keys. */
  readonly configs: Readonly<Record<string, string>>;
}

export interface ApplicationSetup {
  /** It commits by itself, whatever enable.auto.commit says. */
  readonly commit?: {
    readonly call: 'commitSync' | 'commitAsync';
    /** Before or after the records are processed. */
    readonly when: 'before' | 'after';
    /** For every so many records; absent: once for all that a poll returned. */
    readonly records?: number;
  };
  readonly poison?: PoisonSetup;
}

/** Records on which the application throws, and what it then does. */
export interface PoisonSetup {
  /** key: this one. value: the text occurs in it. offset: every so many-th record of a partition. */
  readonly record:
    | { readonly by: 'key' | 'value'; readonly text: string }
    | { readonly by: 'offset'; readonly every: number };
  /** So many attempts fail, the next works. Absent: all fail. */
  readonly failures?: number;
  /** Attempts in place after the first, before it gives up; null: for ever. */
  readonly retries: number | null;
  /** Before each of these, milliseconds. */
  readonly backoffMs: number;
  /** stop: the exception leaves the poll loop, and the consumer is closed. */
  readonly giveUp: 'stop' | 'skip' | 'dead-letter';
  /** Absent: the record's topic with `.DLT` behind. */
  readonly deadLetterTopic?: string;
}

export interface MemberSetup {
  /** The client.id; unique in the whole cluster. */
  readonly id: string;
  /** Microseconds the application spends on a record before it polls again. */
  readonly processingUs: number;
  /** Its client.rack; absent: as the configs of its group say. */
  readonly rack?: string;
  /** Its group.instance.id: a static member. */
  readonly instanceId?: string;
  /** assign(): these partitions by hand, without group management. Absent: it subscribes. */
  readonly assign?: readonly { readonly topic: string; readonly partition: number }[];
}
