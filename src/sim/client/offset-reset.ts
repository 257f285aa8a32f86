import { secondsToUs } from '../../base/units.ts';
import { nextResetStep, offsetAt, type ResetStrategy, resetRefusal } from '../../kafka/group/offset-reset.ts';
import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import type {
  KafkaRequest,
  KafkaResponse,
  MetadataTopic,
  ResponseOf,
  TopicPartition,
} from '../../kafka/protocol/requests.ts';
import { partitionName } from '../evidence.ts';
import { isReachable, sendRequest } from '../network.ts';
import { type SimState, setTimer, tell, wallMs } from '../state.ts';
import { adminNode, note, type OffsetReset, retryUs, take } from './admin-calls.ts';

/** --timeout of kafka-consumer-groups, for each of its calls. */
const timeoutUs = secondsToUs(5);

/**
 * kafka-consumer-groups --reset-offsets --execute: finds the coordinator, asks whether the group is inactive, for the
 * partitions, for offsets, and commits the new ones without a generation. Source: ConsumerGroupCommand.resetOffsets.
 */
export function resetOffsets(s: SimState, command: OffsetReset['command']): void {
  const id = s.admin.nextId;
  const facts = { committed: null, offsets: new Map<string, number>() };
  s.admin = { ...s.admin, nextId: id + 1 };
  keep(s, id, {
    command,
    stage: 'coordinator',
    coordinator: -1,
    partitions: [],
    facts,
    asked: 0,
    warnings: [],
    moves: [],
    awaited: 0,
    startedMs: wallMs(s),
    untilUs: s.nowUs + timeoutUs,
  });
  goOn(s, id);
}

const keep = (s: SimState, id: number, reset: OffsetReset): void => {
  s.admin = { ...s.admin, resets: new Map(s.admin.resets).set(id, reset) };
};

function end(s: SimState, id: number): void {
  const resets = new Map(s.admin.resets);
  resets.delete(id);
  s.admin = { ...s.admin, resets };
}

function refuse(s: SimState, id: number, error: ErrorCode, message: string | null): void {
  const reset = s.admin.resets.get(id);
  end(s, id);
  if (reset !== undefined) tell(s, { kind: 'refused', command: reset.command, error, message });
}

/** Time to try a step again; answers that were on the way to the one before are not heard any more. */
export function resetTimer(s: SimState, id: number): void {
  const reset = s.admin.resets.get(id);
  if (reset === undefined) return;
  if (s.nowUs >= reset.untilUs) return refuse(s, id, 'REQUEST_TIMED_OUT', null);
  goOn(s, id);
}

/** From the coordinator on, which may have moved; what is known of offsets may be old by then. */
function tryAgain(s: SimState, id: number, reset: OffsetReset): void {
  for (const [call, { reset: of }] of s.admin.calls) if (of === id) take(s, call);
  const facts = { committed: null, offsets: new Map<string, number>() };
  keep(s, id, { ...reset, stage: 'coordinator', facts, awaited: 0 });
  setTimer(s, adminNode, `reset:${id}`, s.nowUs + retryUs);
}

export function onResetLost(s: SimState, id: number): void {
  const reset = s.admin.resets.get(id);
  if (reset !== undefined) tryAgain(s, id, reset);
}

function send(
  s: SimState,
  id: number,
  reset: OffsetReset,
  requests: readonly (readonly [number, KafkaRequest])[],
): void {
  keep(s, id, { ...reset, awaited: requests.length });
  for (const [to, request] of requests)
    sendRequest(s, adminNode, to, note(s, request, reset.command, { reset: id }), request);
}

/** Sends what the stage asks. */
function goOn(s: SimState, id: number): void {
  const reset = s.admin.resets.get(id);
  if (reset === undefined) return;
  const { command, coordinator } = reset;
  const { group: groupId } = command;
  const bootstrap = [...s.brokers.keys()].find((broker) => isReachable(s, adminNode, broker));
  if (bootstrap === undefined) return tryAgain(s, id, reset);
  switch (reset.stage) {
    case 'coordinator':
      return send(s, id, reset, [[bootstrap, { api: 'FindCoordinator', key: groupId }]]);
    case 'describe':
      return send(s, id, reset, [[coordinator, { api: 'DescribeGroups', groupId }]]);
    case 'scope':
      return send(s, id, reset, [[coordinator, { api: 'OffsetFetch', groupId, partitions: null }]]);
    case 'metadata':
      return send(s, id, reset, [[bootstrap, { api: 'Metadata', topics: topicsOf(reset) }]]);
    case 'plan':
    case 'commit':
      return plan(s, id, reset);
  }
}

