import { expect, test } from 'vitest';
import { electLeaders, rebalanceLeaders, uncleanElections } from './elect-leaders.ts';
import type { MetadataImage } from './metadata-image.ts';
import { apply, clusterImage, drawPartition } from './testing/cluster-image.ts';

function elect(image: MetadataImage, electionType: 'PREFERRED' | 'UNCLEAN', partition = 0, topic = 't') {
  const { records, response } = electLeaders(image, {
    api: 'ElectLeaders',
    electionType,
    partitions: [{ topic, partition }],
  });
  return { after: apply(image, records), result: response.results[0] };
}

const moved = 'leader 2 epoch 5/9 replicas 1,2,3 isr 1,2,3';

test('a preferred election moves the leadership to the first replica', () => {
  const { after, result } = elect(clusterImage({ partitions: [moved] }), 'PREFERRED');
  expect(result).toEqual({ topic: 't', partition: 0, error: 'NONE', errorMessage: null });
  expect(drawPartition(after)).toBe('leader 1 epoch 6/10 replicas 1,2,3 isr 1,2,3');
});

test('who has what is asked for needs no election', () => {
  const image = clusterImage({ partitions: ['leader 1 replicas 1,2 isr 1,2'] });
  const notNeeded = { error: 'ELECTION_NOT_NEEDED', errorMessage: 'Leader election not needed for topic partition.' };
  expect(elect(image, 'PREFERRED').result).toMatchObject(notNeeded);
  expect(elect(clusterImage({ partitions: [moved] }), 'UNCLEAN').result).toMatchObject(notNeeded);
});

test('a preferred replica outside the ISR is not available', () => {
  const image = clusterImage({ partitions: ['leader 2 replicas 1,2,3 isr 2,3'] });
  expect(elect(image, 'PREFERRED').result).toMatchObject({
    error: 'PREFERRED_LEADER_NOT_AVAILABLE',
    errorMessage: 'The preferred leader was not available.',
  });
});

test("an unclean election asked for by hand does not need the topic's permission", () => {
  const image = clusterImage({ brokers: [2], partitions: ['leader none replicas 1,2 isr - elr 1 last 1'] });
  const { after, result } = elect(image, 'UNCLEAN');
  expect(result?.error).toBe('NONE');
  expect(drawPartition(after)).toBe('leader 2 epoch 1/1 replicas 1,2 isr 2 recovering');
});

test('without a live replica there is nobody to elect', () => {
  const image = clusterImage({ brokers: [3], partitions: ['leader none replicas 1,2 isr - elr 1 last 1'] });
  expect(elect(image, 'UNCLEAN').result).toMatchObject({
    error: 'ELIGIBLE_LEADERS_NOT_AVAILABLE',
    errorMessage: 'Eligible topic partition leaders are not available.',
  });
});

test('unknown topics and partitions are named', () => {
  const image = clusterImage({ partitions: [moved] });
  expect(elect(image, 'PREFERRED', 4).result?.errorMessage).toBe('No such partition as t-4');
  expect(elect(image, 'PREFERRED', 0, 'x').result).toMatchObject({
    error: 'UNKNOWN_TOPIC_OR_PARTITION',
    errorMessage: 'No such topic as x',
  });
});

test('the periodic rebalance moves every partition whose first replica is in the ISR', () => {
  const image = clusterImage({
    partitions: [
      moved,
      'leader 1 replicas 1,2 isr 1,2',
      'leader 3 replicas 2,3 isr 3',
      'leader 3 replicas 2,3 isr 2,3',
    ],
  });
  const { records, again } = rebalanceLeaders(image);
  expect(again).toBe(false);
  expect(records.map(({ partitionId, leader }) => [partitionId, leader])).toEqual([
    [0, 1],
    [3, 2],
  ]);
  expect(rebalanceLeaders(image, undefined, 1)).toMatchObject({ again: true, records: [{ partitionId: 0 }] });
});

test('the periodic unclean election serves only topics that allow it', () => {
  const partitions = ['leader none replicas 1,2 isr - elr 1 last 1', 'leader 2 replicas 2 isr 2'];
  expect(uncleanElections(clusterImage({ brokers: [2], partitions })).records).toEqual([]);
  const configs = { 'unclean.leader.election.enable': 'true' };
  const { records } = uncleanElections(clusterImage({ brokers: [2], partitions, configs }));
  expect(records).toMatchObject([{ partitionId: 0, leader: 2, leaderRecoveryState: 'RECOVERING' }]);
});
