import { expect, test } from 'vitest';
import { alterPartitionReassignments } from './alter-reassignments.ts';
import type { MetadataImage } from './metadata-image.ts';
import { apply, clusterImage, drawPartition } from './testing/cluster-image.ts';

function reassign(image: MetadataImage, replicas: readonly number[] | null, allowReplicationFactorChange = true) {
  const { records, response } = alterPartitionReassignments(image, {
    api: 'AlterPartitionReassignments',
    allowReplicationFactorChange,
    partitions: [{ topic: 't', partition: 0, replicas }],
  });
  return { after: drawPartition(apply(image, records)), records, result: response.responses[0] };
}

const of = (picture: string, configs = {}): MetadataImage =>
  clusterImage({ brokers: [1, 2, 3, 4, 5], partitions: [picture], configs });

test('new replicas join the list at once, the old ones stay until those are in sync', () => {
  const { after } = reassign(of('leader 1 replicas 1,2,3 isr 1,2,3'), [3, 4, 5]);
  expect(after).toBe('leader 1 epoch 0/1 replicas 3,4,5,1,2 isr 1,2,3 adding 4,5 removing 1,2');
});

test('another order needs no copying and leaves the leader', () => {
  const { after } = reassign(of('leader 1 replicas 1,2,3 isr 1,2,3'), [3, 2, 1]);
  expect(after).toBe('leader 1 epoch 0/1 replicas 3,2,1 isr 1,2,3');
});

test('what only removes replicas is done at once, and the leader moves when it is among them', () => {
  const { after } = reassign(of('leader 1 replicas 1,2,3 isr 1,2,3'), [3]);
  expect(after).toBe('leader 3 epoch 1/1 replicas 3 isr 3');
});

test('fewer replicas wait until all that stay are in the ISR', () => {
  const { after } = reassign(of('leader 1 replicas 1,2,3 isr 1'), [1, 2]);
  expect(after).toBe('leader 1 epoch 0/1 replicas 1,2,3 isr 1 removing 3');
});

test('a second reassignment takes the place of the first; its additions stay marked when it adds nothing', () => {
  const first = 'leader 1 replicas 3,4,1,2 isr 1,2 adding 3,4 removing 1,2';
  expect(reassign(of(first), [5]).after).toBe(
    'leader 1 epoch 0/1 replicas 5,1,2,3,4 isr 1,2 adding 5 removing 1,2,3,4',
  );
  expect(reassign(of(first), [3, 4, 1]).after).toBe(
    'leader 1 epoch 0/1 replicas 3,4,1,2 isr 1,2 adding 3,4 removing 2',
  );
});

test('cancelling takes the additions away again', () => {
  const { after } = reassign(of('leader 1 replicas 3,4,1,2 isr 1,2,3 adding 3,4 removing 1,2'), null);
  expect(after).toBe('leader 1 epoch 1/1 replicas 1,2 isr 1,2');
});

test('cancelling while only added replicas are in sync would be an unclean election', () => {
  const moving = 'leader 3 replicas 3,1,2 isr 3 adding 3 removing 1,2';
  expect(reassign(of(moving), null).result).toMatchObject({ error: 'INVALID_REPLICA_ASSIGNMENT' });
  const allowed = reassign(of(moving, { 'unclean.leader.election.enable': 'true' }), null);
  expect(allowed.after).toBe('leader 1 epoch 1/1 replicas 1,2 isr 1');
});

test('there is nothing to cancel', () => {
  expect(reassign(of('leader 1 replicas 1,2 isr 1,2'), null).result).toMatchObject({
    error: 'NO_REASSIGNMENT_IN_PROGRESS',
  });
});

test('a list with an unknown broker, a broker twice or none is refused; a fenced one is not asked about', () => {
  const image = of('leader 1 replicas 1,2 isr 1,2');
  for (const replicas of [[], [1, 1], [9]]) {
    expect(reassign(image, replicas).result).toMatchObject({ error: 'INVALID_REPLICA_ASSIGNMENT' });
  }
});

test('the replication factor may be held', () => {
  const moving = 'leader 1 replicas 3,1,2 isr 1,2 adding 3 removing 1';
  expect(reassign(of(moving), [4, 5], false).result).toMatchObject({ error: 'NONE' });
  expect(reassign(of(moving), [4], false).result).toMatchObject({ error: 'INVALID_REPLICATION_FACTOR' });
});

test('a partition that is not there cannot be moved', () => {
  const { response } = alterPartitionReassignments(of('leader 1 replicas 1 isr 1'), {
    api: 'AlterPartitionReassignments',
    allowReplicationFactorChange: true,
    partitions: [
      { topic: 'u', partition: 0, replicas: [1] },
      { topic: 't', partition: 7, replicas: [1] },
    ],
  });
  expect(response.responses.map(({ errorMessage }) => errorMessage)).toEqual([
    'Unable to find a topic named u.',
    'Unable to find partition t:7.',
  ]);
});
