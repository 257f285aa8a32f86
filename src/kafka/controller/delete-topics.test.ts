import { expect, test } from 'vitest';
import { deleteTopics } from './delete-topics.ts';
import { plainNode } from './effective-config.ts';
import { apply, clusterImage, topicId } from './testing/cluster-image.ts';

const image = clusterImage({ partitions: ['leader 1 replicas 1 isr 1'], configs: { 'retention.ms': '5' } });

test('one record takes the topic with its partitions and configs', () => {
  const { records, response } = deleteTopics(image, { api: 'DeleteTopics', topicNames: ['t'] });
  expect(records).toEqual([{ type: 'RemoveTopicRecord', topicId }]);
  expect(response.responses).toEqual([{ name: 't', error: 'NONE', errorMessage: null }]);
  const after = apply(image, records);
  expect([after.topics.size, after.configs.has('topic:t')]).toEqual([0, false]);
});

test('a topic that is not there, or is named twice, is refused', () => {
  const { records, response } = deleteTopics(image, { api: 'DeleteTopics', topicNames: ['t', 'u', 't'] });
  expect(records).toEqual([]);
  expect(response.responses.map(({ name, error }) => [name, error])).toEqual([
    ['t', 'INVALID_REQUEST'],
    ['u', 'UNKNOWN_TOPIC_OR_PARTITION'],
  ]);
});

test('delete.topic.enable=false refuses all', () => {
  const node = { ...plainNode, staticConfig: new Map([['delete.topic.enable', 'false']]) };
  const { records, response } = deleteTopics(image, { api: 'DeleteTopics', topicNames: ['t'] }, node);
  expect([records.length, response.responses[0]?.error]).toEqual([0, 'TOPIC_DELETION_DISABLED']);
});
