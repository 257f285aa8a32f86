import type { ApiName } from '../../../kafka/protocol/requests.ts';
import type {
  BrokerView,
  ControllerView,
  GroupView,
  MemberView,
  PartitionView,
  ProducerView,
  ReplicaView,
  Snapshot,
} from '../../../sim/snapshot.ts';
import { packetApis, packetFields, packetStride } from '../packet-rows.ts';

type Changes<T> = { readonly [K in keyof T]?: T[K] };

/** A whole snapshot of three idle brokers with nothing on them; name what differs. */
export function snapshotOf(changes: Changes<Snapshot> = {}): Snapshot {
  return {
    atUs: 41_280_000,
    startTimeMs: 0,
    controller: { id: 100, metadataOffset: 57, running: true },
    controllers: [voterOf(100, 100)],
    network: { latencyUs: 200_000, jitterUs: 0 },
    brokers: [1, 2, 3].map((id) => brokerOf(id)),
    topics: [],
    clusterConfigs: {},
    topicDefaults: {},
    partitions: [],
    producers: [],
    groups: [],
    links: [],
    waits: [],
    evidence: {
      acknowledged: 0,
      acknowledgedLost: 0,
      duplicated: 0,
      reordered: 0,
      processedTwice: 0,
      skipped: 0,
      outOfOrder: 0,
      unavailableUs: 0,
      stoodStillUs: 0,
    },
    packets: new Float64Array(0),
    ...changes,
  };
}

/** A voter of the metadata quorum; nodes that are brokers too make them combined. */
export function voterOf(id: number, leaderId: number): ControllerView {
  const role = id === leaderId ? 'leader' : 'follower';
  const offsets = { logEndOffset: 58, highWatermark: 58 };
  return { id, state: 'running', role, active: id === leaderId, epoch: 1, leaderId, ...offsets };
}

export function brokerOf(id: number, changes: Changes<BrokerView> = {}): BrokerView {
  return {
    id,
    rack: `rack-${String.fromCharCode(96 + id)}`,
    state: 'running',
    fenced: false,
    brokerEpoch: 4 + id,
    metadataOffset: 57,
    configs: {},
    leaders: 2,
    replicas: 6,
    logBytes: 4096,
    throttle: {},
    internal: [{ topic: '__consumer_offsets', replicas: 50, leaders: 17 }],
    ...changes,
  };
}

export function replicaOf(broker: number, changes: Changes<ReplicaView> = {}): ReplicaView {
  return {
    broker,
    role: 'follower',
    inSync: true,
    logStartOffset: 0,
    logEndOffset: 24,
    highWatermark: 24,
    lastEpoch: 0,
    sizeInBytes: 2400,
    segments: 1,
    ...changes,
  };
}

/** A partition whose first replica leads, unless told otherwise. */
export function partitionOf(
  topic: string,
  partition: number,
  replicas: readonly ReplicaView[],
  changes: Changes<PartitionView> = {},
): PartitionView {
  const leader = changes.leader ?? replicas[0]?.broker ?? -1;
  return {
    topic,
    partition,
    index: partition,
    internal: false,
    leader,
    preferredLeader: replicas[0]?.broker ?? -1,
    leaderEpoch: 0,
    partitionEpoch: 0,
    isr: replicas.filter((replica) => replica.inSync).map((replica) => replica.broker),
    elr: [],
    addingReplicas: [],
    removingReplicas: [],
    unavailableUs: 0,
    minInsyncReplicas: 1,
    replicas: replicas.map((replica) =>
      replica.broker === leader && replica.role === 'follower' ? { ...replica, role: 'leader' } : replica,
    ),
    recentKeys: [],
    ...changes,
  };
}

export function producerOf(id: string, topic: string, changes: Changes<ProducerView> = {}): ProducerView {
  return {
    id,
    node: 1000,
    topic,
    ratePerSecond: 20,
    keys: { kind: 'users', count: 8 },
    acks: 'all',
    configs: {},
    sent: 120,
    acknowledged: 118,
    failed: 0,
    pending: 2,
    retrying: false,
    restarting: false,
    ...changes,
  };
}

export function memberOf(id: string, changes: Changes<MemberView> = {}): MemberView {
  return {
    id,
    node: 2000,
    memberId: `${id}-4f1c`,
    state: 'stable',
    generation: 3,
    leader: false,
    assigned: [],
    processingUs: 1000,
    processed: 40,
    lag: 0,
    partitions: [],
    application: { does: 'polling', record: null, attempt: 1, pausedPartitions: [] },
    paused: false,
    lastCommit: null,
    ...changes,
  };
}

