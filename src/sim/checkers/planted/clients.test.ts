import { test, vi } from 'vitest';
import type { Schedule } from '../../fuzz/schedule.ts';
import { growingGroups, movingCoordinators, repeatedRequests, staticReturns } from './testing/client-schedules.ts';
import { commonSchedules, expectCaught } from './testing/until-caught.ts';

/** The bug that is planted now; every mutation below asks for its own. */
const plant = vi.hoisted(() => ({ bug: '' }));

vi.mock('../../../kafka/log/append-producers.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/log/append-producers.ts')>();
  const checkProducers: typeof actual.checkProducers = (state, batches, origin, name, version) => {
    const isUnchecked = plant.bug === 'sequences are not looked at' || plant.bug === 'epochs are not looked at';
    const as = isUnchecked && origin === 'CLIENT' ? 'REPLICATION' : origin;
    const checked = actual.checkProducers(state, batches, as, name, version);
    if (plant.bug !== 'a duplicate is told of the newest batch' || !checked.ok || checked.value.duplicate === null) {
      return checked;
    }
    const duplicate = { ...checked.value.duplicate, lastOffset: state.lastMapOffset - 1 };
    return { ok: true, value: { ...checked.value, duplicate } };
  };
  return { ...actual, checkProducers };
});

vi.mock('../../../kafka/record/record-batch.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/record/record-batch.ts')>();
  const encodeBatch: typeof actual.encodeBatch = (records, options = {}) => {
    // An older process of the same producer sends too.
    const isOlder = plant.bug === 'epochs are not looked at' && (options.baseSequence ?? -1) % 5 === 4;
    return actual.encodeBatch(records, isOlder ? { ...options, producerEpoch: -1 } : options);
  };
  return { ...actual, encodeBatch };
});

vi.mock('../../../kafka/client/producer/partition-choice.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/client/producer/partition-choice.ts')>();
  const choosePartition: typeof actual.choosePartition = (p, topic, record, ctx) => {
    const choice = actual.choosePartition(p, topic, record, ctx);
    if (plant.bug !== 'keys go round' || choice.by !== 'key') return choice;
    return { ...choice, partition: p.sent % topic.partitions.length };
  };
  return { ...actual, choosePartition };
});

vi.mock('../../broker/produce.ts', async (original) => {
  const actual = await original<typeof import('../../broker/produce.ts')>();
  const handleProduce: typeof actual.handleProduce = (s, broker, request, reply) => {
    const early = plant.bug === 'acks=all answered as acks=1' && request.acks === -1;
    actual.handleProduce(s, broker, early ? { ...request, acks: 1 } : request, reply);
  };
  return { ...actual, handleProduce };
});

vi.mock('../../../kafka/group/assignors/assignor.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/group/assignors/assignor.ts')>();
  const assign = (name: string): import('../../../kafka/group/assignors/assignor.ts').Assignor['assign'] => {
    const right = actual.assignorByName(name);
    return (cluster, members) => {
      if (right === undefined) return new Map();
      const handsOver = plant.bug === 'what moves is handed over at once' && name === 'cooperative-sticky';
      // As if nobody had anything, and in the order of another round.
      const asked = handsOver
        ? members.map((it) => ({ ...it, ownedPartitions: [], userData: null })).reverse()
        : members;
      const assignment = right.assign(cluster, asked);
      const given = [...assignment.values()];
      if (plant.bug === 'a partition is given to nobody') given.find((it) => it.size > 0)?.clear();
      if (plant.bug === 'a partition is given twice')
        for (const [topic, partitions] of given[0] ?? []) given[1]?.set(topic, partitions);
      if (plant.bug === 'the first member gets all') {
        const [first, ...others] = given;
        for (const other of others) {
          for (const [topic, partitions] of other) first?.set(topic, [...(first.get(topic) ?? []), ...partitions]);
          other.clear();
        }
      }
      return assignment;
    };
  };
  const assignorByName: typeof actual.assignorByName = (name) => {
    const right = actual.assignorByName(name);
    return right === undefined ? undefined : { ...right, assign: assign(name) };
  };
  return { ...actual, assignorByName };
});

vi.mock('../../../kafka/client/consumer/subscription.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/client/consumer/subscription.ts')>();
  const rebalanceProtocol: typeof actual.rebalanceProtocol = (config) =>
    plant.bug === 'nobody gives anything up to join' ? 'COOPERATIVE' : actual.rebalanceProtocol(config);
  return { ...actual, rebalanceProtocol };
});

vi.mock('../../../kafka/client/consumer/completed-fetch.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/client/consumer/completed-fetch.ts')>();
  const takeRecords: typeof actual.takeRecords = (...asked) => {
    const taken = actual.takeRecords(...asked);
    return plant.bug === 'one of many records is left out' && taken.count > 1
      ? { ...taken, count: taken.count - 1 }
      : taken;
  };
  return { ...actual, takeRecords };
});

