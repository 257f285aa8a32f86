import { msToUs } from '../../../base/units.ts';
import { isRetriable } from '../../protocol/errors.ts';
import type { ListOffsetsResponse, OffsetFetchResponse, TopicPartition } from '../../protocol/requests.ts';
import { requestOffsetReset } from './assignment.ts';
import { coordinatorAnswered, ensureCoordinator, markCoordinatorUnknown } from './coordinator-lookup.ts';
import { fail, type PositionException } from './failure.ts';
import { positionText } from './fetch-position.ts';
import { currentLeaderOf, leaderOf, requestMetadataUpdate, updateLastSeenEpochIfNewer } from './metadata.ts';
import { type AssignedPartition, type Consumer, partitionKey } from './state.ts';
import { isNodeAvailable, log, retryBackoffUs, send, type Turn } from './turn.ts';
import { positionOf, seekUnvalidated } from './validate-position.ts';
import { validatePositionsIfNeeded } from './validate-positions.ts';

const isUnderWay = (turn: Turn, kind: 'offsetFetch'): boolean =>
  [...turn.consumer.inFlight.values()].some(({ purpose }) => purpose.kind === kind);

/** Validates positions, and gets them for partitions that have none. Source: ClassicKafkaConsumer.updateFetchPositions. */
export function updateFetchPositions(turn: Turn): void {
  validatePositionsIfNeeded(turn);
  if (turn.consumer.failure !== null) return;
  const partitions = [...turn.consumer.partitions.values()];
  fetchCommittedOffsets(
    turn,
    partitions.filter((partition) => partition.state === 'INITIALIZING'),
  );
  resetPositions(
    turn,
    partitions.filter((partition) => partition.state === 'AWAIT_RESET' && partition.nextRetryUs <= turn.ctx.nowUs),
  );
}

/** Source: ConsumerCoordinator.fetchCommittedOffsets. */
function fetchCommittedOffsets(turn: Turn, initializing: readonly AssignedPartition[]): void {
  const { coordinator, config } = turn.consumer;
  if (initializing.length === 0 || config.groupId === '' || isUnderWay(turn, 'offsetFetch')) return;
  if (initializing.some((partition) => partition.nextRetryUs > turn.ctx.nowUs)) return;
  if (!ensureCoordinator(turn) || coordinator.nodeId === null) return;
  const partitions = initializing.map(({ topic, partition }) => ({ topic, partition }));
  const request = { api: 'OffsetFetch', groupId: config.groupId, partitions } as const;
  send(turn, coordinator.nodeId, request, { kind: 'offsetFetch', partitions }, true);
}

/** Source: ConsumerCoordinator.OffsetFetchResponseHandler, refreshCommittedOffsets. */
export function onOffsetFetchResponse(
  turn: Turn,
  asked: readonly TopicPartition[],
  response: OffsetFetchResponse,
): void {
  if (response.error !== 'NONE') {
    if (response.error === 'COORDINATOR_NOT_AVAILABLE' || response.error === 'NOT_COORDINATOR') {
      markCoordinatorUnknown(turn, `error response ${response.error}`);
    }
    if (isRetriable(response.error)) retryOffsetFetch(turn, asked);
    else fail(turn, response.error);
    return;
  }
  coordinatorAnswered(turn);
  for (const { topic, partition, committedOffset, committedLeaderEpoch } of response.offsets) {
    const assigned = turn.consumer.partitions.get(partitionKey(topic, partition));
    if (assigned === undefined || assigned.state !== 'INITIALIZING') continue;
    if (committedOffset < 0) {
      log(turn, 'INFO', `Found no committed offset for partition ${topic}-${partition}`);
      resetByPolicy(turn, assigned, 'NoOffsetForPartitionException');
      continue;
    }
    assigned.committed = committedOffset;
    updateLastSeenEpochIfNewer(turn.consumer, topic, partition, committedLeaderEpoch);
    seek(turn, assigned, committedOffset, committedLeaderEpoch, 'committed');
    const position = positionText(positionOf(assigned), turn.consumer.metadata.rackOf);
    log(turn, 'INFO', `Setting offset for partition ${topic}-${partition} to the committed offset ${position}`);
  }
}

export function retryOffsetFetch(turn: Turn, asked: readonly TopicPartition[]): void {
  const atUs = turn.ctx.nowUs + retryBackoffUs(turn, 0);
  for (const { topic, partition } of asked) {
    const assigned = turn.consumer.partitions.get(partitionKey(topic, partition));
    if (assigned !== undefined && assigned.state === 'INITIALIZING') assigned.nextRetryUs = atUs;
  }
}

