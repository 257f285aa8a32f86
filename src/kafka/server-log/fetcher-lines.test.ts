import { expect, test } from 'vitest';
import * as lines from './fetcher-lines.ts';

const at = { topic: 's0.t', partition: 0 };

// The texts without a word on their origin were written by a real cluster.
test('fetchers are added by leader and removed by partition', () => {
  const fetch = { ...at, topicId: 'fcT4tVoCTPWEzd6MZ-PyDA', leaderEpoch: 2, offset: 4 };
  expect(lines.addedFetcher(2, 1, [fetch])).toEqual({
    level: 'INFO',
    logger: 'kafka.server.ReplicaFetcherManager',
    message:
      '[ReplicaFetcherManager on broker 2] Added fetcher to broker 1 for partitions HashMap(s0.t-0 -> InitialFetchState(Some(fcT4tVoCTPWEzd6MZ-PyDA),BrokerEndPoint[id=1, host=broker-1, port=9092],2,4))',
  });
  expect(lines.removedFetcher(2, [{ topic: 's0.t', partition: 1 }, at]).message).toBe(
    '[ReplicaFetcherManager on broker 2] Removed fetcher for partitions Set(s0.t-1, s0.t-0)',
  );
});

test('a log without epochs is cut to its high watermark', () => {
  expect(lines.truncatingToHighWatermark(2, 1, at, 0)).toEqual({
    level: 'INFO',
    logger: 'kafka.server.ReplicaFetcherThread',
    message:
      '[ReplicaFetcher replicaId=2, leaderId=1, fetcherId=0] Truncating partition s0.t-0 with TruncationState(offset=0, completed=true) due to local high watermark 0',
  });
});

test('a log that has diverged in an epoch known to both is cut in one step', () => {
  const end = { epoch: 0, endOffset: 4 };
  expect(lines.truncatingToEpoch(2, 1, at, { leaderEnd: end, own: end, offset: 4, done: true })).toEqual([
    {
      level: 'INFO',
      logger: 'kafka.server.ReplicaFetcherThread',
      message:
        '[ReplicaFetcher replicaId=2, leaderId=1, fetcherId=0] Truncating partition s0.t-0 with TruncationState(offset=4, completed=true) due to leader epoch and offset EpochEndOffset(errorCode=0, partition=0, leaderEpoch=0, endOffset=4)',
    },
  ]);
});

test('an epoch that the follower does not know takes another round (getOffsetTruncationState)', () => {
  const truncation = { leaderEnd: { epoch: 3, endOffset: 9 }, own: { epoch: 2, endOffset: 6 }, offset: 6, done: false };
  const [why, cut] = lines.truncatingToEpoch(2, 1, at, truncation);
  expect(why?.message).toBe(
    "[ReplicaFetcher replicaId=2, leaderId=1, fetcherId=0] Based on replica's leader epoch, leader replied with epoch 3 unknown to the replica for s0.t-0. Will truncate to 6 and send another leader epoch request to the leader.",
  );
  expect(cut?.message).toContain('TruncationState(offset=6, completed=false)');
});

test('an epoch below all that the follower knows is a warning (getOffsetTruncationState)', () => {
  const truncation = { leaderEnd: { epoch: 1, endOffset: 2 }, own: undefined, offset: 2, done: true };
  expect(lines.truncatingToEpoch(2, 1, at, truncation)[0]).toMatchObject({
    level: 'WARN',
    message:
      "[ReplicaFetcher replicaId=2, leaderId=1, fetcherId=0] Based on replica's leader epoch, leader replied with epoch 1 below any replica's tracked epochs for s0.t-0. The leader's offset only 2 will be used for truncation.",
  });
});

test('a follower outside the log of its leader says where it goes on (fetchOffsetAndTruncate)', () => {
  expect(lines.resetToLeaderEnd(2, 1, at, 9, 4)).toMatchObject({
    level: 'WARN',
    message:
      "[ReplicaFetcher replicaId=2, leaderId=1, fetcherId=0] Reset fetch offset for partition s0.t-0 from 9 to current leader's latest offset 4",
  });
  expect(lines.truncatedFully(2, 1, at, 4, 9).level).toBe('WARN');
  expect(lines.outOfRange(2, 1, at, 9, 4).message).toBe(
    '[ReplicaFetcher replicaId=2, leaderId=1, fetcherId=0] Current offset 9 for partition s0.t-0 is out of range, which typically implies a leader change. Reset fetch offset to 4',
  );
});

test('a fenced follower waits for newer metadata', () => {
  expect(lines.fencedPartition(1, 2, { topic: 's0.t', partition: 1 }, 0)).toEqual([
    {
      level: 'INFO',
      logger: 'kafka.server.ReplicaFetcherThread',
      message:
        '[ReplicaFetcher replicaId=1, leaderId=2, fetcherId=0] Partition s0.t-1 has an older epoch (0) than the current leader. Will await the new LeaderAndIsr state before resuming fetching.',
    },
    {
      level: 'WARN',
      logger: 'kafka.server.ReplicaFetcherThread',
      message: '[ReplicaFetcher replicaId=1, leaderId=2, fetcherId=0] Partition s0.t-1 marked as failed',
    },
  ]);
});

test('a Fetch that got no answer is a warning with the whole request', () => {
  const partition = {
    ...at,
    topicId: 'fcT4tVoCTPWEzd6MZ-PyDA',
    fetchOffset: 4,
    logStartOffset: 0,
    partitionMaxBytes: 1048576,
    currentLeaderEpoch: 0,
    lastFetchedEpoch: 0,
  };
  const fetch = { maxWaitMs: 500, minBytes: 1, maxBytes: 10485760, partitions: [partition] };
  expect(lines.fetchFailed(2, 1, fetch, true)).toEqual({
    level: 'WARN',
    logger: 'kafka.server.ReplicaFetcherThread',
    message:
      '[ReplicaFetcher replicaId=2, leaderId=1, fetcherId=0] Error in response for fetch request (type=FetchRequest, replicaId=2, maxWait=500, minBytes=1, maxBytes=10485760, fetchData={s0.t-0=PartitionData(topicId=fcT4tVoCTPWEzd6MZ-PyDA, fetchOffset=4, logStartOffset=0, maxBytes=1048576, currentLeaderEpoch=Optional[0], lastFetchedEpoch=Optional[0])}, isolationLevel=read_uncommitted, removed=, replaced=, metadata=(sessionId=INVALID, epoch=INITIAL), rackId=)\njava.io.IOException: Connection to broker-1:9092 (id: 1 rack: null isFenced: false) failed.',
  });
  const unknown = { ...fetch, partitions: [{ ...partition, lastFetchedEpoch: -1 }] };
  expect(lines.fetchFailed(2, 1, unknown, false).message).toMatch(
    /lastFetchedEpoch=Optional\.empty\)}.*\njava\.io\.IOException: Connection to 1 was disconnected before the response was read$/,
  );
});
