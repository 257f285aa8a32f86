import { test, vi } from 'vitest';
import { leavesAndReturns, moves } from './testing/special-schedules.ts';
import { commonSchedules, expectCaught } from './testing/until-caught.ts';

/** The bug that is planted now; every mutation below asks for its own. */
const plant = vi.hoisted(() => ({ bug: '' }));

vi.mock('../../../kafka/controller/partition-change-builder.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/controller/partition-change-builder.ts')>();
  const buildPartitionChange: typeof actual.buildPartitionChange = (change) => {
    const election = plant.bug === 'elects outside of the ISR' ? { election: 'UNCLEAN' as const } : {};
    const record = actual.buildPartitionChange({ ...change, ...election });
    if (record === null) return null;
    if (plant.bug === 'the ELR is never emptied' && record.eligibleLeaderReplicas?.length === 0) {
      return { ...record, eligibleLeaderReplicas: null };
    }
    if (plant.bug === 'the leader stays when it leaves the ISR' && record.leader === -1) {
      return { ...record, leader: null };
    }
    return record;
  };
  return { ...actual, buildPartitionChange };
});

vi.mock('../../../kafka/controller/partition-registration.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/controller/partition-registration.ts')>();
  const mergePartitionChange: typeof actual.mergePartitionChange = (partition, change) => {
    const merged = actual.mergePartitionChange(partition, change);
    return plant.bug === 'a new leader keeps the epoch' ? { ...merged, leaderEpoch: partition.leaderEpoch } : merged;
  };
  return { ...actual, mergePartitionChange };
});

vi.mock('../../../kafka/controller/broker-registration.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/controller/broker-registration.ts')>();
  const fenceBroker: typeof actual.fenceBroker = (image, id, node) => {
    const records = actual.fenceBroker(image, id, node);
    return plant.bug === 'a fenced broker stays in the ISR' ? records.slice(-1) : records;
  };
  const registerBroker: typeof actual.registerBroker = (image, request, options) =>
    actual.registerBroker(
      image,
      request,
      plant.bug === 'every broker gets the same epoch' ? { ...options, nextWriteOffset: 7 } : options,
    );
  return { ...actual, fenceBroker, registerBroker };
});

vi.mock('../../../kafka/controller/leader-and-isr-updates.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/controller/leader-and-isr-updates.ts')>();
  const leaderAndIsrUpdates: typeof actual.leaderAndIsrUpdates = (image, change, concerns, node) => {
    const { brokerWithUncleanShutdown: id } = change;
    const forgiven = plant.bug === 'an unclean shutdown counts as a clean one' && id !== undefined;
    return actual.leaderAndIsrUpdates(image, forgiven ? { brokerToRemove: id } : change, concerns, node);
  };
  return { ...actual, leaderAndIsrUpdates };
});

vi.mock('../../../kafka/controller/reassignment.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/controller/reassignment.ts')>();
  const completedReassignment: typeof actual.completedReassignment = (moving, isr) => {
    if (plant.bug !== 'a reassignment is done at once' || moving.adding.length === 0) {
      return actual.completedReassignment(moving, isr);
    }
    const stays = (id: number): boolean => !moving.removing.includes(id);
    return { replicas: moving.replicas.filter(stays), isr: isr.filter(stays) };
  };
  return { ...actual, completedReassignment };
});

vi.mock('../../../kafka/controller/striped-replica-placer.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/controller/striped-replica-placer.ts')>();
  const placeReplicas: typeof actual.placeReplicas = (random, brokers, start, count, factor) =>
    plant.bug === 'racks are not looked at'
      ? actual.placeReplicas(
          random,
          brokers.map((broker) => ({ ...broker, rack: 'same' })),
          start,
          count,
          factor,
        )
      : actual.placeReplicas(random, brokers, start, count, factor);
  return { ...actual, placeReplicas };
});

vi.mock('../../../kafka/raft/vote-rules.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/raft/vote-rules.ts')>();
  const canGrantVote: typeof actual.canGrantVote = (node, candidate, upToDate, preVote) =>
    plant.bug === 'a voter votes twice' && !preVote
      ? upToDate && node.role.kind !== 'leader'
      : actual.canGrantVote(node, candidate, upToDate, preVote);
  return { ...actual, canGrantVote };
});

vi.mock('../../../kafka/raft/leader-progress.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/raft/leader-progress.ts')>();
  const noteLeaderEnd: typeof actual.noteLeaderEnd = (node, step) => {
    actual.noteLeaderEnd(node, step);
    if (plant.bug !== 'the quorum leader commits alone' || node.highWatermark >= step.log.endOffset) return;
    node.highWatermark = step.log.endOffset;
    step.effects.push({ kind: 'high-watermark' });
  };
  return { ...actual, noteLeaderEnd };
});

vi.mock('../../../kafka/raft/start-raft.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/raft/start-raft.ts')>();
  const startRaft: typeof actual.startRaft = (node, step) => {
    if (plant.bug === 'a voter forgets its epoch') {
      node.stored = { leaderEpoch: 0, leaderId: -1, votedId: -1 };
      actual.startRaft(node, { ...step, log: { ...step.log, lastEpoch: 0 } });
    } else actual.startRaft(node, step);
  };
  return { ...actual, startRaft };
});

vi.mock('../../metadata-log.ts', async (original) => {
  const actual = await original<typeof import('../../metadata-log.ts')>();
  const imageAfter: typeof actual.imageAfter = (log, image, highWatermark) =>
    actual.imageAfter(
      log,
      image,
      plant.bug === 'brokers apply what is not committed' ? log.logEndOffset : highWatermark,
    );
  return { ...actual, imageAfter };
});

const schedules = { common: commonSchedules(), moves: moves(), returns: leavesAndReturns() };

test.each([
  ['elects outside of the ISR', 'unclean elections', 'common'],
  ['the ELR is never emptied', 'eligible leader replicas', 'returns'],
  ['the leader stays when it leaves the ISR', 'partition records', 'common'],
  ['a new leader keeps the epoch', 'partition epochs', 'common'],
  ['a new leader keeps the epoch', 'one leader an epoch', 'common'],
  ['a fenced broker stays in the ISR', 'fenced brokers', 'common'],
  ['an unclean shutdown counts as a clean one', 'clean elections', 'returns'],
  ['a reassignment is done at once', 'reassignments', 'moves'],
  ['racks are not looked at', 'placement', 'common'],
  ['every broker gets the same epoch', 'broker epochs', 'common'],
  ['a voter votes twice', 'one vote an epoch', 'common'],
  ['a voter votes twice', 'one quorum leader an epoch', 'common'],
  ['a voter forgets its epoch', 'quorum epochs', 'common'],
  ['the quorum leader commits alone', 'quorum high watermark', 'common'],
  ['brokers apply what is not committed', 'applied metadata', 'common'],
] as const)('%s: caught by "%s"', { timeout: 120_000 }, (bug, checker, among) => {
  plant.bug = bug;
  expectCaught(checker, schedules[among], () => {
    plant.bug = '';
  });
});