export function groupOf(
  id: string,
  topics: readonly string[],
  members: readonly MemberView[],
  changes: Changes<GroupView> = {},
): GroupView {
  return {
    id,
    topics,
    configs: {},
    state: 'Stable',
    generation: 3,
    coordinator: 1,
    offsetsPartition: 17,
    members,
    offsets: [],
    lag: 0,
    processedTwice: 0,
    skipped: 0,
    ...changes,
  };
}

export type PacketRow = { readonly from: number; readonly to: number } & {
  readonly [F in Exclude<(typeof packetFields)[number], 'from' | 'to' | 'api' | 'isResponse'>]?: number;
} & { readonly api?: ApiName; readonly isResponse?: boolean };

/** Rows as the engine sends them. */
export function packetRows(rows: readonly PacketRow[]): Float64Array {
  const out = new Float64Array(rows.length * packetStride);
  rows.forEach((row, i) => {
    const values: Record<(typeof packetFields)[number], number> = {
      sentAtUs: 0,
      arrivesAtUs: 1,
      records: 0,
      partitionIndex: -1,
      bytes: 100,
      id: i,
      ...row,
      api: packetApis.indexOf(row.api ?? 'Produce'),
      isResponse: row.isResponse ? 1 : 0,
    };
    packetFields.forEach((field, at) => {
      out[i * packetStride + at] = values[field];
    });
  });
  return out;
}

export interface GridOptions {
  readonly brokers?: number;
  /** Replication factor. */
  readonly replicas?: number;
  /** Partitions by topic. */
  readonly topics?: Readonly<Record<string, number>>;
  readonly producers?: number;
  readonly groups?: number;
  /** Of each group. */
  readonly members?: number;
  /** One rack a broker (default), all in one rack, or none. */
  readonly racks?: 'each' | 'one' | 'none';
  /** Log end offset of every replica. */
  readonly end?: number;
}

/** A healthy cluster of any size: leaders and replicas striped over the brokers. */
export function gridSnapshot(options: GridOptions = {}): Snapshot {
  const { brokers = 3, replicas = 3, topics = { orders: 3, clicks: 3 }, racks = 'each', end = 24 } = options;
  const rackOf = (id: number) =>
    racks === 'none' ? null : racks === 'one' ? 'rack-a' : `rack-${String.fromCharCode(96 + id)}`;
  const names = Object.keys(topics);
  const partitions = names.flatMap((topic) =>
    Array.from({ length: topics[topic] ?? 0 }, (_, partition) => ({ topic, partition })),
  );
  const views = partitions.map(({ topic, partition }, index) => {
    const hosts = Array.from({ length: Math.min(replicas, brokers) }, (_, i) => ((index + i) % brokers) + 1);
    const logs = hosts.map((id) => replicaOf(id, { logEndOffset: end, highWatermark: end }));
    return partitionOf(topic, partition, logs, {
      index,
      recentKeys: Array.from({ length: 40 }, (_, i) => (i * 5 + index) % 8),
    });
  });
  return snapshotOf({
    brokers: Array.from({ length: brokers }, (_, i) => brokerOf(i + 1, { rack: rackOf(i + 1) })),
    topics: names.map((name) => ({
      name,
      topicId: name,
      internal: false,
      partitions: topics[name] ?? 0,
      replicationFactor: replicas,
      minInsyncReplicas: 1,
      configs: {},
    })),
    partitions: views,
    producers: Array.from({ length: options.producers ?? names.length }, (_, i) =>
      producerOf(i === 0 ? 'checkout' : i === 1 ? 'web-clicks' : `producer-${i}`, names[i % names.length] ?? '', {
        node: 1000 + i,
      }),
    ),
    groups: Array.from({ length: options.groups ?? 1 }, (_, g) =>
      gridGroup(g, options.members ?? 3, names, views, end),
    ),
  });
}

function gridGroup(
  g: number,
  members: number,
  topics: readonly string[],
  partitions: readonly PartitionView[],
  end: number,
): GroupView {
  const id = ['billing', 'search', 'fraud-detection', 'audit'][g] ?? `group-${g}`;
  const share = Math.max(1, Math.ceil(partitions.length / Math.max(1, members)));
  const list = Array.from({ length: members }, (_, i) =>
    memberOf(`${id}-${i + 1}`, {
      node: 2000 + g * 100 + i,
      assigned: partitions.slice(i * share, (i + 1) * share),
      lag: i * 3,
      leader: i === 0,
    }),
  );
  const offsets = partitions.map(({ topic, partition }) => {
    const committed = Math.max(0, end - 2 - ((partition + g) % 4));
    return { topic, partition, committed, position: Math.min(end, committed + 1), lag: end - committed };
  });
  return groupOf(id, topics, list, { offsets, lag: offsets.reduce((sum, offset) => sum + offset.lag, 0) });
}
