import { type ClusterSetup, type GroupSetup, type KeyPattern, type TopicSetup, votersOf } from '../setup.ts';
import { type Dice, pick } from './dice.ts';

const topic = 'orders';

/** A small cluster in a network that is good or bad, one topic, one application that sends and one group that reads. */
export function clusterFrom(dice: Dice): ClusterSetup {
  const setup = withDedicatedControllers(dice);
  return { ...setup, ...pick(dice, [dedicated, dedicated, combined, mixed])(setup) };
}

type Voters = Pick<ClusterSetup, 'controllerId' | 'controllerIds'>;

const dedicated = (): Partial<Voters> => ({});

/** process.roles=broker,controller on as many brokers as there are voters; what is missing is dedicated. */
const combined = (setup: ClusterSetup): Voters =>
  withVoters(votersOf(setup).map((id, at) => setup.brokers[at]?.id ?? id));

const mixed = (setup: ClusterSetup): Voters =>
  withVoters(votersOf(setup).map((id, at) => (at % 2 === 0 ? (setup.brokers[at]?.id ?? id) : id)));

function withVoters(ids: readonly number[]): Voters {
  const [controllerId = 1] = ids;
  return ids.length > 1 ? { controllerId, controllerIds: ids } : { controllerId };
}

function withDedicatedControllers(dice: Dice): ClusterSetup {
  const brokers = 2 + dice(4);
  const keys = pick<KeyPattern>(dice, [{ kind: 'none' }, { kind: 'users', count: 20 }, { kind: 'skewed', count: 5 }]);
  const voters = pick(dice, [1, 1, 1, 3, 3, 5]);
  return {
    brokers: Array.from({ length: brokers }, (_, at) => ({
      id: at + 1,
      rack: dice(2) === 0 ? null : `rack-${at % 2}`,
    })),
    controllerId: 100,
    ...(voters > 1 && { controllerIds: Array.from({ length: voters }, (_, at) => 100 + at) }),
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
      'replica.high.watermark.checkpoint.interval.ms': pick(dice, ['5000', '1000']),
      'log.retention.check.interval.ms': '10000',
      'log.initial.task.delay.ms': pick(dice, ['30000', '3000']),
      'log.cleaner.backoff.ms': pick(dice, ['15000', '3000']),
      'leader.imbalance.check.interval.seconds': pick(dice, ['300', '20']),
      'unclean.leader.election.interval.ms': pick(dice, ['300000', '10000']),
    },
    topics: [topicFrom(dice, Math.min(3, brokers), keys.kind === 'skewed')],
    producers: Array.from({ length: 1 + dice(2) }, (_, at) => ({
      id: at === 0 ? 'shop' : 'till',
      topic,
      ratePerSecond: pick(dice, [2, 6, 20]),
      keys,
      valueBytes: 30,
      configs: {
        ...pick(dice, [sure, sure, unsure('all'), unsure('1'), unsure('0')]),
        'max.in.flight.requests.per.connection': pick(dice, ['5', '1']),
        ...(dice(4) === 0 && { 'linger.ms': '200' }),
      },
    })),
    groups: ['billing', 'audit'].slice(0, 1 + dice(2)).map((id) => groupFrom(dice, id)),
  };
}

const classOf = (name: string): string => `org.apache.kafka.clients.consumer.${name}Assignor`;

/** partition.assignment.strategy; absent: Kafka's default. */
const strategies: readonly [string | null, ...(string | null)[]] = [
  null,
  classOf('Range'),
  classOf('RoundRobin'),
  classOf('Sticky'),
  classOf('CooperativeSticky'),
  classOf('CooperativeSticky'),
  `${classOf('CooperativeSticky')},${classOf('Range')}`,
];

/** A group of one to four members, all of them static or none. */
export function groupFrom(dice: Dice, id: string): GroupSetup {
  const isStatic = dice(3) === 0;
  const strategy = pick(dice, strategies);
  return {
    id,
    topics: dice(3) === 0 ? [topic, 't0'] : [topic],
    members: Array.from({ length: 1 + dice(4) }, (_, at) => ({
      id: `${id}-${at}`,
      processingUs: 1000,
      ...(isStatic && { instanceId: `${id}-instance-${at}` }),
    })),
    configs: {
      'auto.offset.reset': pick(dice, ['earliest', 'latest']),
      'session.timeout.ms': pick(dice, ['45000', '10000']),
      'max.poll.interval.ms': pick(dice, ['300000', '300000', '15000']),
      'max.poll.records': pick(dice, ['500', '10']),
      'enable.auto.commit': pick(dice, ['true', 'true', 'false']),
      'auto.commit.interval.ms': pick(dice, ['5000', '1000']),
      ...(strategy !== null && { 'partition.assignment.strategy': strategy }),
    },
  };
}

const sure = { acks: 'all', 'enable.idempotence': 'true' };
const unsure = (acks: string) => ({ acks, 'enable.idempotence': 'false' });

function topicFrom(dice: Dice, brokers: number, compacted: boolean): TopicSetup {
  const replicationFactor = 1 + dice(brokers);
  return {
    name: topic,
    partitions: 1 + dice(4),
    replicationFactor,
    configs: {
      'min.insync.replicas': String(1 + dice(replicationFactor)),
      'cleanup.policy': compacted ? 'compact' : 'delete',
      'segment.ms': pick(dice, ['604800000', '10000', '2000']),
      'retention.ms': pick(dice, ['604800000', '30000']),
      ...(compacted && dice(2) === 0 && { 'min.cleanable.dirty.ratio': '0.01' }),
      ...(dice(6) === 0 && { 'unclean.leader.election.enable': 'true' }),
    },
  };
}
