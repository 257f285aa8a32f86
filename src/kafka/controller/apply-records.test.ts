import { expect, test } from 'vitest';
import { applyRecord, applyRecords, configResourceKey } from './apply-records.ts';
import { bootstrapRecords } from './bootstrap-records.ts';
import { emptyImage } from './metadata-image.ts';
import type { MetadataRecord } from './metadata-records.ts';
import { apply, clusterImage, drawPartition, topicId } from './testing/cluster-image.ts';

const picture = 'leader 1 epoch 2/5 replicas 1,2,3 isr 1,2 elr 3';

test('a new cluster has its features and a cluster-wide min.insync.replicas', () => {
  const image = applyRecords(emptyImage, bootstrapRecords({ minInsyncReplicas: 2, elr: true }), 1);
  expect(image.offset).toBe(9);
  expect(image.features.get('metadata.version')).toBe(30);
  expect(image.features.get('eligible.leader.replicas.version')).toBe(1);
  expect(image.configs.get('broker:')?.get('min.insync.replicas')).toBe('2');
});

test('a cluster without ELR has neither the feature nor the config', () => {
  const image = applyRecords(emptyImage, bootstrapRecords({ minInsyncReplicas: 2, elr: false }), 1);
  expect(image.features.has('eligible.leader.replicas.version')).toBe(false);
  expect(image.configs.size).toBe(0);
});

test('the image before is as it was, and shares what no record touched', () => {
  const before = clusterImage({ partitions: [picture, picture] });
  const after = apply(before, [{ type: 'PartitionChangeRecord', topicId, partitionId: 0, isr: [1] }]);
  expect(drawPartition(before)).toBe(picture);
  expect(drawPartition(after)).toBe('leader 1 epoch 2/6 replicas 1,2,3 isr 1 elr 3');
  expect(after.topics.get('t')?.partitions[1]).toBe(before.topics.get('t')?.partitions[1]);
  expect(after.brokers).toBe(before.brokers);
  expect(after.configs).toBe(before.configs);
});

test('changes of one partition in one batch follow one another', () => {
  const image = apply(clusterImage({ partitions: [picture] }), [
    { type: 'PartitionChangeRecord', topicId, partitionId: 0, leader: 2 },
    { type: 'PartitionChangeRecord', topicId, partitionId: 0, leader: 1 },
  ]);
  expect(drawPartition(image)).toBe('leader 1 epoch 4/7 replicas 1,2,3 isr 1,2 elr 3');
});

test('a leader field, even with the same broker, raises the leader epoch', () => {
  const image = clusterImage({ partitions: [picture] });
  const change = { type: 'PartitionChangeRecord', topicId, partitionId: 0, leader: 1 } as const;
  expect(drawPartition(applyRecord(image, change, 99))).toBe('leader 1 epoch 3/6 replicas 1,2,3 isr 1,2 elr 3');
});

test('clearing the ELR touches only partitions that have one and leaves the leader epoch', () => {
  const image = clusterImage({ partitions: [picture, 'leader 2 replicas 2 isr 2', 'replicas 3 isr - last 3'] });
  for (const topicName of ['t', '']) {
    const cleared = apply(image, [{ type: 'ClearElrRecord', topicName }]);
    expect([0, 1, 2].map((i) => drawPartition(cleared, i))).toEqual([
      'leader 1 epoch 2/6 replicas 1,2,3 isr 1,2',
      'leader 2 epoch 0/0 replicas 2 isr 2',
      'leader none epoch 0/1 replicas 3 isr -',
    ]);
    expect(cleared.topics.get('t')?.partitions[1]).toBe(image.topics.get('t')?.partitions[1]);
  }
});

test('a removed topic takes its configs with it', () => {
  const image = clusterImage({ partitions: [picture], configs: { 'retention.ms': '5' } });
  expect(image.configs.get(configResourceKey('TOPIC', 't'))?.get('retention.ms')).toBe('5');
  const after = apply(image, [{ type: 'RemoveTopicRecord', topicId }]);
  expect(after.topics.size).toBe(0);
  expect(after.configs.has('topic:t')).toBe(false);
});

test('a topic can be removed and made again in one batch', () => {
  const other = 'c2Ftc2Etb3JhY2xlLTAwMg';
  const after = apply(clusterImage({ partitions: [picture] }), [
    { type: 'PartitionChangeRecord', topicId, partitionId: 0, leader: 2 },
    { type: 'RemoveTopicRecord', topicId },
    { type: 'TopicRecord', name: 't', topicId: other },
  ]);
  expect(after.topics.get('t')).toEqual({ name: 't', topicId: other, partitions: [] });
});

test('a config without value is deleted, and the resource with its last one', () => {
  const set = (value: string | null): MetadataRecord => {
    return { type: 'ConfigRecord', resourceType: 'BROKER', resourceName: '2', name: 'log.retention.ms', value };
  };
  const image = apply(clusterImage({}), [set('7')]);
  expect(image.configs.get('broker:2')?.get('log.retention.ms')).toBe('7');
  expect(apply(image, [set(null)]).configs.has('broker:2')).toBe(false);
});

test('a registration change moves only what it names; the epoch must be the registered one', () => {
  const image = clusterImage({});
  const change = { type: 'BrokerRegistrationChangeRecord', brokerId: 2, brokerEpoch: 102 } as const;
  const shutdown = apply(image, [{ ...change, fenced: 0, inControlledShutdown: 1 }]);
  expect(shutdown.brokers.get(2)).toMatchObject({ fenced: false, inControlledShutdown: true });
  const fenced = apply(shutdown, [{ ...change, fenced: 1, inControlledShutdown: 0 }]);
  expect(fenced.brokers.get(2)).toMatchObject({ fenced: true, inControlledShutdown: true });
  expect(() => apply(image, [{ ...change, brokerEpoch: 7, fenced: 1, inControlledShutdown: 0 }])).toThrow('epoch 7');
});

test('records that do not fit the image are faults', () => {
  const image = clusterImage({ partitions: [picture] });
  expect(() => apply(image, [{ type: 'TopicRecord', name: 't', topicId: 'x' }])).toThrow();
  expect(() => apply(image, [{ type: 'PartitionChangeRecord', topicId, partitionId: 9 }])).toThrow();
  expect(() => apply(image, [{ type: 'RemoveTopicRecord', topicId: 'c2Ftc2Etb3JhY2xlLTAwMg' }])).toThrow();
  expect(() => apply(image, [{ type: 'UnregisterBrokerRecord', brokerId: 9, brokerEpoch: 1 }])).toThrow();
});
