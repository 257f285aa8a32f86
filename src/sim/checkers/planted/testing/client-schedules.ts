import type { TimedCommand } from '../../../command.ts';
import type { Schedule } from '../../../fuzz/schedule.ts';
import { group, origin, producer, seconds, setup, topic } from '../../../testing/small-cluster.ts';

/** A leader stands still for longer than its producer waits, and then finds the same requests twice. */
export const repeatedRequests = (): Schedule[] => [
  {
    origin: origin({
      setup: setup({
        brokers: [{ id: 1, rack: null }],
        brokerConfigs: {
          'metadata.max.idle.interval.ms': '0',
          'offsets.topic.replication.factor': '1',
          'broker.session.timeout.ms': '60000',
        },
        topics: [topic({ partitions: 1, replicationFactor: 1, configs: {} })],
        producers: [
          producer({ ratePerSecond: 10, configs: { 'request.timeout.ms': '3000', 'delivery.timeout.ms': '60000' } }),
        ],
        groups: [],
      }),
      commands: [
        { atUs: seconds(15), command: { do: 'pause-broker', broker: 1 } },
        { atUs: seconds(20), command: { do: 'resume-broker', broker: 1 } },
      ],
    }),
    troubleEndsUs: seconds(30),
    replayed: false,
  },
];

/** A static member crashes and is back before its session is over. */
export const staticReturns = (): Schedule[] => {
  const members = [1, 2, 3].map((at) => ({ id: `billing-${at}`, processingUs: 1000, instanceId: `billing-at-${at}` }));
  return [
    {
      origin: origin({
        setup: setup({ groups: [{ ...group(3), members }] }),
        commands: [
          { atUs: seconds(20), command: { do: 'crash-consumer', member: 'billing-2' } },
          {
            atUs: seconds(25),
            command: {
              do: 'add-consumer',
              group: 'billing',
              member: 'billing-2',
              processingUs: 1000,
              instanceId: 'billing-at-2',
            },
          },
        ],
      }),
      troubleEndsUs: seconds(40),
      replayed: false,
    },
  ];
};

/** Each broker stops in turn, so that every coordinator moves; a member has just died, and others get what it had. */
export const movingCoordinators = (): Schedule[] => [
  {
    origin: origin({
      setup: setup({
        groups: [group(4, { configs: { 'auto.offset.reset': 'earliest', 'session.timeout.ms': '10000' } })],
      }),
      commands: [1, 2, 3].flatMap((at): TimedCommand[] => [
        { atUs: seconds(25 * at - 5), command: { do: 'crash-consumer', member: `billing-${at}` } },
        { atUs: seconds(25 * at - 4), command: { do: 'stop-broker', broker: at } },
        { atUs: seconds(25 * at + 10), command: { do: 'start-broker', broker: at } },
      ]),
    }),
    troubleEndsUs: seconds(95),
    replayed: false,
  },
];

/** Members come to a group one after another behind a network of many speeds. */
export const growingGroups = (): Schedule[] => [
  {
    origin: origin({
      setup: setup({
        network: { latencyUs: 5_000, jitterUs: 50_000, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
        topics: [topic({ partitions: 7 })],
        groups: [group(2)],
      }),
      commands: [1, 2, 3, 4].map((at) => ({
        atUs: seconds(15 + at * 8),
        command: { do: 'add-consumer', group: 'billing', member: `late-${at}`, processingUs: 1000 },
      })),
    }),
    troubleEndsUs: seconds(60),
    replayed: false,
  },
];
