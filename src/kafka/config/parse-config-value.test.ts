import { expect, test } from 'vitest';
import { brokerConfigs } from './broker-configs.ts';
import type { ConfigDef, ConfigValue } from './config-def.ts';
import { consumerConfigs } from './consumer-configs.ts';
import { parseConfigValue } from './parse-config-value.ts';
import { producerConfigs } from './producer-configs.ts';
import { topicConfigs } from './topic-configs.ts';

const tables = { topic: topicConfigs, producer: producerConfigs, consumer: consumerConfigs, broker: brokerConfigs };

function parse(of: keyof typeof tables, name: string, text: string) {
  const def = tables[of].find((candidate) => candidate.name === name) as ConfigDef;
  return parseConfigValue(def, text);
}

// What the ConfigDefs of Kafka 4.3.1 answered.
const accepted: readonly (readonly [of: keyof typeof tables, name: string, text: string, value: ConfigValue])[] = [
  ['topic', 'min.insync.replicas', '+5', 5],
  ['topic', 'min.insync.replicas', ' 7 ', 7],
  ['topic', 'cleanup.policy', 'compact', ['compact']],
  ['topic', 'cleanup.policy', 'delete,compact', ['delete', 'compact']],
  ['topic', 'cleanup.policy', 'compact , delete', ['compact', 'delete']],
  ['topic', 'cleanup.policy', '', []],
  ['topic', 'cleanup.policy', 'delete,delete', ['delete']],
  ['topic', 'min.cleanable.dirty.ratio', '0.5', 0.5],
  ['topic', 'min.cleanable.dirty.ratio', '1', 1],
  ['topic', 'min.cleanable.dirty.ratio', '1e-9', 1e-9],
  ['topic', 'min.cleanable.dirty.ratio', 'NaN', Number.NaN],
  ['topic', 'min.cleanable.dirty.ratio', '0.25f', 0.25],
  ['topic', 'min.cleanable.dirty.ratio', '.5', 0.5],
  ['topic', 'retention.ms', '9223372036854775807', Number('9223372036854775807')],
  ['topic', 'unclean.leader.election.enable', 'TRUE', true],
  ['topic', 'unclean.leader.election.enable', ' false', false],
  ['topic', 'compression.type', 'gzip ', 'gzip'],
  ['topic', 'compression.gzip.level', '-1', -1],
  ['topic', 'leader.replication.throttled.replicas', '*', ['*']],
  ['topic', 'leader.replication.throttled.replicas', '0:1,1:2', ['0:1', '1:2']],
  ['topic', 'leader.replication.throttled.replicas', '0:1, 1:2', ['0:1', '1:2']],
  ['topic', 'internal.segment.bytes', '14', 14],
  ['topic', 'min.compaction.lag.ms', '9223372036854775807', Number('9223372036854775807')],
  ['consumer', 'auto.offset.reset', 'latest', 'latest'],
  ['consumer', 'auto.offset.reset', 'by_duration:PT1H', 'by_duration:PT1H'],
  ['consumer', 'auto.offset.reset', 'by_duration:P1D', 'by_duration:P1D'],
  ['consumer', 'auto.offset.reset', 'by_duration:pt1.5s', 'by_duration:pt1.5s'],
  ['consumer', 'group.protocol', 'Consumer', 'Consumer'],
];

test.each(accepted)('%s config %s takes "%s"', (of, name, text, value) => {
  expect(parse(of, name, text)).toEqual({ ok: true, value });
});

