import type { Command, TimedCommand } from '../../sim/command.ts';
import type { ClusterSetup, GroupSetup, KeyPattern, NetworkSetup, ProducerSetup, TopicSetup } from '../../sim/setup.ts';

/**
 * 200 ms a hop: together with a few records a second every flight can be seen at the speed of a clock, while Kafka's
 * timeouts stay what they are.
 */
const slowNetwork: NetworkSetup = {
  latencyUs: 200_000,
  jitterUs: 20_000,
  bandwidth: 0,
  lossPerMillion: 0,
  retransmitUs: 200_000,
};

export type Clients = Pick<ClusterSetup, 'topics' | 'producers' | 'groups'>;

/** Three brokers in three racks, and the controller, node 100, or these voters. */
export function threeBrokers({ topics, producers, groups }: Clients, voters: readonly number[] = [100]): ClusterSetup {
  const [controllerId = 100, ...others] = voters;
  return {
    brokers: [
      { id: 1, rack: 'rack-a' },
      { id: 2, rack: 'rack-b' },
      { id: 3, rack: 'rack-c' },
    ],
    controllerId,
    ...(others.length > 0 && { controllerIds: voters }),
    network: slowNetwork,
    // Without NoOpRecords: they would fill the metadata log twice a second and hide what happens in it.
    brokerConfigs: { 'metadata.max.idle.interval.ms': '0' },
    topics,
    producers,
    groups,
  };
}

/**
 * Three replicas; a segment rolls after 15 s and is deleted after five minutes, so that rolling and retention can be
 * watched and a long run does not grow.
 */
export function topic(name: string, partitions: number, minInsyncReplicas: number): TopicSetup {
  const configs = {
    'min.insync.replicas': String(minInsyncReplicas),
    'segment.ms': '15000',
    'retention.ms': '300000',
  };
  return { name, partitions, replicationFactor: 3, configs };
}

export interface ProducerParts {
  readonly id: string;
  readonly topic: string;
  readonly ratePerSecond: number;
  readonly keys: KeyPattern;
  readonly acks: 'all' | '1';
}

export function producer({ id, topic: to, ratePerSecond, keys, acks }: ProducerParts): ProducerSetup {
  const configs = { acks, 'enable.idempotence': 'false' };
  return { id, topic: to, ratePerSecond, keys, valueBytes: 100, configs };
}

export const noKeys: KeyPattern = { kind: 'none' };

export function users(count: number): KeyPattern {
  return { kind: 'users', count };
}

/** `count` consumers `<id>-1` … that read from the start and take 20 ms a record. */
export function group(id: string, topics: readonly string[], count: number): GroupSetup {
  const members = Array.from({ length: count }, (_, i) => ({ id: `${id}-${i + 1}`, processingUs: 20_000 }));
  return { id, topics, members, configs: { 'auto.offset.reset': 'earliest' } };
}

/** A command at a simulated second. */
export function at(second: number, command: Command): TimedCommand {
  return { atUs: second * 1_000_000, command };
}
