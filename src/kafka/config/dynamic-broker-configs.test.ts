import { expect, test } from 'vitest';
import { brokerConfigs } from './broker-configs.ts';
import { dynamicBrokerConfigs, dynamicConfigProblem } from './dynamic-broker-configs.ts';

const problem = (configs: Record<string, string>, perBroker = true): string | null =>
  dynamicConfigProblem(new Map(Object.entries(configs)), perBroker);

test('configs of server.properties alone are refused, in the order of a Java hash set', () => {
  expect(problem({ 'replica.lag.time.max.ms': '5000' })).toBe(
    'Cannot update these configs dynamically: [replica.lag.time.max.ms]',
  );
  expect(
    problem({ 'broker.session.timeout.ms': '20000', 'num.partitions': '3', 'log.retention.ms': '60000' }, false),
  ).toBe('Cannot update these configs dynamically: [num.partitions, broker.session.timeout.ms]');
  expect(problem({ 'replica.lag.time.max.ms': '5', 'num.partitions': '3', 'broker.id': '7', 'node.id': '2' })).toBe(
    'Cannot update these configs dynamically: [replica.lag.time.max.ms, node.id, num.partitions, broker.id]',
  );
  expect(problem({ 'replication.quota.window.num': '5' })).toContain('[replication.quota.window.num]');
});

test('values are checked by their types and bounds', () => {
  expect(problem({ 'leader.replication.throttled.rate': '-1' })).toBe(
    'Invalid value -1 for configuration leader.replication.throttled.rate: Value must be at least 0',
  );
  expect(problem({ 'follower.replication.throttled.rate': 'fast' })).toBe(
    'Invalid value fast for configuration follower.replication.throttled.rate: Not a number of type LONG',
  );
  expect(problem({ 'min.insync.replicas': '0' }, false)).toBe(
    'Invalid value 0 for configuration min.insync.replicas: Value must be at least 1',
  );
});

test('what belongs to one broker is refused as a default of all', () => {
  const listeners = { listeners: 'PLAINTEXT://:1234' };
  expect(problem(listeners, false)).toBe(
    'Cannot update these configs at default cluster level, broker id must be specified: [listeners]',
  );
  expect(problem(listeners)).toBeNull();
});

test('rates, the rest that is dynamic, and unknown names are taken', () => {
  expect(problem({ 'leader.replication.throttled.rate': '0', 'log.retention.ms': '60000' })).toBeNull();
  expect(problem({ 'nothing.of.the.kind': '5' }, false)).toBeNull();
});

test('every dynamic config of server.properties is in the table of broker configs', () => {
  expect(dynamicBrokerConfigs).toHaveLength(3 + 52);
  expect(new Set(dynamicBrokerConfigs.map(({ name }) => name)).size).toBe(55);
  expect(brokerConfigs.some(({ name }) => name === 'leader.replication.throttled.rate')).toBe(false);
});
