import { expect, test } from 'vitest';
import { ToyCluster } from './toy-cluster/toy-cluster.ts';

const byPattern = { topics: [], topicPattern: 'pat-.*', metadataMaxAgeMs: 1000, enableAutoCommit: false } as const;

function cluster(): ToyCluster {
  const made = new ToyCluster({ 'pat-a': 1, other: 1 }, { initialRebalanceDelayMs: 0 });
  made.logs.createTopic('__consumer_offsets', 1);
  return made;
}

test('a pattern takes the topics that match, also those that come later', () => {
  const made = cluster();
  made.addConsumer('A', byPattern);
  made.advance(2000);
  expect(made.assigned('A')).toEqual(['pat-a-0']);
  made.logs.createTopic('pat-b', 1);
  made.logs.createTopic('other-b', 1);
  made.advance(3000);
  expect(made.assigned('A')).toEqual(['pat-a-0', 'pat-b-0']);
});

test("Kafka's own topics are left out unless exclude.internal.topics is false", () => {
  const made = cluster();
  made.addConsumer('A', { ...byPattern, topicPattern: '.*' });
  made.addConsumer('B', { ...byPattern, groupId: 'h', topicPattern: '__.*', excludeInternalTopics: false });
  made.advance(2000);
  expect(made.assigned('A')).toEqual(['other-0', 'pat-a-0']);
  expect(made.assigned('B')).toEqual(['__consumer_offsets-0']);
});

test('a pattern that matches nothing yet joins without partitions', () => {
  const made = cluster();
  made.addConsumer('A', { ...byPattern, topicPattern: 'none-.*' });
  made.advance(2000);
  expect([made.assigned('A'), made.coordinator.shard.groups.get('g')?.state]).toEqual([[], 'Stable']);
});
