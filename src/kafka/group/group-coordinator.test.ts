import { expect, test } from 'vitest';
import type { JoinGroupRequest, KafkaResponse } from '../protocol/requests.ts';
import { encodeSubscription } from './consumer-protocol.ts';
import {
  copyShard,
  createShard,
  defaultGroupCoordinatorConfig,
  type GroupContext,
  type GroupEffect,
  type GroupRequest,
  type GroupShard,
  groupErrorResponse,
  handleGroupRequest,
  handleGroupTimer,
  replayRecord,
  unloadShard,
  writeOutcome,
} from './group-coordinator.ts';

const contextAt = (ms: number, config = {}): GroupContext => ({
  nowUs: ms * 1000,
  nowMs: 1_700_000_000_000 + ms,
  newMemberUuid: () => '00000000-0000-0000-0000-000000000000',
  config: { ...defaultGroupCoordinatorConfig, ...config },
  partitionCount: (topic) => (topic === 't' ? 3 : 0),
});

const subscription = { topics: ['t'], userData: null, ownedPartitions: [], generationId: -1, rackId: null };
const join = (memberId: string, over: Partial<JoinGroupRequest> = {}): JoinGroupRequest => ({
  api: 'JoinGroup',
  groupId: 'g',
  sessionTimeoutMs: 45_000,
  rebalanceTimeoutMs: 300_000,
  memberId,
  groupInstanceId: null,
  clientId: 'c',
  protocolType: 'consumer',
  protocols: [{ name: 'range', metadata: encodeSubscription(subscription) }],
  reason: null,
  ...over,
});

const responses = (effects: readonly GroupEffect[]): KafkaResponse[] =>
  effects.flatMap((effect) => (effect.kind === 'respond' ? [effect.response] : []));
const appends = (effects: readonly GroupEffect[]) =>
  effects.flatMap((effect) => (effect.kind === 'append' ? [effect] : []));

/** Answers at once; writes are committed in the same moment. */
function ask(shard: GroupShard, request: GroupRequest, ms = 0): KafkaResponse[] {
  const effects = handleGroupRequest(shard, 1, request, contextAt(ms));
  const later = appends(effects).flatMap(({ appendId }) => writeOutcome(shard, appendId, 'NONE', contextAt(ms)));
  return responses([...effects, ...later]);
}

/** A group `g` in generation 1 with the one member `c-000…`. */
function stableGroup(): { shard: GroupShard; memberId: string } {
  const shard = createShard(0, 0, 0);
  const memberId = 'c-00000000-0000-0000-0000-000000000000';
  expect(ask(shard, join(''))).toMatchObject([{ error: 'MEMBER_ID_REQUIRED', memberId }]);
  expect(ask(shard, join(memberId))).toEqual([]);
  handleGroupTimer(shard, 'join:g', contextAt(3_000));
  const assignment = new Uint8Array([0, 0]);
  const { groupId, generationId, protocolName } = { groupId: 'g', generationId: 1, protocolName: 'range' };
  const sync = { api: 'SyncGroup', groupId, generationId, memberId, groupInstanceId: null, protocolName } as const;
  const answer = ask(shard, { ...sync, assignments: [{ memberId, assignment }] }, 3_000);
  expect(answer).toMatchObject([{ error: 'NONE', assignment }]);
  return { shard, memberId };
}

const commit = (memberId: string, generationId: number, topic = 't') =>
  ({
    api: 'OffsetCommit',
    groupId: 'g',
    generationId,
    memberId,
    groupInstanceId: null,
    offsets: [{ topic, partition: 0, committedOffset: 5, committedLeaderEpoch: 2, committedMetadata: '' }],
  }) as const;
const fetchOffset = { api: 'OffsetFetch', groupId: 'g', partitions: [{ topic: 't', partition: 0 }] } as const;

test('a session timeout outside the broker’s limits is refused', () => {
  expect(ask(createShard(0, 0, 0), join('', { sessionTimeoutMs: 5_999 }))).toMatchObject([
    { error: 'INVALID_SESSION_TIMEOUT' },
  ]);
});

test('a member id that was handed out and not used is forgotten after a session', () => {
  const { shard } = stableGroup();
  ask(shard, join('', { clientId: 'late' }), 4_000);
  const pending = 'late-00000000-0000-0000-0000-000000000000';
  expect(shard.groups.get('g')?.pendingJoinMembers).toEqual([pending]);
  handleGroupTimer(shard, `session:g:${pending}`, contextAt(49_000));
  expect(shard.groups.get('g')?.pendingJoinMembers).toEqual([]);
});

