import { expect, test } from 'vitest';
import type { PartitionRegistration } from '../controller/metadata-image.ts';
import * as lines from './state-change-lines.ts';

const at = { topic: 's0.t', partition: 1 };
const topicId = 'fcT4tVoCTPWEzd6MZ-PyDA';
const registration: PartitionRegistration = {
  replicas: [2, 3, 1],
  isr: [2, 3, 1],
  elr: [],
  lastKnownElr: [],
  addingReplicas: [],
  removingReplicas: [],
  leader: 2,
  leaderEpoch: 0,
  partitionEpoch: 0,
  leaderRecoveryState: 'RECOVERED',
};

// The texts in these tests were written by a real cluster.
test('a new leader says from where on it leads', () => {
  const before = { leaderId: null, leaderEpoch: -1 };
  const start = { topicId, registration, startOffset: 0, highWatermark: 0, underMinIsr: false, before };
  expect(lines.leaderStarts(2, at, start)).toEqual({
    level: 'INFO',
    logger: 'state.change.logger',
    message:
      '[Broker id=2] Leader s0.t-1 with topic id Some(fcT4tVoCTPWEzd6MZ-PyDA) starts at leader epoch 0 from offset 0 with partition epoch 0, high watermark 0, ISR [2,3,1], adding replicas [] and removing replicas [] . Previous leader None and previous leader epoch was -1.',
  });
});

test('a follower says whom it follows now, and whom before', () => {
  const taken = { ...registration, leader: 1, leaderEpoch: 2, partitionEpoch: 7 };
  const line = lines.followerStarts(2, at, taken, { endOffset: 0, highWatermark: 0 }, { leaderId: 3, leaderEpoch: 1 });
  expect(line.message).toBe(
    '[Broker id=2] Follower s0.t-1 starts at leader epoch 2 from offset 0 with partition epoch 7 and high watermark 0. Current leader is 1. Previous leader Some(3) and previous leader epoch was 1.',
  );
});

test('a change within an epoch is skipped, with the whole registration', () => {
  const is = {
    ...registration,
    directories: ['BE9QPIuRY_PhrhRGpOB8ug', '8z1gxBSi0nW0xBhWfPB2fg', '8oeVWazG3a99xqfs1-GREg'],
    isr: [1, 2, 3],
    leader: 3,
    leaderEpoch: 1,
    partitionEpoch: 6,
  };
  const state = { isNew: false, leaderEpoch: 1, highWatermark: 0 };
  expect(lines.skippedBecoming(2, at, 'follower', topicId, is, state).message).toBe(
    '[Broker id=2] Skipped the become-follower state change for s0.t-1 with topic id Some(fcT4tVoCTPWEzd6MZ-PyDA), partition registration PartitionRegistration(replicas=[2, 3, 1], directories=[BE9QPIuRY_PhrhRGpOB8ug, 8z1gxBSi0nW0xBhWfPB2fg, 8oeVWazG3a99xqfs1-GREg], isr=[1, 2, 3], removingReplicas=[], addingReplicas=[], elr=[], lastKnownElr=[], leader=3, leaderRecoveryState=RECOVERED, leaderEpoch=1, partitionEpoch=6) and isNew=false since it is already a follower with leader epoch 1.',
  );
});

test('counts of partitions stand in the sentences of ReplicaManager', () => {
  expect(lines.transitioning(2, 1, 'leader').message).toBe(
    '[Broker id=2] Transitioning 1 partition(s) to local leaders.',
  );
  expect(lines.stoppedFetchers(2, 1).message).toBe(
    '[Broker id=2] Stopped fetchers as part of become-follower for 1 partitions',
  );
  expect(lines.startedFetchers(2, 1).message).toBe(
    '[Broker id=2] Started fetchers as part of become-follower for 1 partitions',
  );
  expect(lines.stoppedForShutdown(2, 2).message).toBe(
    '[Broker id=2] Stopped fetchers as part of controlled shutdown for 2 partitions',
  );
  expect(lines.deletingPartitions(2, 2).message).toBe('[Broker id=2] Deleting 2 partition(s).');
  expect(lines.creatingPartition(2, at, topicId).message).toBe(
    '[Broker id=2] Creating new partition s0.t-1 with topic id fcT4tVoCTPWEzd6MZ-PyDA.',
  );
});
