import { test, vi } from 'vitest';
import { divergingLogs, lateGroups, throttledTopics } from './testing/special-schedules.ts';
import { commonSchedules, expectCaught } from './testing/until-caught.ts';

/** The bug that is planted now; every mutation below asks for its own. */
const plant = vi.hoisted(() => ({ bug: '' }));

vi.mock('../../../kafka/replication/high-watermark.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/replication/high-watermark.ts')>();
  const nextHighWatermark: typeof actual.nextHighWatermark = (input) => {
    if (input.isr.length < input.effectiveMinIsr && plant.bug !== 'min.insync.replicas ignored') {
      return input.highWatermark;
    }
    switch (plant.bug) {
      case 'high watermark of the leader alone':
        return input.leaderEndOffset;
      case 'min.insync.replicas ignored':
        return actual.nextHighWatermark({ ...input, effectiveMinIsr: 0 });
      case 'high watermark may fall':
        return Math.min(
          input.leaderEndOffset,
          ...input.followers.map((follower) => Math.max(0, follower.logEndOffset)),
        );
      default:
        return actual.nextHighWatermark(input);
    }
  };
  return { ...actual, nextHighWatermark };
});

vi.mock('../../../kafka/replication/isr.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/replication/isr.ts')>();
  const mayJoinIsr: typeof actual.mayJoinIsr = (follower, highWatermark, epochStart) =>
    plant.bug === 'joins the ISR too early'
      ? follower.eligible
      : actual.mayJoinIsr(follower, highWatermark, epochStart);
  return { ...actual, mayJoinIsr };
});

vi.mock('../../../kafka/replication/truncation.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/replication/truncation.ts')>();
  const truncationOffset: typeof actual.truncationOffset = (leader, own, end, highWatermark) => {
    switch (plant.bug) {
      case 'truncates to nothing':
        return { offset: 0, done: true };
      default:
        return actual.truncationOffset(leader, own, end, highWatermark);
    }
  };
  return { ...actual, truncationOffset };
});

vi.mock('../../../kafka/log/log-epochs.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/log/log-epochs.ts')>();
  const endOffsetForEpoch: typeof actual.endOffsetForEpoch = (log, epoch) => {
    const never = plant.bug === 'leaders never see a diverging log' && !log.topic.startsWith('__cluster');
    return never ? { epoch, endOffset: log.logEndOffset } : actual.endOffsetForEpoch(log, epoch);
  };
  return { ...actual, endOffsetForEpoch };
});

vi.mock('../../broker/fetch-read.ts', async (original) => {
  const actual = await original<typeof import('../../broker/fetch-read.ts')>();
  const answerFetch: typeof actual.answerFetch = (s, broker, request, connection) => {
    const { partitions, replicaId } = request;
    if (plant.bug === 'leader epochs of requests not looked at') {
      const anyEpoch = partitions.map((partition) => ({ ...partition, currentLeaderEpoch: -1 }));
      return actual.answerFetch(s, broker, { ...request, partitions: anyEpoch }, connection);
    }
    const asFollower = plant.bug === 'consumers read up to the log end' && replicaId < 0;
    return actual.answerFetch(s, broker, asFollower ? { ...request, replicaId: 0 } : request, connection);
  };
  return { ...actual, answerFetch };
});

vi.mock('../../broker/fetch.ts', async (original) => {
  const actual = await original<typeof import('../../broker/fetch.ts')>();
  const { logAt, ownReplica, replicaKey } = await import('../../state.ts');
  const { advanceHighWatermark } = await import('../../broker/high-watermark-advance.ts');
  const handleFetch: typeof actual.handleFetch = (s, broker, request, reply) => {
    actual.handleFetch(s, broker, request, reply);
    if (plant.bug !== 'followers credited with what they are sent' || request.replicaId < 0) return;
    for (const { topic, partition } of request.partitions) {
      if (!s.topicNumbers.has(topic)) continue;
      const key = replicaKey(s, broker, topic, partition);
      if (s.replicas.get(key)?.role !== 'leader') continue;
      const remote = ownReplica(s, key).remotes.find(({ id }) => id === request.replicaId);
      if (remote === undefined || remote.logEndOffset < 0) continue;
      remote.logEndOffset = logAt(s, key).logEndOffset;
      advanceHighWatermark(s, key);
    }
  };
  return { ...actual, handleFetch };
});

vi.mock('../../broker/produce.ts', async (original) => {
  const actual = await original<typeof import('../../broker/produce.ts')>();
  const handleProduce: typeof actual.handleProduce = (s, broker, request, reply) => {
    const early = plant.bug === 'acks=all answered as acks=1' && request.acks === -1;
    actual.handleProduce(s, broker, early ? { ...request, acks: 1 } : request, reply);
  };
  return { ...actual, handleProduce };
});