function topicsOf({ command, partitions }: OffsetReset): string[] {
  return command.topic === null ? [...new Set(partitions.map(({ topic }) => topic))] : [command.topic];
}

function plan(s: SimState, id: number, reset: OffsetReset): void {
  const { command, coordinator, partitions, facts } = reset;
  const step = nextResetStep(atMoment(command.to, reset.startedMs), partitions, facts);
  const groupId = command.group;
  switch (step.kind) {
    case 'impossible':
      return refuse(s, id, 'INVALID_REQUEST', step.message);
    case 'ask-committed':
      return send(s, id, reset, [[coordinator, { api: 'OffsetFetch', groupId, partitions: null }]]);
    case 'ask-offsets': {
      const leaderOf = (at: TopicPartition): number =>
        partitions.find((it) => partitionName(it.topic, it.partition) === partitionName(at.topic, at.partition))
          ?.leader ?? -1;
      const leaders = [...new Set(step.partitions.map(leaderOf))];
      const listOffsets = (leader: number): KafkaRequest => ({
        api: 'ListOffsets',
        replicaId: -1,
        isolationLevel: 'read_uncommitted',
        partitions: step.partitions
          .filter((at) => leaderOf(at) === leader)
          .map(({ topic, partition }) => ({ topic, partition, currentLeaderEpoch: -1, timestamp: step.timestamp })),
      });
      return send(
        s,
        id,
        { ...reset, asked: step.timestamp },
        leaders.map((leader) => [leader, listOffsets(leader)] as const),
      );
    }
    case 'plan': {
      const offsets = step.offsets.map(({ topic, partition, offset }) => ({
        topic,
        partition,
        committedOffset: offset,
        committedLeaderEpoch: -1,
        committedMetadata: '',
      }));
      const moves = step.offsets.map(({ topic, partition, offset }) => ({
        topic,
        partition,
        before: committedOffset(s, groupId, topic, partition),
        after: offset,
      }));
      const commit = {
        api: 'OffsetCommit',
        groupId,
        generationId: -1,
        memberId: '',
        groupInstanceId: null,
        offsets,
      } as const;
      return send(s, id, { ...reset, stage: 'commit', warnings: step.warnings, moves }, [[coordinator, commit]]);
    }
  }
}

/** For the onlooker, who is told how far the group was moved; −1: nothing is committed. */
function committedOffset(s: SimState, group: string, topic: string, partition: number): number {
  const name = partitionName(topic, partition);
  for (const shard of s.shards.values()) {
    const committed = shard.offsets.get(group)?.get(name);
    if (committed !== undefined) return committed.offset;
  }
  return -1;
}

export function onResetResponse(s: SimState, id: number, response: KafkaResponse): void {
  const held = s.admin.resets.get(id);
  if (held === undefined) return;
  const reset = { ...held, awaited: held.awaited - 1, untilUs: s.nowUs + timeoutUs };
  switch (response.api) {
    case 'FindCoordinator':
      if (response.error !== 'NONE') return tryAgain(s, id, held);
      return next(s, id, { ...reset, coordinator: response.nodeId, stage: 'describe' });
    case 'DescribeGroups':
      return onDescribed(s, id, reset, response);
    case 'OffsetFetch':
      return response.error === 'NONE' ? onCommitted(s, id, reset, response) : tryAgain(s, id, held);
    case 'Metadata':
      return onMetadata(s, id, reset, response.topics);
    case 'ListOffsets': {
      if (response.responses.some(({ error }) => error !== 'NONE')) return tryAgain(s, id, held);
      const offsets = new Map(reset.facts.offsets);
      for (const it of response.responses) offsets.set(offsetAt(reset.asked, it), it.offset);
      return next(s, id, { ...reset, facts: { ...reset.facts, offsets } });
    }
    case 'OffsetCommit':
      return onReset(s, id, held, response);
    default:
      return;
  }
}

