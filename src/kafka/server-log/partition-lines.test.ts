import { expect, test } from 'vitest';
import * as lines from './partition-lines.ts';

const at = { topic: 'orders', partition: 0 };

test('a leader says whom it takes out of the ISR and how far each of them is', () => {
  const outOfSync = [{ brokerId: 3, endOffset: 14, lastCaughtUpTimeMs: 1_700_000_004_321 }];
  const line = lines.shrinkingIsr(at, 1, { isr: [1, 2, 3], highWatermark: 14, endOffset: 17, outOfSync });
  expect(line).toEqual({
    level: 'INFO',
    logger: 'kafka.cluster.Partition',
    message:
      '[Partition orders-0 broker=1] Shrinking ISR from 1,2,3 to 1,2. Leader: (highWatermark: 14, endOffset: 17). Out of sync replicas: (brokerId: 3, endOffset: 14, lastCaughtUpTimeMs: 1700000004321).',
  });
});

test('several replicas that fell behind stand side by side', () => {
  const outOfSync = [2, 3].map((brokerId) => ({ brokerId, endOffset: brokerId, lastCaughtUpTimeMs: 0 }));
  const { message } = lines.shrinkingIsr(at, 1, { isr: [1, 2, 3], highWatermark: 2, endOffset: 9, outOfSync });
  expect(message).toContain('to 1. Leader');
  expect(message).toContain('lastCaughtUpTimeMs: 0) (brokerId: 3');
});

test('the ISR that the controller agreed to is said with two spaces where it is large enough', () => {
  expect(lines.isrUpdated({ topic: 's0.t', partition: 1 }, 2, [1, 3, 2], false, 2).message).toBe(
    '[Partition s0.t-1 broker=2] ISR updated to 1,3,2  and version updated to 2',
  );
  expect(lines.isrUpdated(at, 1, [1], true, 5).message).toBe(
    '[Partition orders-0 broker=1] ISR updated to 1 (under-min-isr) and version updated to 5',
  );
});

test('a new replica says where its high watermark comes from', () => {
  expect(lines.noCheckpointedHighWatermark(at, 2).message).toBe(
    '[Partition orders-0 broker=2] No checkpointed highwatermark is found for partition orders-0',
  );
  expect(lines.logLoaded(at, 2, 0).message).toBe(
    '[Partition orders-0 broker=2] Log loaded for partition orders-0 with initial high watermark 0',
  );
});

const proposed: lines.ProposedIsr = {
  kind: 'expand',
  leader: 1,
  leaderEpoch: 4,
  partitionEpoch: 7,
  newIsr: [
    { brokerId: 1, brokerEpoch: 11 },
    { brokerId: 2, brokerEpoch: 12 },
  ],
  changed: [2],
  committed: { isr: [1], leaderRecoveryState: 'RECOVERED' },
};

test('a refused expansion falls back to the committed ISR', () => {
  expect(lines.isrUpdateRejected(at, 1, proposed, 'INELIGIBLE_REPLICA').message).toBe(
    '[Partition orders-0 broker=1] Failed to alter partition to PendingExpandIsr(newInSyncReplicaId=2, sentLeaderAndIsr=LeaderAndIsr(leader=1, leaderEpoch=4, isrWithBrokerEpoch=[BrokerState(brokerId=1, brokerEpoch=11), BrokerState(brokerId=2, brokerEpoch=12)], leaderRecoveryState=RECOVERED, partitionEpoch=7), leaderRecoveryState=RECOVERED, lastCommittedState=CommittedPartitionState[isr=[1], leaderRecoveryState=RECOVERED]) since the controller rejected the request with INELIGIBLE_REPLICA. Partition state has been reset to the latest committed state CommittedPartitionState[isr=[1], leaderRecoveryState=RECOVERED].',
  );
});

test('an unexpected refusal of a shrink is a warning, and asked again', () => {
  const { level, message } = lines.isrUpdateFailed(at, 1, { ...proposed, kind: 'shrink' }, 'UNKNOWN_SERVER_ERROR');
  expect(level).toBe('WARN');
  expect(message).toContain('Failed to update ISR to PendingShrinkIsr(outOfSyncReplicaIds=[2], sentLeaderAndIsr=');
  expect(message).toContain('due to unexpected UNKNOWN_SERVER_ERROR. Retrying.');
});

test('a follower says that its log begins before the leader’s start', () => {
  expect(lines.startingInsideBatch(at, 3, 6, 7).message).toBe(
    "[Partition orders-0 broker=3] Unexpected offset in append to orders-0. First offset 6 is less than log start offset 7. Since this is the first record to be appended to the follower's log, will start the log from offset 6.",
  );
});
