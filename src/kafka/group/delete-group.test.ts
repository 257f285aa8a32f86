import { expect, test } from 'vitest';
import { ToyCluster } from '../client/consumer/toy-cluster/toy-cluster.ts';

/** A group that has committed offsets of both partitions of topic t. */
function used(): ToyCluster {
  const cluster = new ToyCluster({ t: 2 }, { initialRebalanceDelayMs: 0 });
  cluster.addConsumer('A', { autoOffsetReset: 'earliest', enableAutoCommit: false });
  cluster.advance(1000);
  cluster.commit('A', null, true);
  cluster.advance(100);
  return cluster;
}

/** Partitions with an offset, once all writes are in the log. */
function committed(cluster: ToyCluster): number {
  cluster.advance(10);
  return cluster.coordinator.shard.offsets.get('g')?.size ?? 0;
}

test('a group with members is not deleted, an empty one goes with its offsets', () => {
  const cluster = used();
  expect(cluster.coordinator.deleteGroup('g')).toBe('NON_EMPTY_GROUP');
  cluster.close('A');
  cluster.advance(1000);
  expect([cluster.coordinator.deleteGroup('g'), committed(cluster)]).toEqual(['NONE', 0]);
  expect(cluster.coordinator.deleteGroup('g')).toBe('GROUP_ID_NOT_FOUND');
});

test('offsets of a topic that members read are not deleted', () => {
  const cluster = used();
  const partitions = [{ topic: 't', partition: 1 }];
  expect(cluster.coordinator.deleteOffsets('g', partitions)).toBe('GROUP_SUBSCRIBED_TO_TOPIC');
  cluster.close('A');
  cluster.advance(1000);
  expect([cluster.coordinator.deleteOffsets('g', partitions), committed(cluster)]).toEqual(['NONE', 1]);
});

test('what was committed for a topic goes with the topic', () => {
  const cluster = used();
  cluster.deleteTopic('t');
  expect(committed(cluster)).toBe(0);
});
