import { partitionKey } from '../../kafka/client/consumer/state.ts';
import { coordinatorPartition } from '../../kafka/group/coordinator-partition.ts';
import type { OffsetCommitRequest, OffsetFetchResponse } from '../../kafka/protocol/requests.ts';
import { setting } from '../settings.ts';
import { offsetsTopic, replicaKey, type SimState, wallMs } from '../state.ts';
import { type Checker, remembering } from './checker.ts';
import { isOffsetsSuspended } from './seen/offsets-partition.ts';
import type { Answer, Step } from './seen/step.ts';

/** A commit that a coordinator has taken. */
interface Commit {
  readonly offset: number;
  /** Who sent it, as `node/correlation id`. */
  readonly from: string;
  readonly atMs: number;
  isAcknowledged: boolean;
}

interface Memory {
  /** By `group/topic-partition`: the latest that was acknowledged, and those that came after it. */
  readonly commits: Map<string, Commit[]>;
  /** By group, the newest epoch of a coordinator of it. */
  readonly epochs: Map<string, number>;
  /** Topics that were deleted: their offsets go with them, at a time of each broker's own. */
  readonly deleted: Set<string>;
}

/**
 * G13. Whoever asks a group's coordinator for a committed offset is told the latest that was acknowledged, or one that
 * came after it; and a consumer that is given a partition begins there. Suspended where the offsets partition is; an older
 * coordinator that does not know of its successor tells what it has; offsets expire.
 * Source: OffsetMetadataManager.fetchOffsets, ConsumerCoordinator.refreshCommittedOffsets, kafkatest's
 * _update_global_position.
 */
export const committedOffsets: Checker = remembering(
  'committed offsets',
  ['G13'],
  (): Memory => ({ commits: new Map(), epochs: new Map(), deleted: new Set() }),
  (s, step, memory) => {
    noteDeleted(step, memory);
    noteTaken(s, step, memory);
    for (const answer of step.answers) {
      const { request, response } = answer;
      if (request.api === 'OffsetCommit' && response.api === 'OffsetCommit')
        for (const { topic, partition, error } of response.responses)
          noteAnswered(
            memory,
            `${request.groupId}/${topic}-${partition}`,
            senderOf(answer.to, answer),
            error === 'NONE',
          );
      if (request.api === 'OffsetFetch' && response.api === 'OffsetFetch') {
        const wrong = wrongOffset(s, step, memory, answer.from, request.groupId, response);
        if (wrong !== null) return `group ${request.groupId}: broker ${answer.from} tells ${wrong}`;
      }
    }
    return wrongStart(step);
  },
  { looksAtClients: true },
);

const senderOf = (node: number, { correlationId }: Pick<Answer, 'correlationId'>): string => `${node}/${correlationId}`;

function noteDeleted({ writes, shards }: Step, { commits, deleted }: Memory): void {
  for (const { before, after } of writes) {
    if (before.topics === after.topics) continue;
    for (const topic of before.topics.keys()) if (!after.topics.has(topic)) deleted.add(topic);
  }
  for (const { groups } of shards) {
    for (const { id, group } of groups) {
      if (group !== null) continue;
      for (const key of commits.keys()) if (key.startsWith(`${id}/`)) commits.delete(key);
    }
  }
}

/** The newest coordinator has written what it was asked to. */
function noteTaken(s: SimState, step: Step, memory: Memory): void {
  const { event, shards } = step;
  for (const { key, shard, groups, hasWritten, isNew } of shards) {
    if (shard === null) continue;
    for (const { id } of groups) memory.epochs.set(id, Math.max(memory.epochs.get(id) ?? -1, shard.epoch));
    if (event?.kind !== 'request' || event.request.api !== 'OffsetCommit' || !hasWritten || isNew) continue;
    const { groupId } = event.request;
    if (
      shard.groups.has(groupId) &&
      !isOffsetsSuspended(s, step, key) &&
      shard.epoch >= (memory.epochs.get(groupId) ?? -1)
    )
      take(memory, event.request, senderOf(event.from, event), wallMs(s));
  }
}

function take({ commits }: Memory, { groupId, offsets }: OffsetCommitRequest, from: string, atMs: number): void {
  for (const { topic, partition, committedOffset: offset } of offsets) {
    const key = `${groupId}/${topic}-${partition}`;
    const known = commits.get(key) ?? [];
    commits.set(key, known);
    known.push({ offset, from, atMs, isAcknowledged: false });
  }
}

function noteAnswered({ commits }: Memory, key: string, from: string, isAcknowledged: boolean): void {
  const known = commits.get(key);
  const at = known?.findIndex((commit) => commit.from === from) ?? -1;
  const commit = known?.[at];
  if (known === undefined || commit === undefined || !isAcknowledged) return;
  commit.isAcknowledged = true;
  known.splice(0, at);
}

function wrongOffset(
  s: SimState,
  step: Step,
  { commits, epochs, deleted }: Memory,
  broker: number,
  group: string,
  { error, offsets }: OffsetFetchResponse,
): string | null {
  const count = step.image.topics.get(offsetsTopic)?.partitions.length ?? 0;
  if (error !== 'NONE' || count === 0) return null;
  const key = replicaKey(s, broker, offsetsTopic, coordinatorPartition(group, count));
  const epoch = s.shards.get(key)?.epoch ?? -1;
  if (epoch < (epochs.get(group) ?? -1)) return null;
  const isSuspended = isOffsetsSuspended(s, step, key);
  for (const { topic, partition, committedOffset } of offsets) {
    const id = `${group}/${topic}-${partition}`;
    if (isSuspended) commits.delete(id);
    const known = commits.get(id);
    const [acknowledged] = known ?? [];
    if (known === undefined || acknowledged?.isAcknowledged !== true || deleted.has(topic)) continue;
    if (known.some(({ offset }) => offset === committedOffset)) continue;
    const isExpired = wallMs(s) - acknowledged.atMs >= setting(s, 'offsets.retention.minutes') * 60_000;
    if (committedOffset >= 0 || !isExpired)
      return `${committedOffset} for ${topic}-${partition}, ${acknowledged.offset} was acknowledged`;
  }
  return null;
}

/** A consumer that has no position takes the one that it is told. */
function wrongStart({ event, consumers }: Step): string | null {
  if (event?.kind !== 'response' || event.response.api !== 'OffsetFetch') return null;
  const told = new Map(
    event.response.offsets.map(({ topic, partition, committedOffset }) => [
      partitionKey(topic, partition),
      committedOffset,
    ]),
  );
  for (const { held, moved } of consumers) {
    if (held.node !== event.to) continue;
    for (const { topic, partition, before, now } of moved) {
      const committed = told.get(partitionKey(topic, partition)) ?? -1;
      if (before.state !== 'INITIALIZING' || committed < 0 || now.position >= committed) continue;
      return `${held.id} begins ${topic}-${partition} at ${now.position}, ${committed} is committed`;
    }
  }
  return null;
}
