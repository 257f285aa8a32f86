import { expect, test } from 'vitest';
import type { IncrementalAlterConfigsRequest } from '../protocol/requests.ts';
import { incrementalAlterConfigs } from './alter-configs.ts';
import type { MetadataImage } from './metadata-image.ts';
import { apply, clusterImage, drawPartition } from './testing/cluster-image.ts';

type Resource = IncrementalAlterConfigsRequest['resources'][number];

function alter(image: MetadataImage, ...resources: Resource[]) {
  const { records, response } = incrementalAlterConfigs(image, { api: 'IncrementalAlterConfigs', resources });
  return { records, after: apply(image, records), results: response.responses };
}

const topic = (name: string, value: string | null, resourceName = 't'): Resource => ({
  resourceType: 'TOPIC',
  resourceName,
  configs: [{ name, value }],
});
const broker = (resourceName: string, name: string, value: string | null): Resource => ({
  resourceType: 'BROKER',
  resourceName,
  configs: [{ name, value }],
});

const underMinIsr = 'leader none epoch 3/7 replicas 1,2,3 isr - elr 2,3 last 1';

test('a new min.insync.replicas of a topic empties its ELR, and the leader epoch stays', () => {
  const image = clusterImage({ partitions: [underMinIsr], configs: { 'min.insync.replicas': '3' } });
  const { after, records } = alter(image, topic('min.insync.replicas', '2'));
  expect(records.map(({ type }) => type)).toEqual(['ConfigRecord', 'ClearElrRecord']);
  expect(drawPartition(after)).toBe('leader none epoch 3/8 replicas 1,2,3 isr -');
  expect(after.configs.get('topic:t')?.get('min.insync.replicas')).toBe('2');
});

test('what a topic has already is not written again; what a broker has is', () => {
  const image = clusterImage({ partitions: [underMinIsr], configs: { 'retention.ms': '1000' } });
  expect(alter(image, topic('retention.ms', '1000')).records).toEqual([]);
  expect(alter(image, topic('retention.bytes', null)).records).toEqual([]);
  expect(alter(image, broker('', 'log.retention.ms', null)).records).toHaveLength(1);
});

test('without ELR nothing is cleared, and a broker may have a min.insync.replicas of its own', () => {
  const image = clusterImage({ partitions: ['leader 1 replicas 1,2 isr 1'], elr: false });
  const { records, results } = alter(image, broker('1', 'min.insync.replicas', '2'));
  expect(results[0]).toMatchObject({ error: 'NONE' });
  expect(records).toHaveLength(1);
});

test('with ELR min.insync.replicas is one for the whole cluster and cannot go', () => {
  const image = clusterImage({ partitions: [underMinIsr] });
  expect(alter(image, broker('1', 'min.insync.replicas', '2')).results[0]).toMatchObject({
    error: 'INVALID_CONFIG',
    errorMessage: 'Broker-level min.insync.replicas cannot be altered while ELR is enabled.',
  });
  expect(alter(image, broker('', 'min.insync.replicas', null)).results[0]).toMatchObject({
    error: 'INVALID_CONFIG',
    errorMessage: 'Cluster-level min.insync.replicas cannot be removed while ELR is enabled.',
  });
  const { after, records } = alter(image, broker('', 'min.insync.replicas', '2'));
  expect(records[1]).toEqual({ type: 'ClearElrRecord', topicName: '' });
  expect(drawPartition(after)).toBe('leader none epoch 3/8 replicas 1,2,3 isr -');
});

test('each resource fails as a whole and on its own', () => {
  const image = clusterImage({ partitions: [underMinIsr] });
  const half: Resource = {
    resourceType: 'TOPIC',
    resourceName: 't',
    configs: [
      { name: 'retention.ms', value: '5' },
      { name: 'min.insync.replicas', value: '0' },
    ],
  };
  const { records, results } = alter(image, half, broker('', 'log.retention.ms', '5'));
  expect(results.map(({ error }) => error)).toEqual(['INVALID_CONFIG', 'NONE']);
  expect(records).toHaveLength(1);
});

test('a topic or broker that is not there has no configs', () => {
  const image = clusterImage({});
  expect(alter(image, topic('retention.ms', '5', 'u')).results[0]).toMatchObject({
    error: 'UNKNOWN_TOPIC_OR_PARTITION',
    errorMessage: "The topic 'u' does not exist.",
  });
  expect(alter(image, broker('9', 'log.retention.ms', '5')).results[0]).toMatchObject({
    error: 'BROKER_ID_NOT_REGISTERED',
  });
});