vi.mock('../../../kafka/client/consumer/turn.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/client/consumer/turn.ts')>();
  const send: typeof actual.send = (turn, to, request, purpose, toCoordinator) => {
    if (plant.bug !== 'commits are one too high' || request.api !== 'OffsetCommit') {
      return actual.send(turn, to, request, purpose, toCoordinator);
    }
    const offsets = request.offsets.map((it) => ({ ...it, committedOffset: it.committedOffset + 1 }));
    actual.send(turn, to, { ...request, offsets }, purpose, toCoordinator);
  };
  return { ...actual, send };
});

vi.mock('../../../kafka/group/classic-group.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/group/classic-group.ts')>();
  const transitionTo: typeof actual.transitionTo = (group, state, nowMs) => {
    actual.transitionTo(group, state, nowMs);
    if (state !== 'CompletingRebalance') return;
    if (plant.bug === 'a group is stable before it has an assignment') group.state = 'Stable';
    if (plant.bug === 'the generation stays') group.generationId -= 1;
  };
  return { ...actual, transitionTo };
});

vi.mock('../../../kafka/group/group-members.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/group/group-members.ts')>();
  const removeMember: typeof actual.removeMember = (group, memberId) => {
    const { leaderId } = group;
    actual.removeMember(group, memberId);
    if (plant.bug === 'who has left still leads') group.leaderId = leaderId;
  };
  const replaceStaticMember: typeof actual.replaceStaticMember = (group, instanceId, oldId, newId) => {
    const member = actual.replaceStaticMember(group, instanceId, oldId, newId);
    // As if another protocol were chosen now.
    if (plant.bug === 'a group rebalances when a static member is back') group.protocolName = '';
    return member;
  };
  return { ...actual, removeMember, replaceStaticMember };
});

vi.mock('../../../kafka/group/replay.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/group/replay.ts')>();
  const replayRecord: typeof actual.replayRecord = (shard, key, value) => {
    const isOffset = key[1] === 0 || key[1] === 1;
    if (plant.bug === 'a new coordinator loads no offsets' && isOffset) return;
    if (plant.bug === 'a new coordinator loads no groups' && !isOffset) return;
    actual.replayRecord(shard, key, value);
  };
  return { ...actual, replayRecord };
});

vi.mock('../../../kafka/group/offset-commit.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/group/offset-commit.ts')>();
  const offsetCommit: typeof actual.offsetCommit = (step, token, request) => {
    const group = step.shard.groups.get(request.groupId);
    const [present] = group?.members.keys() ?? [];
    if (plant.bug !== 'anybody may commit' || group === undefined || present === undefined) {
      return actual.offsetCommit(step, token, request);
    }
    const { generationId } = group;
    return actual.offsetCommit(step, token, { ...request, generationId, memberId: present, groupInstanceId: null });
  };
  return { ...actual, offsetCommit };
});

vi.mock('../../../kafka/group/loading.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/group/loading.ts')>();
  const { prepareRebalance } = await import('../../../kafka/group/rebalance.ts');
  const armLoadedShard: typeof actual.armLoadedShard = (step) => {
    actual.armLoadedShard(step);
    if (plant.bug !== 'a new coordinator calls all together') return;
    for (const group of step.shard.groups.values()) if (group.state === 'Stable') prepareRebalance(step, group, '');
  };
  return { ...actual, armLoadedShard };
});

vi.mock('../../../kafka/group/coordinator-partition.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/group/coordinator-partition.ts')>();
  const coordinatorPartition: typeof actual.coordinatorPartition = (id, count) => {
    const partition = actual.coordinatorPartition(id, count);
    return plant.bug === 'groups map to the next partition' ? (partition + 1) % count : partition;
  };
  return { ...actual, coordinatorPartition };
});

const schedules: readonly Schedule[] = [
  ...repeatedRequests(),
  ...staticReturns(),
  ...movingCoordinators(),
  ...growingGroups(),
  ...commonSchedules(),
];

test.each([
  ['sequences are not looked at', 'producer sequences'],
  ['sequences are not looked at', 'idempotent producers'],
  ['epochs are not looked at', 'producer epochs'],
  ['a duplicate is told of the newest batch', 'duplicate answers'],
  ['acks=all answered as acks=1', 'acknowledged to producers'],
  ['keys go round', 'partition of a key'],
  ['a partition is given to nobody', 'valid assignments'],
  ['a partition is given twice', 'valid assignments'],
  ['a partition is given twice', 'one owner of a partition'],
  ['nobody gives anything up to join', 'one owner of a partition'],
  ['the first member gets all', 'balanced assignments'],
  ['what moves is handed over at once', 'cooperative handover'],
  ['a group is stable before it has an assignment', 'group states'],
  ['the generation stays', 'group generations'],
  ['who has left still leads', 'group generations'],
  ['a new coordinator loads no groups', 'group generations'],
  ['one of many records is left out', 'positions of consumers'],
  ['commits are one too high', 'commits of positions'],
  ['a new coordinator loads no offsets', 'committed offsets'],
  ['anybody may commit', 'commits of members'],
  ['a new coordinator calls all together', 'causes of rebalances'],
  ['a group rebalances when a static member is back', 'causes of rebalances'],
  ['groups map to the next partition', 'coordinators'],
] as const)('%s: caught by "%s"', { timeout: 120_000 }, (bug, checker) => {
  plant.bug = bug;
  expectCaught(checker, schedules, () => {
    plant.bug = '';
  });
});
