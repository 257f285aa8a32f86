import type { ConfigOwner } from './problem.ts';

export interface ConfigRange {
  readonly min?: number;
  readonly max?: number;
  /** Allowed besides the range: Kafka's "off". */
  readonly or?: number;
}

/**
 * Narrower ranges than Kafka's where its own would let one document stall or fill the tab: something that would happen
 * thousands of times a simulated second, or partitions without end.
 */
export const configLimits: Readonly<Record<ConfigOwner, ReadonlyMap<string, ConfigRange>>> = {
  topic: new Map([
    ['segment.ms', { min: 100 }],
    ['internal.segment.bytes', { min: 512 }],
  ]),
  broker: new Map<string, ConfigRange>([
    ['broker.heartbeat.interval.ms', { min: 50 }],
    ['broker.session.timeout.ms', { min: 100 }],
    ['leader.imbalance.check.interval.seconds', { min: 1 }],
    ['log.retention.check.interval.ms', { min: 100 }],
    ['log.roll.ms', { min: 100 }],
    ['metadata.max.idle.interval.ms', { min: 50, or: 0 }],
    ['num.partitions', { max: 60 }],
    ['offsets.topic.num.partitions', { max: 50 }],
    ['offsets.topic.replication.factor', { min: 1, max: 12 }],
    ['replica.fetch.backoff.ms', { min: 10 }],
    ['replica.fetch.wait.max.ms', { min: 10 }],
    ['replica.high.watermark.checkpoint.interval.ms', { min: 50 }],
    ['replica.lag.time.max.ms', { min: 100 }],
  ]),
  producer: new Map([
    ['metadata.max.age.ms', { min: 100 }],
    ['request.timeout.ms', { min: 10 }],
    ['retry.backoff.ms', { min: 10 }],
    ['retry.backoff.max.ms', { min: 10 }],
  ]),
  consumer: new Map([
    ['auto.commit.interval.ms', { min: 50 }],
    ['fetch.max.wait.ms', { min: 10 }],
    ['heartbeat.interval.ms', { min: 50 }],
    ['metadata.max.age.ms', { min: 100 }],
    ['request.timeout.ms', { min: 10 }],
    ['retry.backoff.ms', { min: 10 }],
    ['retry.backoff.max.ms', { min: 10 }],
  ]),
};

/** What the document says elsewhere, or what differs from node to node. */
export const configsSetElsewhere: Readonly<Record<ConfigOwner, readonly string[]>> = {
  topic: [],
  broker: [
    'advertised.listeners',
    'broker.id',
    'broker.rack',
    'controller.listener.names',
    'controller.quorum.bootstrap.servers',
    'controller.quorum.voters',
    'listeners',
    'log.dir',
    'log.dirs',
    'metadata.log.dir',
    'node.id',
    'process.roles',
  ],
  producer: ['bootstrap.servers', 'client.id'],
  consumer: ['bootstrap.servers', 'client.id', 'group.id', 'group.instance.id'],
};
