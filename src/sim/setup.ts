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

/** `none`: null keys. `users`: user-1 … user-N, evenly drawn. `skewed`: half of all records carry user-1. */
export type KeyPattern =
  | { readonly kind: 'none' }
  | { readonly kind: 'users'; readonly count: number }
  | { readonly kind: 'skewed'; readonly count: number };

export interface ProducerSetup {
  /** The client.id. */
  readonly id: string;
  readonly topic: string;
  /** Records per second; 0 sends only what is produced by hand. */
  readonly ratePerSecond: number;
  readonly keys: KeyPattern;
  readonly valueBytes: number;
  /** Producer configs beyond Kafka's defaults, by Kafka's keys. */
  readonly configs: Readonly<Record<string, string>>;
}

export interface GroupSetup {
  /** The group.id. */
  readonly id: string;
  readonly topics: readonly string[];
  readonly members: readonly MemberSetup[];
  /** Consumer configs beyond Kafka's defaults, by Kafka's keys. */
  readonly configs: Readonly<Record<string, string>>;
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
}
