import { allCodecs, loadCodecs } from '../src/kafka/record/codecs/load-codecs.ts';
import { presets } from '../src/scenario/presets/index.ts';
import type { Command, TimedCommand } from '../src/sim/command.ts';
import { advanceTo, eventCount, openRun, type RunOrigin, seekTo, stateHash } from '../src/sim/run.ts';

/** The whole of what may differ between two JavaScript engines, in one line a run. */
export interface HashedRun {
  readonly name: string;
  /** Hash at the end, and after so many events. */
  readonly hash: string;
  readonly events: number;
  /** The same moment again: back to an earlier one by checkpoint, and on. */
  readonly again: string;
}

const at = (second: number, command: Command): TimedCommand => ({ atUs: second * 1_000_000, command });

/** Every kind of fault and act that the engine knows. */
const troubles: readonly TimedCommand[] = [
  at(12, { do: 'produce-record', topic: 'orders', partition: null, key: '주문-7', value: '✓ café', acks: 'all' }),
  at(14, { do: 'kill-broker', broker: 1 }),
  at(16, { do: 'add-consumer', group: 'billing', member: 'billing-3', processingUs: 7000 }),
  at(26, { do: 'cut-link', from: 3, to: 2 }),
  at(30, { do: 'start-broker', broker: 1 }),
  at(31, { do: 'slow-link', from: 1, to: 3, latencyUs: 333_333 }),
  at(34, { do: 'crash-consumer', member: 'billing-1' }),
  at(36, { do: 'add-broker', broker: 4, rack: null }),
  at(40, { do: 'heal-link', from: 3, to: 2 }),
  at(41, { do: 'create-topic', topic: { name: 'late', partitions: 5, replicationFactor: 3, configs: {} } }),
  at(42, { do: 'add-partitions', topic: 'orders', total: 7 }),
  at(44, { do: 'produce-record', topic: 'late', partition: 3, key: null, value: null, acks: '1' }),
  at(47, { do: 'stop-broker', broker: 2 }),
  at(60, { do: 'power-off' }),
  at(63, { do: 'power-on' }),
  at(80, { do: 'elect-preferred-leader', topic: 'orders', partition: 0 }),
  at(82, { do: 'change-network', latencyUs: 1234, jitterUs: 567 }),
];

/** Loss, jitter and bandwidth, keys of every kind, every acks. */
const rough: RunOrigin = {
  seed: 20_260_105,
  startTimeMs: 1_767_603_600_000,
  setup: {
    brokers: [1, 2, 3].map((id) => ({ id, rack: `rack-${'abc'[id - 1]}` })),
    controllerId: 100,
    network: { latencyUs: 9000, jitterUs: 7000, bandwidth: 250_000, lossPerMillion: 20_000, retransmitUs: 200_000 },
    brokerConfigs: { 'replica.lag.time.max.ms': '10000' },
    topics: [
      {
        name: 'orders',
        partitions: 3,
        replicationFactor: 3,
        configs: { 'segment.ms': '15000', 'retention.ms': '20000' },
      },
    ],
    producers: (['all', '1', '0'] as const).map((acks, i) => ({
      id: `shop-${acks}`,
      topic: 'orders',
      ratePerSecond: 7 + i,
      keys: [{ kind: 'users', count: 50 } as const, { kind: 'skewed', count: 9 } as const, { kind: 'none' } as const][
        i
      ] ?? {
        kind: 'none',
      },
      valueBytes: 80,
      configs: { acks, 'enable.idempotence': 'false' },
    })),
    groups: [
      {
        id: 'billing',
        topics: ['orders'],
        members: [1, 2].map((n) => ({ id: `billing-${n}`, processingUs: 3000 })),
        configs: { 'auto.offset.reset': 'earliest', 'session.timeout.ms': '12000' },
      },
    ],
  },
  commands: troubles,
};

/** A producer for every codec, each into a topic of its own; one topic's batches are compressed anew by the broker. */
const compressed: RunOrigin = {
  ...rough,
  setup: {
    ...rough.setup,
    topics: allCodecs.map((name) => ({
      name,
      partitions: 1,
      replicationFactor: 2,
      configs: name === 'snappy' ? { 'compression.type': 'gzip', 'compression.gzip.level': '9' } : {},
    })),
    producers: allCodecs.map((name) => ({
      id: `shop-${name}`,
      topic: name,
      ratePerSecond: 60,
      keys: { kind: 'users', count: 30 } as const,
      valueBytes: 120,
      configs: { 'compression.type': name, 'linger.ms': '250', 'enable.idempotence': 'false' },
    })),
    groups: [],
  },
  commands: [],
};

/** Runs everything; the same lines come out of every engine. */
export async function hashedRuns(): Promise<HashedRun[]> {
  await loadCodecs(allCodecs);
  const runs: HashedRun[] = [hashed('rough', rough, 100), hashed('compressed', compressed, 20)];
  for (const { id, document } of presets) runs.push(hashed(id, document, document.momentUs / 1_000_000 + 30));
  return runs;
}

function hashed(name: string, origin: RunOrigin, seconds: number): HashedRun {
  const endUs = Math.floor(seconds * 1_000_000);
  const run = openRun(origin);
  advanceTo(run, endUs);
  const hash = stateHash(run);
  const events = eventCount(run);
  seekTo(run, Math.floor(endUs / 3));
  seekTo(run, endUs);
  return { name, hash, events, again: stateHash(run) };
}