const refused: readonly (readonly [of: keyof typeof tables, name: string, text: string, message: string])[] = [
  [
    'topic',
    'min.insync.replicas',
    '0',
    'Invalid value 0 for configuration min.insync.replicas: Value must be at least 1',
  ],
  [
    'topic',
    'min.insync.replicas',
    '-1',
    'Invalid value -1 for configuration min.insync.replicas: Value must be at least 1',
  ],
  [
    'topic',
    'min.insync.replicas',
    'x',
    'Invalid value x for configuration min.insync.replicas: Not a number of type INT',
  ],
  [
    'topic',
    'min.insync.replicas',
    '2147483648',
    'Invalid value 2147483648 for configuration min.insync.replicas: Not a number of type INT',
  ],
  [
    'topic',
    'min.insync.replicas',
    '3.5',
    'Invalid value 3.5 for configuration min.insync.replicas: Not a number of type INT',
  ],
  [
    'topic',
    'min.insync.replicas',
    '',
    'Invalid value  for configuration min.insync.replicas: Not a number of type INT',
  ],
  [
    'topic',
    'cleanup.policy',
    'foo',
    'Invalid value foo for configuration cleanup.policy: String must be one of: compact, delete',
  ],
  ['topic', 'cleanup.policy', 'compact,', "Configuration 'cleanup.policy' values must not be empty."],
  [
    'topic',
    'min.cleanable.dirty.ratio',
    '1.5',
    'Invalid value 1.5 for configuration min.cleanable.dirty.ratio: Value must be no more than 1',
  ],
  [
    'topic',
    'min.cleanable.dirty.ratio',
    '2',
    'Invalid value 2.0 for configuration min.cleanable.dirty.ratio: Value must be no more than 1',
  ],
  [
    'topic',
    'min.cleanable.dirty.ratio',
    '-0.1',
    'Invalid value -0.1 for configuration min.cleanable.dirty.ratio: Value must be at least 0',
  ],
  [
    'topic',
    'min.cleanable.dirty.ratio',
    '1e9',
    'Invalid value 1.0E9 for configuration min.cleanable.dirty.ratio: Value must be no more than 1',
  ],
  [
    'topic',
    'min.cleanable.dirty.ratio',
    'abc',
    'Invalid value abc for configuration min.cleanable.dirty.ratio: Not a number of type DOUBLE',
  ],
  [
    'topic',
    'min.cleanable.dirty.ratio',
    '5.',
    'Invalid value 5.0 for configuration min.cleanable.dirty.ratio: Value must be no more than 1',
  ],
  ['topic', 'retention.ms', '-2', 'Invalid value -2 for configuration retention.ms: Value must be at least -1'],
  [
    'topic',
    'retention.ms',
    '9223372036854775808',
    'Invalid value 9223372036854775808 for configuration retention.ms: Not a number of type LONG',
  ],
  [
    'topic',
    'retention.ms',
    '-9223372036854775808',
    'Invalid value -9223372036854775808 for configuration retention.ms: Value must be at least -1',
  ],
  [
    'topic',
    'unclean.leader.election.enable',
    'yes',
    'Invalid value yes for configuration unclean.leader.election.enable: Expected value to be either true or false',
  ],
  [
    'topic',
    'unclean.leader.election.enable',
    '',
    'Invalid value  for configuration unclean.leader.election.enable: Expected value to be either true or false',
  ],
  [
    'topic',
    'compression.type',
    'zip',
    'Invalid value zip for configuration compression.type: String must be one of: uncompressed, zstd, lz4, ' +
      'snappy, gzip, producer',
  ],
  [
    'topic',
    'compression.type',
    'GZIP',
    'Invalid value GZIP for configuration compression.type: String must be one of: uncompressed, zstd, lz4, ' +
      'snappy, gzip, producer',
  ],
  [
    'topic',
    'compression.gzip.level',
    '0',
    'Invalid value 0 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1',
  ],
  [
    'topic',
    'compression.gzip.level',
    '10',
    'Invalid value 10 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1',
  ],
  [
    'topic',
    'compression.lz4.level',
    '18',
    'Invalid value 18 for configuration compression.lz4.level: Value must be no more than 17',
  ],
  [
    'topic',
    'leader.replication.throttled.replicas',
    'x',
    'Invalid value [x] for configuration leader.replication.throttled.replicas: ' +
      "leader.replication.throttled.replicas must be the literal '*' or a list of replicas in the following " +
      'format: [partitionId]:[brokerId],[partitionId]:[brokerId],...',
  ],
  [
    'topic',
    'leader.replication.throttled.replicas',
    '0:1,*',
    'Invalid value [0:1, *] for configuration leader.replication.throttled.replicas: ' +
      "leader.replication.throttled.replicas must be the literal '*' or a list of replicas in the following " +
      'format: [partitionId]:[brokerId],[partitionId]:[brokerId],...',
  ],
  [
    'topic',
    'segment.bytes',
    '1000',
    'Invalid value 1000 for configuration segment.bytes: Value must be at least 1048576',
  ],
  [
    'topic',
    'message.timestamp.type',
    'x',
    'Invalid value x for configuration message.timestamp.type: String must be one of: CreateTime, LogAppendTime',
  ],
  [
    'topic',
    'max.compaction.lag.ms',
    '0',
    'Invalid value 0 for configuration max.compaction.lag.ms: Value must be at least 1',
  ],
  [
    'consumer',
    'auto.offset.reset',
    'by_duration:-PT1H',
    'Invalid value by_duration:-PT1H for configuration auto.offset.reset: Invalid value `by_duration:-PT1H` ' +
      "for configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the " +
      "format 'by_duration:<PnDTnHnMn.nS.>'.",
  ],
  [
    'consumer',
    'auto.offset.reset',
    'by_duration',
    'Invalid value by_duration for configuration auto.offset.reset: Invalid value `by_duration` for ' +
      "configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format " +
      "'by_duration:<PnDTnHnMn.nS.>'.",
  ],
  [
    'consumer',
    'auto.offset.reset',
    'x',
    'Invalid value x for configuration auto.offset.reset: Invalid value `x` for configuration ' +
      "auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format " +
      "'by_duration:<PnDTnHnMn.nS.>'.",
  ],
  [
    'consumer',
    'auto.offset.reset',
    'by_duration:P',
    'Invalid value by_duration:P for configuration auto.offset.reset: Invalid value `by_duration:P` for ' +
      "configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format " +
      "'by_duration:<PnDTnHnMn.nS.>'.",
  ],
  [
    'consumer',
    'auto.offset.reset',
    'by_duration:PT',
    'Invalid value by_duration:PT for configuration auto.offset.reset: Invalid value `by_duration:PT` for ' +
      "configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format " +
      "'by_duration:<PnDTnHnMn.nS.>'.",
  ],
  [
    'consumer',
    'auto.offset.reset',
    'by_duration:PT-1S',
    'Invalid value by_duration:PT-1S for configuration auto.offset.reset: Invalid value `by_duration:PT-1S` ' +
      "for configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the " +
      "format 'by_duration:<PnDTnHnMn.nS.>'.",
  ],
  [
    'consumer',
    'group.protocol',
    'x',
    'Invalid value x for configuration group.protocol: String must be one of (case insensitive): CONSUMER, CLASSIC',
  ],
  ['consumer', 'group.instance.id', '', 'Invalid value  for configuration group.instance.id: String must be non-empty'],
  [
    'consumer',
    'isolation.level',
    'x',
    'Invalid value x for configuration isolation.level: String must be one of: read_committed, read_uncommitted',
  ],
  ['producer', 'acks', '2', 'Invalid value 2 for configuration acks: String must be one of: all, -1, 0, 1'],
  ['producer', 'retries', '-1', 'Invalid value -1 for configuration retries: Value must be at least 0'],
  ['producer', 'linger.ms', 'x', 'Invalid value x for configuration linger.ms: Not a number of type LONG'],
  ['producer', 'transactional.id', '', 'Invalid value  for configuration transactional.id: String must be non-empty'],
  [
    'producer',
    'metadata.recovery.strategy',
    'x',
    'Invalid value x for configuration metadata.recovery.strategy: String must be one of (case insensitive): ' +
      'REBOOTSTRAP, NONE',
  ],
  ['broker', 'num.partitions', '0', 'Invalid value 0 for configuration num.partitions: Value must be at least 1'],
  [
    'broker',
    'offsets.topic.replication.factor',
    '40000',
    'Invalid value 40000 for configuration offsets.topic.replication.factor: Not a number of type SHORT',
  ],
  [
    'broker',
    'group.coordinator.rebalance.protocols',
    '',
    "Configuration 'group.coordinator.rebalance.protocols' must not be empty. Valid values include: [consumer, " +
      'classic, share, streams]',
  ],
  ['broker', 'log.dir', '', "Configuration 'log.dir' must not be empty. Valid values include: any non-empty value"],
  [
    'broker',
    'process.roles',
    'x',
    'Invalid value x for configuration process.roles: String must be one of: broker, controller',
  ],
  [
    'broker',
    'group.share.delivery.count.limit',
    '11',
    'Invalid value 11 for configuration group.share.delivery.count.limit: Value must be no more than 10',
  ],
];

test.each(refused)('%s config %s refuses "%s" in Kafka\'s words', (of, name, text, message) => {
  expect(parse(of, name, text)).toEqual({ ok: false, error: message });
});
