import { expect, test } from 'vitest';
import { defaultConsumerConfig } from '../../kafka/client/consumer/config.ts';
import { consumerConfigFrom } from './consumer-config.ts';

const configOf = (configs: Readonly<Record<string, string>>, own: { instanceId?: string; rack?: string } = {}) =>
  consumerConfigFrom({ id: 'g', topics: ['orders'], members: [], configs }, { id: 'c', processingUs: 0, ...own });

test('without configs a consumer has the defaults of Kafka', () => {
  const member = { clientId: 'c', groupId: 'g', topics: ['orders'] };
  expect(configOf({})).toEqual({ ...defaultConsumerConfig, ...member });
});

test('what a group sets is read', () => {
  const configs = {
    'request.timeout.ms': '2000',
    'retry.backoff.ms': '20',
    'retry.backoff.max.ms': '200',
    'max.poll.records': '7',
    'auto.offset.reset': 'by_duration:PT1M',
    'partition.assignment.strategy':
      'org.apache.kafka.clients.consumer.StickyAssignor, org.apache.kafka.clients.consumer.RoundRobinAssignor',
  };
  expect(configOf(configs)).toMatchObject({
    requestTimeoutMs: 2000,
    retryBackoffMs: 20,
    retryBackoffMaxMs: 200,
    maxPollRecords: 7,
    autoOffsetReset: { durationMs: 60_000 },
    assignors: ['sticky', 'roundrobin'],
  });
});

test('what a member has of its own comes before its group', () => {
  expect(configOf({ 'client.rack': 'a' })).toMatchObject({ clientRack: 'a', groupInstanceId: null });
  const own = { rack: 'b', instanceId: 'one' };
  expect(configOf({ 'client.rack': 'a' }, own)).toMatchObject({ clientRack: 'b', groupInstanceId: 'one' });
});