test('commits are refused by generation, member and topic, and accepted otherwise', () => {
  const { shard, memberId } = stableGroup();
  const errorOf = (answer: KafkaResponse[]) =>
    answer.map((response) => (response.api === 'OffsetCommit' ? response.responses[0]?.error : response.api));
  expect(errorOf(ask(shard, commit(memberId, 2)))).toEqual(['ILLEGAL_GENERATION']);
  expect(errorOf(ask(shard, commit('nobody', 1)))).toEqual(['UNKNOWN_MEMBER_ID']);
  expect(errorOf(ask(shard, commit(memberId, 1, 'unknown')))).toEqual(['UNKNOWN_TOPIC_OR_PARTITION']);
  expect(errorOf(ask(shard, commit('', -1)))).toEqual(['UNKNOWN_MEMBER_ID']);
  expect(errorOf(ask(shard, commit(memberId, 1)))).toEqual(['NONE']);
  expect(ask(shard, fetchOffset)).toMatchObject([{ offsets: [{ committedOffset: 5, committedLeaderEpoch: 2 }] }]);
});

test('a commit is answered, and seen by readers, only when the high watermark has passed it', () => {
  const { shard, memberId } = stableGroup();
  const effects = handleGroupRequest(shard, 7, commit(memberId, 1), contextAt(4_000));
  expect(responses(effects)).toEqual([]);
  expect(responses(handleGroupRequest(shard, 8, fetchOffset, contextAt(4_001)))).toEqual([]);
  const [append] = appends(effects);
  const later = writeOutcome(shard, append?.appendId ?? -1, 'NONE', contextAt(4_002));
  expect(later.flatMap((effect) => (effect.kind === 'respond' ? [effect.token] : []))).toEqual([7, 8]);
  expect(responses(later)[1]).toMatchObject({ offsets: [{ committedOffset: 5 }] });
});

test('a commit that the log refuses leaves no trace', () => {
  const { shard, memberId } = stableGroup();
  const [append] = appends(handleGroupRequest(shard, 7, commit(memberId, 1), contextAt(4_000)));
  const answer = responses(writeOutcome(shard, append?.appendId ?? -1, 'NOT_ENOUGH_REPLICAS', contextAt(4_000)));
  expect(answer).toMatchObject([{ responses: [{ error: 'COORDINATOR_NOT_AVAILABLE' }] }]);
  expect(ask(shard, fetchOffset)).toMatchObject([{ offsets: [{ committedOffset: -1 }] }]);
});

test('a broker that lets the partition go sends everybody elsewhere', () => {
  const { shard, memberId } = stableGroup();
  handleGroupRequest(shard, 7, commit(memberId, 1), contextAt(4_000));
  handleGroupRequest(shard, 8, join(memberId), contextAt(4_000));
  const answers = responses(unloadShard(shard, contextAt(4_001)));
  expect(answers.map((response) => response.api)).toEqual(expect.arrayContaining(['OffsetCommit']));
  expect(JSON.stringify(answers)).toContain('NOT_COORDINATOR');
  expect(shard.groups.size).toBe(0);
});

test('offsets of an empty group expire after the retention, and the group with them', () => {
  const { shard, memberId } = stableGroup();
  ask(shard, commit(memberId, 1), 4_000);
  const leave = {
    api: 'LeaveGroup',
    groupId: 'g',
    members: [{ memberId, groupInstanceId: null, reason: null }],
  } as const;
  expect(ask(shard, leave, 5_000)).toEqual([{ api: 'LeaveGroup', error: 'NONE' }]);
  const sevenDaysMs = 7 * 24 * 3_600_000;
  expect(appends(handleGroupTimer(shard, 'expiry', contextAt(sevenDaysMs)))).toEqual([]);
  const [append] = appends(handleGroupTimer(shard, 'expiry', contextAt(sevenDaysMs + 5_000)));
  expect(append?.records.map((record) => record.value)).toEqual([null, null]);
  writeOutcome(shard, append?.appendId ?? -1, 'NONE', contextAt(sevenDaysMs + 5_001));
  expect(shard.offsets.size).toBe(0);
  expect(shard.groups.size).toBe(0);
});

test('a copy of a shard shares nothing that changes', () => {
  const { shard, memberId } = stableGroup();
  const copy = copyShard(shard, 1);
  const before = JSON.stringify(structuredClone(shard), (_, value) => (value instanceof Map ? [...value] : value));
  ask(copy, commit(memberId, 1), 4_000);
  ask(copy, { api: 'LeaveGroup', groupId: 'g', members: [{ memberId, groupInstanceId: null, reason: null }] }, 4_000);
  const after = JSON.stringify(structuredClone(shard), (_, value) => (value instanceof Map ? [...value] : value));
  expect(after).toBe(before);
  expect(copy.groups.get('g')?.state).toBe('Empty');
});

test('records of other protocols are passed over while loading', () => {
  const shard = createShard(0, 0, 0);
  replayRecord(shard, new Uint8Array([0, 3, 2, 0x67]), null);
  expect(shard.groups.size).toBe(0);
});

test('a heartbeat to a coordinator that still loads is answered without an error', () => {
  const heartbeat = { api: 'Heartbeat', groupId: 'g', generationId: 1, memberId: 'm', groupInstanceId: null } as const;
  expect(groupErrorResponse(heartbeat, 'COORDINATOR_LOAD_IN_PROGRESS')).toEqual({ api: 'Heartbeat', error: 'NONE' });
  expect(groupErrorResponse(heartbeat, 'NOT_COORDINATOR')).toEqual({ api: 'Heartbeat', error: 'NOT_COORDINATOR' });
});
