import type { TimedCommand } from '../../../command.ts';
import type { Schedule } from '../../../fuzz/schedule.ts';
import type { ProducerSetup, TopicSetup } from '../../../setup.ts';
import { group, origin, producer, seconds, setup, topic } from '../../../testing/small-cluster.ts';

/** A byte of a batch that was not flushed is overwritten while its broker is down after a crash. */
export const damagedDisk = (): Schedule[] =>
  [90, 400, 900].map((position) => ({
    origin: origin({
      setup: setup({ topics: [topic({ partitions: 1 })], producers: [producer({ ratePerSecond: 20 })], groups: [] }),
      commands: [
        { atUs: seconds(20), command: { do: 'kill-broker', broker: 2 } },
        {
          atUs: seconds(20),
          command: { do: 'write-byte', broker: 2, path: 'orders-0/00000000000000000000.log', position, value: 255 },
        },
        { atUs: seconds(21), command: { do: 'start-broker', broker: 2 } },
      ],
    }),
    troubleEndsUs: seconds(40),
    replayed: false,
  }));

/** Records that nobody can commit, because the only follower is gone, become older than retention.ms. */
export const uncommittedTail = (): Schedule[] => [
  {
    origin: origin({
      setup: setup({
        topics: [
          topic({
            replicationFactor: 2,
            configs: { 'min.insync.replicas': '2', 'segment.ms': '2000', 'retention.ms': '5000' },
          }),
        ],
        brokerConfigs: {
          'metadata.max.idle.interval.ms': '0',
          'log.initial.task.delay.ms': '3000',
          'log.retention.check.interval.ms': '5000',
        },
        producers: [producer({ ratePerSecond: 20, configs: { acks: '1', 'enable.idempotence': 'false' } })],
        groups: [],
      }),
      commands: [{ atUs: seconds(15), command: { do: 'kill-broker', broker: 2 } }],
    }),
    troubleEndsUs: seconds(60),
    replayed: false,
  },
];

