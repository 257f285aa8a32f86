import { expect, test } from 'vitest';
import type { MetadataResponse } from '../../protocol/requests.ts';
import { defaultConsumerConfig } from './config.ts';
import { currentLeaderOf, leaderOf, onMetadataResponse, updateLastSeenEpochIfNewer } from './metadata.ts';
import { type Consumer, createConsumer } from './state.ts';

const answer = (leader: number, leaderEpoch: number): MetadataResponse => ({
  api: 'Metadata',
  brokers: [{ nodeId: 1, rack: null }],
  controllerId: 1,
  topics: [
    {
      error: 'NONE',
      name: 't',
      topicId: 'id',
      partitions: [
        { error: leader < 0 ? 'LEADER_NOT_AVAILABLE' : 'NONE', leader, leaderEpoch, replicas: [1], isr: [1] },
      ],
    },
  ],
});

function learn(consumer: Consumer, leader: number, leaderEpoch: number): void {
  const ctx = { nowUs: 0, nowMs: 0, bootstrap: [1], random: () => 0.5 };
  onMetadataResponse({ consumer, ctx, effects: [], dropped: [] }, answer(leader, leaderEpoch));
}

function knowing(leader: number, leaderEpoch: number): Consumer {
  const consumer = createConsumer({ ...defaultConsumerConfig, clientId: 'c', groupId: 'g', topics: ['t'] }, 0);
  learn(consumer, leader, leaderEpoch);
  return consumer;
}

test('a leader that is not there leaves its epoch', () => {
  expect(currentLeaderOf(knowing(-1, 4), 't', 0)).toEqual({ leader: -1, leaderEpoch: 4 });
  expect(leaderOf(knowing(-1, 4), 't', 0)).toBeNull();
  expect(currentLeaderOf(knowing(1, 4), 'u', 0)).toEqual({ leader: -1, leaderEpoch: -1 });
});

test('a newer epoch than the metadata knows makes it ask again, and takes no older answer', () => {
  const consumer = knowing(1, 4);
  updateLastSeenEpochIfNewer(consumer, 't', 0, 5);
  expect(currentLeaderOf(consumer, 't', 0)).toEqual({ leader: -1, leaderEpoch: 5 });
  expect(consumer.metadata.updateRequested).toBe(true);
  learn(consumer, 1, 4);
  expect(leaderOf(consumer, 't', 0)).toBeNull();
  learn(consumer, 2, 5);
  expect(leaderOf(consumer, 't', 0)).toEqual({ leader: 2, leaderEpoch: 5 });
});

test.each([4, 3, -1])('epoch %i is no news to who knows epoch 4', (epoch) => {
  const consumer = knowing(1, 4);
  updateLastSeenEpochIfNewer(consumer, 't', 0, epoch);
  updateLastSeenEpochIfNewer(consumer, 'u', 0, 9);
  expect(currentLeaderOf(consumer, 't', 0)).toEqual({ leader: 1, leaderEpoch: 4 });
  expect(consumer.metadata.updateRequested).toBe(false);
});