/** auto.offset.reset; with `none` poll throws. */
export function resetByPolicy(
  turn: Turn,
  partition: AssignedPartition,
  exception: Exclude<PositionException, 'LogTruncationException'>,
): void {
  if (turn.consumer.config.autoOffsetReset === 'none') fail(turn, exception);
  else requestOffsetReset(partition);
}

/** Without an epoch (−1) the position needs no validation. Source: SubscriptionState.seekUnvalidated. */
export function seek(
  turn: Turn,
  partition: AssignedPartition,
  offset: number,
  offsetEpoch: number,
  reason: 'committed' | 'reset' | 'seek',
): void {
  const { topic } = partition;
  const currentLeader = currentLeaderOf(turn.consumer, topic, partition.partition);
  seekUnvalidated(partition, { offset, offsetEpoch, currentLeader });
  turn.effects.push({ kind: 'position', topic, partition: partition.partition, offset, reason });
}

/** The time to look for, as ListOffsets takes it. Source: AutoOffsetResetStrategy.timestamp. */
function resetTimestamp(policy: Consumer['config']['autoOffsetReset'], nowMs: number): number {
  if (typeof policy !== 'string') return nowMs - policy.durationMs;
  return policy === 'earliest' ? -2 : -1;
}

/** Source: OffsetFetcher.resetPositionsAsync. */
function resetPositions(turn: Turn, awaiting: readonly AssignedPartition[]): void {
  const { consumer, ctx } = turn;
  const byLeader = new Map<number, (TopicPartition & { currentLeaderEpoch: number; timestamp: number })[]>();
  const byPolicy = resetTimestamp(consumer.config.autoOffsetReset, ctx.nowMs);
  for (const assigned of awaiting) {
    const { topic, partition } = assigned;
    const leader = leaderOf(consumer, topic, partition);
    if (leader === null) {
      requestMetadataUpdate(consumer);
      continue;
    }
    if (!isNodeAvailable(turn, leader.leader)) continue;
    assigned.nextRetryUs = ctx.nowUs + msToUs(consumer.config.requestTimeoutMs);
    const list = byLeader.get(leader.leader) ?? [];
    byLeader.set(leader.leader, list);
    const timestamp = assigned.resetTo ?? byPolicy;
    list.push({ topic, partition, currentLeaderEpoch: leader.leaderEpoch, timestamp });
  }
  for (const [leader, partitions] of byLeader) {
    const { isolationLevel } = consumer.config;
    const request = { api: 'ListOffsets', replicaId: -1, isolationLevel, partitions } as const;
    send(turn, leader, request, { kind: 'listOffsets', partitions });
  }
}

/** Source: OffsetFetcherUtils.onSuccessfulResponseForResettingPositions. */
export function onListOffsetsResponse(turn: Turn, response: ListOffsetsResponse): void {
  const retry: TopicPartition[] = [];
  for (const { topic, partition, error, offset, leaderEpoch } of response.responses) {
    const assigned = turn.consumer.partitions.get(partitionKey(topic, partition));
    if (assigned === undefined || assigned.state !== 'AWAIT_RESET') continue;
    if (error !== 'NONE') {
      retry.push({ topic, partition });
      continue;
    }
    if (offset < 0) {
      // Nothing as new as that: the end, as ListOffsets is asked for next.
      assigned.resetTo = -1;
      assigned.nextRetryUs = 0;
      continue;
    }
    // No epoch: a position from the reset policy needs no check against truncation.
    seek(turn, assigned, offset, -1, 'reset');
    updateLastSeenEpochIfNewer(turn.consumer, topic, partition, leaderEpoch);
    const position = positionText(positionOf(assigned), turn.consumer.metadata.rackOf);
    log(turn, 'INFO', `Resetting offset for partition ${topic}-${partition} to position ${position}.`);
  }
  if (retry.length > 0) retryListOffsets(turn, retry);
}

export function retryListOffsets(turn: Turn, partitions: readonly TopicPartition[]): void {
  requestMetadataUpdate(turn.consumer);
  for (const { topic, partition } of partitions) {
    const assigned = turn.consumer.partitions.get(partitionKey(topic, partition));
    if (assigned === undefined || assigned.state !== 'AWAIT_RESET') continue;
    assigned.nextRetryUs = turn.ctx.nowUs + msToUs(turn.consumer.config.retryBackoffMs);
  }
}
