import { expect, test } from 'vitest';
import type { AlterPartitionRequest } from '../protocol/requests.ts';
import { alterPartition } from './alter-partition.ts';
import { fenceBroker } from './broker-registration.ts';
import type { MetadataImage } from './metadata-image.ts';
import { apply, clusterImage, drawPartition } from './testing/cluster-image.ts';

const picture = 'leader 1 epoch 3/8 replicas 1,2,3 isr 1,2';

type Change = Partial<AlterPartitionRequest['partitions'][number]> & { readonly isr?: readonly number[] };

function alter(image: MetadataImage, { isr = [1, 2, 3], ...change }: Change, from = 1, epoch = 100 + from) {
  return alterPartition(image, {
    api: 'AlterPartition',
    brokerId: from,
    brokerEpoch: epoch,
    partitions: [
      {
        topic: 't',
        partition: 0,
        leaderEpoch: 3,
        partitionEpoch: 8,
        newIsr: isr.map((brokerId) => ({ brokerId, brokerEpoch: 100 + brokerId })),
        leaderRecoveryState: 'RECOVERED',
        ...change,
      },
    ],
  });
}

const errorOf = (...args: Parameters<typeof alter>) => alter(...args).response.partitions[0]?.error;

test("the leader's list becomes the ISR as it was sent, with a new partition epoch", () => {
  const image = clusterImage({ partitions: [picture] });
  const { records, response } = alter(image, { isr: [3, 1, 2] });
  expect(drawPartition(apply(image, records))).toBe('leader 1 epoch 3/9 replicas 1,2,3 isr 3,1,2');
  expect(response.partitions).toEqual([
    {
      topic: 't',
      partition: 0,
      error: 'NONE',
      leaderId: 1,
      leaderEpoch: 3,
      isr: [3, 1, 2],
      partitionEpoch: 9,
      leaderRecoveryState: 'RECOVERED',
    },
  ]);
});

test('an ISR that is as it was writes nothing and is confirmed', () => {
  const { records, response } = alter(clusterImage({ partitions: [picture] }), { isr: [1, 2] });
  expect(records).toEqual([]);
  expect(response.partitions[0]).toMatchObject({ error: 'NONE', partitionEpoch: 8, isr: [1, 2] });
});

test('a request of an old incarnation is refused as a whole', () => {
  const { response } = alter(clusterImage({ partitions: [picture] }), {}, 1, 7);
  expect(response).toEqual({ api: 'AlterPartition', error: 'STALE_BROKER_EPOCH', partitions: [] });
});

test('who knows more or less than the controller is told so', () => {
  const image = clusterImage({ partitions: [picture] });
  expect(errorOf(image, { leaderEpoch: 4 })).toBe('NOT_CONTROLLER');
  expect(errorOf(image, { partitionEpoch: 9 })).toBe('NOT_CONTROLLER');
  expect(errorOf(image, { leaderEpoch: 2, partitionEpoch: 9 })).toBe('NOT_CONTROLLER');
  expect(errorOf(image, { leaderEpoch: 2 })).toBe('FENCED_LEADER_EPOCH');
  expect(errorOf(image, { partitionEpoch: 7 })).toBe('INVALID_UPDATE_VERSION');
  expect(errorOf(image, { partitionEpoch: 7 }, 2)).toBe('INVALID_REQUEST');
});

test('an ISR without the leader, with a stranger or with a double is invalid', () => {
  const image = clusterImage({ brokers: [1, 2, 3, 4], partitions: [picture] });
  for (const isr of [[2, 3], [1, 4], [1, 2, 2], []]) expect(errorOf(image, { isr })).toBe('INVALID_REQUEST');
});

test('unknown topics and partitions have their own codes', () => {
  const image = clusterImage({ partitions: [picture] });
  expect(errorOf(image, { topic: 'other' })).toBe('UNKNOWN_TOPIC_ID');
  expect(errorOf(image, { partition: 5 })).toBe('UNKNOWN_TOPIC_OR_PARTITION');
});

test('a fenced, leaving or reborn broker may not join', () => {
  const image = clusterImage({ partitions: [picture] });
  const change = { type: 'BrokerRegistrationChangeRecord', brokerId: 3, brokerEpoch: 103 } as const;
  expect(errorOf(apply(image, fenceBroker(image, 3)), {})).toBe('INELIGIBLE_REPLICA');
  const leaving = apply(image, [{ ...change, fenced: 0, inControlledShutdown: 1 }]);
  expect(errorOf(leaving, {})).toBe('INELIGIBLE_REPLICA');
  const newIsr = (epoch: number) => [
    { brokerId: 1, brokerEpoch: 101 },
    { brokerId: 3, brokerEpoch: epoch },
  ];
  expect(errorOf(image, { newIsr: newIsr(99) })).toBe('INELIGIBLE_REPLICA');
  expect(errorOf(image, { newIsr: newIsr(-1) })).toBe('NONE');
});

test('a recovering leader is alone until it says that it has recovered', () => {
  const recovering = clusterImage({ partitions: ['leader 1 epoch 3/8 replicas 1,2,3 isr 1 recovering'] });
  expect(errorOf(recovering, { isr: [1, 2], leaderRecoveryState: 'RECOVERING' })).toBe('INVALID_REQUEST');
  const { records } = alter(recovering, { isr: [1, 2] });
  expect(drawPartition(apply(recovering, records))).toBe('leader 1 epoch 3/9 replicas 1,2,3 isr 1,2');
  const recovered = clusterImage({ partitions: [picture] });
  expect(errorOf(recovered, { isr: [1], leaderRecoveryState: 'RECOVERING' })).toBe('INVALID_REQUEST');
});

test('a shrink below the minimum makes the others eligible, and growing back ends that', () => {
  const configs = { 'min.insync.replicas': '2' };
  const image = clusterImage({ partitions: ['leader 1 epoch 3/8 replicas 1,2,3 isr 1,2,3'], configs });
  const shrunk = apply(image, alter(image, { isr: [1] }).records);
  expect(drawPartition(shrunk)).toBe('leader 1 epoch 3/9 replicas 1,2,3 isr 1 elr 2,3');
  const grown = apply(shrunk, alter(shrunk, { isr: [1, 3], partitionEpoch: 9 }).records);
  expect(drawPartition(grown)).toBe('leader 1 epoch 3/10 replicas 1,2,3 isr 1,3');
});
