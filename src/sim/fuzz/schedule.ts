import { nextBelow, type Prng, seedPrng } from '../../base/prng.ts';
import type { Command, TimedCommand } from '../command.ts';
import type { ClusterSetup, KeyPattern } from '../setup.ts';
import type { RunOrigin } from '../timeline.ts';
import { withQuorum } from './quorum-schedule.ts';

/** Acts come in the first part of a run; then faults end and the cluster is given time to recover. */
export interface Schedule {
  readonly origin: RunOrigin;
  /** Simulated microseconds at which the last act is over. */
  readonly troubleEndsUs: number;
}

const topic = 'orders';
const second = 1_000_000;

type Dice = (count: number) => number;
const pick = <T>(dice: Dice, from: readonly [T, ...T[]]): T => from[dice(from.length)] ?? from[0];

/** A cluster, clients, a network and a list of acts from the dice of one seed. */
export function scheduleFrom(seed: number): Schedule {
  const prng: Prng = seedPrng(seed);
  const dice: Dice = (count) => nextBelow(prng, count);
  const setup = setupFrom(dice);
  const commands: TimedCommand[] = [];
  let atUs = 10 * second;
  const acts = 6 + dice(18);
  for (let i = 0; i < acts; i++) {
    atUs += dice(8) === 0 ? dice(25 * second) : dice(4 * second);
    commands.push({ atUs, command: actFrom(dice, setup, i) });
  }
  return withQuorum({ origin: { seed, startTimeMs: 1_767_603_600_000, setup, commands }, troubleEndsUs: atUs });
}

function setupFrom(dice: Dice): ClusterSetup {
  const brokers = 2 + dice(4);
  const replicationFactor = 1 + dice(Math.min(3, brokers));
  const keys = pick<KeyPattern>(dice, [{ kind: 'none' }, { kind: 'users', count: 20 }, { kind: 'skewed', count: 5 }]);
  const acks = pick(dice, ['all', 'all', '1', '0']);
  return {
    brokers: Array.from({ length: brokers }, (_, at) => ({
      id: at + 1,
      rack: dice(2) === 0 ? null : `rack-${at % 2}`,
    })),
    controllerId: 100,
    network: {
      latencyUs: pick(dice, [300, 5000, 40_000, 200_000]),
      jitterUs: pick(dice, [0, 2000, 20_000]),
      bandwidth: pick(dice, [0, 0, 500_000]),
      lossPerMillion: pick(dice, [0, 0, 10_000]),
      retransmitUs: 200_000,
    },
    brokerConfigs: {
      'metadata.max.idle.interval.ms': '0',
      'offsets.topic.num.partitions': '2',
      'offsets.topic.replication.factor': String(Math.min(3, brokers)),
      'eligible.leader.replicas.version': pick(dice, ['1', '1', '0']),
      'replica.lag.time.max.ms': pick(dice, ['30000', '8000']),
      'log.retention.check.interval.ms': '10000',
      'leader.imbalance.check.interval.seconds': pick(dice, ['300', '20']),
    },
    topics: [
      {
        name: topic,
        partitions: 1 + dice(4),
        replicationFactor,
        configs: {
          'min.insync.replicas': String(1 + dice(replicationFactor)),
          'cleanup.policy': keys.kind === 'skewed' ? 'compact' : 'delete',
          'segment.ms': pick(dice, ['604800000', '10000']),
          'retention.ms': pick(dice, ['604800000', '30000']),
        },
      },
    ],
    producers: [
      {
        id: 'shop',
        topic,
        ratePerSecond: pick(dice, [2, 10, 40]),
        keys,
        valueBytes: 30,
        configs: {
          acks,
          'enable.idempotence': 'false',
          'max.in.flight.requests.per.connection': pick(dice, ['5', '1']),
        },
      },
    ],
    groups: [
      {
        id: 'billing',
        topics: [topic],
        members: Array.from({ length: 1 + dice(3) }, (_, at) => ({ id: `billing-${at}`, processingUs: 1000 })),
        configs: {
          'auto.offset.reset': 'earliest',
          'session.timeout.ms': pick(dice, ['45000', '10000']),
          'enable.auto.commit': pick(dice, ['true', 'true', 'false']),
        },
      },
    ],
  };
}

/** Any act, also one that makes no sense now: it is then refused, which has to be harmless as well. */
function actFrom(dice: Dice, setup: ClusterSetup, number: number): Command {
  const broker = 1 + dice(setup.brokers.length);
  const node = dice(6) === 0 ? setup.controllerId : 1 + dice(setup.brokers.length);
  const partition = dice(setup.topics[0]?.partitions ?? 1);
  const member = `billing-${dice(3)}`;
  const acts: readonly [() => Command, ...(() => Command)[]] = [
    () => ({ do: 'kill-broker', broker }),
    () => ({ do: 'power-off-broker', broker }),
    () => ({ do: 'stop-broker', broker }),
    () => ({ do: 'start-broker', broker }),
    () => ({ do: 'start-broker', broker }),
    () => ({ do: 'start-broker', broker }),
    () => ({ do: 'cut-link', from: broker, to: node }),
    () => ({ do: 'cut-link', from: broker, to: node }),
    () => ({ do: 'heal-link', from: broker, to: node }),
    () => ({ do: 'slow-link', from: broker, to: node, latencyUs: 50_000 * (1 + dice(40)) }),
    () => ({ do: 'slow-link', from: broker, to: node, latencyUs: null }),
    () => ({ do: 'elect-preferred-leader', topic, partition }),
    () => ({
      do: 'produce-record',
      topic,
      partition: null,
      key: `k${dice(9)}`,
      value: 'by hand',
      acks: pick(dice, ['all', '1', '0']),
    }),
    () => ({ do: 'add-partitions', topic, total: 2 + dice(5) }),
    () => ({
      do: 'create-topic',
      topic: { name: `t${dice(3)}`, partitions: 1 + dice(3), replicationFactor: 1 + dice(3), configs: {} },
    }),
    () => ({ do: 'add-consumer', group: 'billing', member: `added-${number}`, processingUs: dice(3) * 30_000 }),
    () => ({ do: 'remove-consumer', member }),
    () => ({ do: 'crash-consumer', member }),
    () => ({ do: 'slow-consumer', member, processingUs: dice(400_000) }),
    () => ({
      do: 'change-producer',
      producer: 'shop',
      ratePerSecond: 1 + dice(30),
      acks: pick(dice, ['all', '1', '0']),
    }),
    () => ({ do: 'change-network', latencyUs: 200 + dice(300_000), jitterUs: dice(30_000) }),
    () => ({ do: 'add-broker', broker: setup.brokers.length + 1, rack: null }),
    () => ({ do: 'power-off' }),
    () => ({ do: 'power-on' }),
    () => ({ do: 'power-on' }),
  ];
  return acts[dice(acts.length)]?.() ?? acts[0]();
}