/** `dies` is fetched from late by `late`, and is killed in the middle of it; then it comes back. */
function divergingLog(
  dies: number,
  late: number,
  killedAt: number,
  topics: TopicSetup,
  producers: ProducerSetup,
): Schedule {
  return {
    origin: origin({
      seed: dies * 10 + late,
      setup: setup({
        brokerConfigs: { 'metadata.max.idle.interval.ms': '0', 'replica.fetch.wait.max.ms': '5000' },
        network: { latencyUs: 5_000, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
        topics: [topics],
        producers: [producers],
        groups: [],
      }),
      commands: [
        { atUs: seconds(10), command: { do: 'slow-link', from: late, to: dies, latencyUs: 1_000_000 } },
        { atUs: seconds(killedAt), command: { do: 'kill-broker', broker: dies } },
        { atUs: seconds(killedAt + 10), command: { do: 'start-broker', broker: dies } },
      ],
    }),
    troubleEndsUs: seconds(40),
    replayed: false,
  };
}

/** Each broker in turn dies while each other one is late: logs end at different offsets when the next leader takes over. */
export function divergingLogs(): Schedule[] {
  const orders = topic({ partitions: 6, configs: { 'min.insync.replicas': '1' } });
  const schedules: Schedule[] = [];
  for (const acks of ['all', '1']) {
    const sends = producer({ ratePerSecond: 6, configs: { acks, 'enable.idempotence': 'false' } });
    for (const dies of [1, 2, 3]) {
      for (const late of [1, 2, 3]) {
        if (late !== dies) schedules.push(divergingLog(dies, late, 15 + dies * 0.3 + late * 0.45, orders, sends));
      }
    }
  }
  return schedules;
}

/** Consumers that begin at the latest offset ask for it all the time while a broker hands over what it leads. */
export function lateGroups(): Schedule[] {
  const groupAt = (at: number): TimedCommand => ({
    atUs: seconds(12) + at * 60_000,
    command: {
      do: 'add-group',
      group: { ...group(1), id: `late-${at}`, members: [{ id: `late-${at}`, processingUs: 1000 }], configs: latest },
    },
  });
  return [1].map((stops) => ({
    origin: origin({
      seed: stops,
      setup: setup({
        brokerConfigs: { 'metadata.max.idle.interval.ms': '0', 'group.initial.rebalance.delay.ms': '0' },
        network: { latencyUs: 100_000, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
        producers: [producer({ ratePerSecond: 40, configs: { acks: '1', 'enable.idempotence': 'false' } })],
      }),
      commands: [
        ...Array.from({ length: 50 }, (_, at) => groupAt(at)),
        // Those who follow the next leader come late.
        ...[1, 2, 3].map((from): TimedCommand => {
          const to = (from % 3) + 1;
          return { atUs: seconds(15.2), command: { do: 'slow-link', from, to, latencyUs: 1_500_000 } };
        }),
        { atUs: seconds(15.5), command: { do: 'stop-broker', broker: stops } },
      ],
    }),
    troubleEndsUs: seconds(19),
    replayed: false,
  }));
}

const latest = { 'auto.offset.reset': 'latest' };

/** Partitions of a topic with two replicas move to other brokers. */
export const moves = (): Schedule[] => [
  {
    origin: origin({
      setup: setup({
        brokers: [1, 2, 3, 4].map((id) => ({ id, rack: null })),
        topics: [topic({ replicationFactor: 2, configs: { 'min.insync.replicas': '1' } })],
        groups: [],
      }),
      commands: [0, 1, 2]
        .flatMap((partition) =>
          [
            [1, 2],
            [3, 4],
            [2, 3],
          ].map((replicas, at) => ({
            atUs: seconds(10 + at * 4),
            command: { do: 'reassign-partition' as const, topic: 'orders', partition, replicas },
          })),
        )
        .sort((x, y) => x.atUs - y.atUs),
    }),
    troubleEndsUs: seconds(24),
    replayed: false,
  },
];

/** Records are deleted up to the middle of a segment; then the retention task looks. */
export const deletedRecords = (): Schedule[] => [
  {
    origin: origin({
      setup: setup({
        brokerConfigs: {
          'metadata.max.idle.interval.ms': '0',
          'log.initial.task.delay.ms': '3000',
          'log.retention.check.interval.ms': '5000',
        },
        topics: [topic({ partitions: 1 })],
        producers: [producer({ ratePerSecond: 20 })],
        groups: [],
      }),
      commands: [{ atUs: seconds(15), command: { do: 'delete-records', topic: 'orders', partition: 0, offset: 40 } }],
    }),
    troubleEndsUs: seconds(30),
    replayed: false,
  },
];

/** Every replica of a topic is throttled to next to nothing while records arrive. */
export const throttledTopics = (): Schedule[] => [
  {
    origin: origin({
      setup: setup({
        topics: [topic({ configs: { 'leader.replication.throttled.replicas': '*', 'min.insync.replicas': '1' } })],
        producers: [producer({ ratePerSecond: 20 })],
        groups: [],
      }),
      commands: [
        {
          atUs: seconds(8),
          command: { do: 'alter-broker-config', broker: null, configs: { 'leader.replication.throttled.rate': '1' } },
        },
      ],
    }),
    troubleEndsUs: seconds(15),
    replayed: false,
  },
];

/** A broker dies, is kept in the ELR, comes back after its unclean shutdown and joins the ISR again. */
export const leavesAndReturns = (): Schedule[] => [
  {
    origin: origin({
      setup: setup({
        topics: [topic({ configs: { 'min.insync.replicas': '3' } })],
        producers: [producer({ ratePerSecond: 5 })],
        groups: [],
      }),
      commands: [
        { atUs: seconds(15), command: { do: 'kill-broker', broker: 2 } },
        { atUs: seconds(35), command: { do: 'start-broker', broker: 2 } },
      ],
    }),
    troubleEndsUs: seconds(60),
    replayed: false,
  },
];
