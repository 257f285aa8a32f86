import { openRun, type Run, type RunOrigin } from '../run.ts';
import type { ClusterSetup, GroupSetup, ProducerSetup, TopicSetup } from '../setup.ts';

export const topic = (changes: Partial<TopicSetup> = {}): TopicSetup => ({
  name: 'orders',
  partitions: 3,
  replicationFactor: 3,
  configs: { 'min.insync.replicas': '2' },
  ...changes,
});

export const producer = (changes: Partial<ProducerSetup> = {}): ProducerSetup => ({
  id: 'checkout',
  topic: 'orders',
  ratePerSecond: 3,
  keys: { kind: 'users', count: 20 },
  valueBytes: 40,
  configs: { 'enable.idempotence': 'false' },
  ...changes,
});

export const group = (members: number, changes: Partial<GroupSetup> = {}): GroupSetup => ({
  id: 'billing',
  topics: ['orders'],
  members: Array.from({ length: members }, (_, at) => ({ id: `billing-${at + 1}`, processingUs: 1000 })),
  configs: { 'auto.offset.reset': 'earliest' },
  ...changes,
});

/** Three brokers in three racks behind a slow network, one topic, one producer, one group of two. */
export const setup = (changes: Partial<ClusterSetup> = {}): ClusterSetup => ({
  brokers: [1, 2, 3].map((id) => ({ id, rack: `rack-${'abc'[id - 1]}` })),
  controllerId: 100,
  network: { latencyUs: 20_000, jitterUs: 2_000, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
  brokerConfigs: { 'metadata.max.idle.interval.ms': '0' },
  topics: [topic()],
  producers: [producer()],
  groups: [group(2)],
  ...changes,
});

export const origin = (changes: Partial<RunOrigin> = {}): RunOrigin => ({
  seed: 7,
  startTimeMs: 1_700_000_000_000,
  setup: setup(),
  commands: [],
  ...changes,
});

export const cluster = (changes: Partial<ClusterSetup> = {}, seed = 7): Run =>
  openRun(origin({ setup: setup(changes), seed }));

export const seconds = (count: number): number => Math.round(count * 1_000_000);
