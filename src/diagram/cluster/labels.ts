import type {
  BrokerView,
  ControllerView,
  GroupView,
  LinkView,
  MemberView,
  PartitionView,
  ProducerView,
  ReplicaView,
  Snapshot,
  WaitView,
} from '../../sim/snapshot.ts';

/** Every word the diagram shows, in the reader's language. Config names and acks= are Kafka's and stay as they are. */
export interface ClusterLabels {
  /** Accessible name of the whole picture, with the word on arrow keys. */
  readonly diagram: string;
  readonly legend: ClusterLegendLabels;

  readonly controller: (id: number) => string;
  readonly metadataOffset: (offset: number) => string;
  readonly broker: (id: number) => string;
  /** Beside the name of a broker that is the active controller too. */
  readonly controllerRole: string;
  readonly brokerStates: Readonly<Record<BrokerView['state'], string>>;
  /** One folded internal topic on one broker. */
  readonly folded: (replicas: number, leaders: number) => string;
  readonly rack: (name: string) => string;

  readonly follower: string;
  readonly outOfSync: string;
  /** The broker of this replica does not run. */
  readonly offline: string;
  readonly noLeader: string;
  /** The broker still leads by its own belief; the controller has chosen another. */
  readonly deposed: string;
  /** Chosen by the controller, not yet told. */
  readonly elected: string;
  readonly highWatermark: (offset: number) => string;
  readonly logEndOffset: (offset: number) => string;
  readonly logStartOffset: (offset: number) => string;
  /** Heading of a partition's card in one column. */
  readonly partitionFacts: (partition: PartitionView) => string;

  /** When a producer sends how much: in few words, and with its keys in more; the first that fits is shown. */
  readonly load: (producer: ProducerView) => { readonly short: string; readonly long: string };
  /** What became of a producer's records, short. */
  readonly delivered: (producer: ProducerView) => string;

  readonly groupStates: Readonly<Record<GroupView['state'], string>>;
  readonly generation: (generation: number) => string;
  /** Of a group: from the committed offset to the log's end. */
  readonly lag: (records: number) => string;
  /** Of a consumer: from its position to the log's end, under the name of its metric. */
  readonly recordsLag: (records: number) => string;
  readonly idle: string;
  readonly memberStates: Readonly<Record<MemberView['state'], string>>;
  /** Further chips that have no room. */
  readonly more: (count: number) => string;

  readonly linkCut: string;
  readonly latency: (us: number) => string;

  /** Heading of the waits, for assistive technology. */
  readonly waits: string;
  readonly remaining: (us: number) => string;
  readonly skip: string;
  readonly waitSubject: (subject: WaitView['subject']) => string;

  readonly sentences: ClusterSentences;
}

export interface ClusterLegendLabels {
  readonly committed: string;
  readonly uncommitted: string;
  readonly follower: string;
  readonly missing: string;
  readonly committedOffset: string;
  readonly position: string;
  readonly lag: string;
  readonly active: string;
  readonly voter: string;
}

/** Accessible names: what a thing is and how it stands, in one sentence. */
export interface ClusterSentences {
  readonly controller: (controller: Snapshot['controller']) => string;
  /** `voter`: its part in the metadata quorum, when it is a controller too. */
  readonly broker: (broker: BrokerView, voter: ControllerView | null) => string;
  readonly rack: (name: string) => string;
  readonly topic: (name: string, broker: number, replicas: number, leaders: number) => string;
  readonly partition: (partition: PartitionView) => string;
  readonly replica: (partition: PartitionView, replica: ReplicaView) => string;
  readonly record: (partition: PartitionView, replica: ReplicaView, offset: number) => string;
  readonly producer: (producer: ProducerView) => string;
  readonly group: (group: GroupView) => string;
  readonly member: (group: GroupView, member: MemberView) => string;
  /** Both directions of one link, as far as they differ from the network's own. */
  readonly link: (from: number, to: number, directions: readonly LinkView[]) => string;
  readonly skip: (wait: WaitView) => string;
}