/** The next step, when the last of its answers is there. */
function next(s: SimState, id: number, reset: OffsetReset): void {
  keep(s, id, reset);
  if (reset.awaited === 0) goOn(s, id);
}

const coordinatorErrors: readonly ErrorCode[] = [
  'NOT_COORDINATOR',
  'COORDINATOR_NOT_AVAILABLE',
  'COORDINATOR_LOAD_IN_PROGRESS',
];

function onDescribed(s: SimState, id: number, reset: OffsetReset, response: ResponseOf<'DescribeGroups'>): void {
  if (coordinatorErrors.includes(response.error)) return tryAgain(s, id, reset);
  const refusal = resetRefusal(reset.command.group, response.groupState);
  if (refusal !== null) return refuse(s, id, 'NON_EMPTY_GROUP', refusal);
  next(s, id, { ...reset, stage: reset.command.topic === null ? 'scope' : 'metadata' });
}

function onCommitted(s: SimState, id: number, reset: OffsetReset, { offsets }: ResponseOf<'OffsetFetch'>): void {
  const committed = new Map(offsets.map((it) => [partitionName(it.topic, it.partition), it.committedOffset] as const));
  if (reset.stage !== 'scope') return next(s, id, { ...reset, facts: { ...reset.facts, committed } });
  const partitions = offsets.map(({ topic, partition }) => ({ topic, partition, leader: -1 }));
  next(s, id, { ...reset, partitions, stage: 'metadata' });
}

/** OffsetsUtils.checkAllTopicPartitionsValid. */
function onMetadata(s: SimState, id: number, reset: OffsetReset, topics: readonly MetadataTopic[]): void {
  const { topic, partitions } = reset.command;
  const found = new Map<string, number>();
  for (const it of topics)
    for (const [p, { leader }] of it.partitions.entries()) found.set(partitionName(it.name, p), leader);
  const unknown = topics.find(({ error }) => error === 'UNKNOWN_TOPIC_OR_PARTITION');
  if (unknown !== undefined) {
    return refuse(s, id, 'UNKNOWN_TOPIC_OR_PARTITION', 'This server does not host this topic-partition.');
  }
  const all = topics.find(({ name }) => name === topic)?.partitions.map((_, p) => p) ?? [];
  const wanted = topic === null ? reset.partitions : (partitions ?? all).map((partition) => ({ topic, partition }));
  const named = wanted.map((at) => ({ ...at, leader: found.get(partitionName(at.topic, at.partition)) ?? null }));
  const text = (some: readonly TopicPartition[]): string =>
    some.map((it) => partitionName(it.topic, it.partition)).join(',');
  const missing = named.filter(({ leader }) => leader === null);
  if (missing.length > 0) {
    return refuse(s, id, 'UNKNOWN_TOPIC_OR_PARTITION', `The partitions "${text(missing)}" do not exist`);
  }
  const leaderless = named.filter(({ leader }) => leader === -1);
  if (leaderless.length > 0) {
    return refuse(s, id, 'LEADER_NOT_AVAILABLE', `The partitions "${text(leaderless)}" have no leader`);
  }
  next(s, id, { ...reset, partitions: named.map((it) => ({ ...it, leader: it.leader ?? -1 })), stage: 'plan' });
}

function onReset(s: SimState, id: number, reset: OffsetReset, { responses }: ResponseOf<'OffsetCommit'>): void {
  const error = responses.find((it) => it.error !== 'NONE')?.error ?? 'NONE';
  if (coordinatorErrors.includes(error)) return tryAgain(s, id, reset);
  // Somebody has joined meanwhile: a commit without a generation is no member's.
  if (error !== 'NONE') return refuse(s, id, error, null);
  end(s, id);
  tell(s, { kind: 'offsets-reset', group: reset.command.group, offsets: reset.moves, warnings: reset.warnings });
}

/** So long ago, counted from when the tool was started. */
export const atMoment = (to: ResetStrategy, nowMs: number): Exclude<ResetStrategy, { kind: 'by-duration' }> =>
  to.kind === 'by-duration' ? { kind: 'to-datetime', ms: nowMs - to.ms } : to;
