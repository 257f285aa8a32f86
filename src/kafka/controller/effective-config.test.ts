import { expect, test } from 'vitest';
import { effectiveMinIsr, elrEnabled, resolveTopicConfig, uncleanLeaderElectionEnabled } from './effective-config.ts';
import type { MetadataImage } from './metadata-image.ts';
import { apply, clusterImage } from './testing/cluster-image.ts';

const full = 'leader 1 replicas 1,2,3 isr 1,2,3';

function set(image: MetadataImage, broker: string, name: string, value: string): MetadataImage {
  return apply(image, [{ type: 'ConfigRecord', resourceType: 'BROKER', resourceName: broker, name, value }]);
}

test('the nearest place wins: topic, broker, cluster default, server.properties, Kafka', () => {
  let image = clusterImage({ partitions: [full] });
  const bare = clusterImage({ partitions: [full], elr: false });
  const node = { nodeId: 2, staticConfig: new Map([['log.retention.ms', '1']]) };
  const resolve = () => resolveTopicConfig(image, 't', 'retention.ms', node);
  expect(resolveTopicConfig(bare, 't', 'retention.ms')).toEqual({ value: '604800000', source: 'DEFAULT_CONFIG' });
  expect(resolve()).toEqual({ value: '1', source: 'STATIC_BROKER_CONFIG' });
  image = set(image, '', 'log.retention.ms', '2');
  expect(resolve()).toEqual({ value: '2', source: 'DYNAMIC_DEFAULT_BROKER_CONFIG' });
  image = set(image, '2', 'log.retention.ms', '3');
  expect(resolve()).toEqual({ value: '3', source: 'DYNAMIC_BROKER_CONFIG' });
  image = set(image, '3', 'log.retention.ms', '4');
  expect(resolve()).toEqual({ value: '3', source: 'DYNAMIC_BROKER_CONFIG' });
  const topic = { type: 'ConfigRecord', resourceType: 'TOPIC', resourceName: 't' } as const;
  image = apply(image, [{ ...topic, name: 'retention.ms', value: '5' }]);
  expect(resolve()).toEqual({ value: '5', source: 'DYNAMIC_TOPIC_CONFIG' });
});

test('of several broker-wide names the first one wins in each place, hours are turned into milliseconds', () => {
  const image = clusterImage({ partitions: [full] });
  const value = (...staticConfig: [string, string][]) =>
    resolveTopicConfig(image, 't', 'retention.ms', { nodeId: 1, staticConfig: new Map(staticConfig) }).value;
  expect(value(['log.retention.hours', '2'])).toBe('7200000');
  expect(value(['log.retention.hours', '2'], ['log.retention.minutes', '3'])).toBe('180000');
  expect(value(['log.retention.hours', '-1'])).toBe('-1');
});

test('a config without a value has none', () => {
  const image = clusterImage({ partitions: [full] });
  expect(resolveTopicConfig(image, 't', 'internal.segment.bytes').value).toBe(null);
});

test('the effective minimum is never above the replica count of partition 0', () => {
  const configs = { 'min.insync.replicas': '3' };
  expect(effectiveMinIsr(clusterImage({ partitions: [full], configs }), 't')).toBe(3);
  expect(effectiveMinIsr(clusterImage({ partitions: ['leader 1 replicas 1,2 isr 1', full], configs }), 't')).toBe(2);
});

test('unclean elections are off until somebody switches them on', () => {
  const image = clusterImage({ partitions: [full] });
  expect(uncleanLeaderElectionEnabled(image, 't')).toBe(false);
  expect(uncleanLeaderElectionEnabled(set(image, '', 'unclean.leader.election.enable', 'true'), 't')).toBe(true);
});

test('ELR is a feature of the cluster', () => {
  expect(elrEnabled(clusterImage({}))).toBe(true);
  expect(elrEnabled(clusterImage({ elr: false }))).toBe(false);
});