vi.mock('../../broker/client-requests.ts', async (original) => {
  const actual = await original<typeof import('../../broker/client-requests.ts')>();
  const { replicaKey } = await import('../../state.ts');
  const answerListOffsets: typeof actual.answerListOffsets = (s, broker, request) => {
    const answer = actual.answerListOffsets(s, broker, request);
    if (plant.bug !== 'latest offsets told before the epoch begins') return answer;
    const responses = answer.responses.map((part) => {
      if (part.error !== 'OFFSET_NOT_AVAILABLE') return part;
      const offset = s.replicas.get(replicaKey(s, broker, part.topic, part.partition))?.highWatermark ?? 0;
      return { ...part, error: 'NONE' as const, offset };
    });
    return { ...answer, responses };
  };
  return { ...actual, answerListOffsets };
});

vi.mock('../../broker/replica-fetcher.ts', async (original) => {
  const actual = await original<typeof import('../../broker/replica-fetcher.ts')>();
  const removeFromFetchers: typeof actual.removeFromFetchers = (s, id, key) => {
    if (plant.bug !== 'old fetchers are kept') actual.removeFromFetchers(s, id, key);
  };
  const { truncateTo } = await import('../../../kafka/log/partition-log.ts');
  const { ownLog } = await import('../../state.ts');
  const addToFetcher: typeof actual.addToFetcher = (s, id, leader, key) => {
    // As every follower did before KIP-101.
    const highWatermark = s.replicas.get(key)?.highWatermark ?? 0;
    if (plant.bug === 'truncates to the high watermark') truncateTo(ownLog(s, key), highWatermark);
    actual.addToFetcher(s, id, leader, key);
  };
  return { ...actual, removeFromFetchers, addToFetcher };
});

vi.mock('../../broker/replication-quota.ts', async (original) => {
  const actual = await original<typeof import('../../broker/replication-quota.ts')>();
  const shouldLeaderThrottle: typeof actual.shouldLeaderThrottle = (s, leader, follower) =>
    actual.shouldLeaderThrottle(
      s,
      plant.bug === 'throttles do not look at the ISR' ? { ...leader, isr: [] } : leader,
      follower,
    );
  return { ...actual, shouldLeaderThrottle };
});

vi.mock('../../broker/follower-progress.ts', async (original) => {
  const actual = await original<typeof import('../../broker/follower-progress.ts')>();
  const maximalIsr: typeof actual.maximalIsr = (replica) => {
    if (plant.bug !== 'a pending shrink counts at once') return actual.maximalIsr(replica);
    return replica.pendingIsr?.isr ?? replica.isr;
  };
  return { ...actual, maximalIsr };
});

const schedules = commonSchedules();
const special = [...throttledTopics(), ...divergingLogs(), ...lateGroups()];

test.each([
  ['high watermark of the leader alone', 'in-sync replicas hold what is committed', 'common'],
  ['high watermark of the leader alone', 'replication quorum', 'common'],
  ['high watermark of the leader alone', 'leader completeness', 'special'],
  ['followers credited with what they are sent', 'in-sync replicas hold what is committed', 'common'],
  ['min.insync.replicas ignored', 'min.insync.replicas', 'common'],
  ['high watermark may fall', 'high watermark', 'common'],
  ['joins the ISR too early', 'joining the ISR', 'common'],
  ['truncates to the high watermark', 'leader candidates are complete', 'common'],
  ['truncates to nothing', 'truncation', 'special'],
  ['leaders never see a diverging log', 'log matching', 'special'],
  ['leaders never see a diverging log', 'epoch history', 'special'],
  ['leader epochs of requests not looked at', 'leader epochs of requests', 'common'],
  ['consumers read up to the log end', 'repeatable reads', 'common'],
  ['acks=all answered as acks=1', 'acks=all', 'common'],
  ['acks=all answered as acks=1', 'acknowledged records', 'special'],
  ['latest offsets told before the epoch begins', 'latest offsets', 'special'],
  ['old fetchers are kept', 'fetchers', 'common'],
  ['a pending shrink counts at once', 'replication quorum', 'common'],
  ['throttles do not look at the ISR', 'throttles spare who is in sync', 'special'],
] as const)('%s: caught by "%s"', { timeout: 120_000 }, (bug, checker, among) => {
  plant.bug = bug;
  expectCaught(checker, among === 'common' ? schedules : special, () => {
    plant.bug = '';
  });
});
