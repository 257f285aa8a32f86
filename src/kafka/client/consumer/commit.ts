import { msToUs } from '../../../base/units.ts';
import { type ErrorCode, isRetriable } from '../../protocol/errors.ts';
import type { OffsetCommitResponse } from '../../protocol/requests.ts';
import { endCommitCall, onCommitCallFailed } from './commit-calls.ts';
import { coordinatorAnswered, markCoordinatorUnknown } from './coordinator-lookup.ts';
import { exceptionName, fail } from './failure.ts';
import { generationUnchanged, requestRejoin, resetStateAndRejoin } from './rejoin.ts';
import { type Consumer, noGeneration, type OffsetToCommit, partitionKey, type RequestPurpose } from './state.ts';
import { log, send, type Turn } from './turn.ts';

type CommitPurpose = Extract<RequestPurpose, { kind: 'commit' }>;
type CommitReason = CommitPurpose['why'];
type CommitTag = Pick<CommitPurpose, 'why' | 'id'>;
/** `retriable`: try again later; `failed`: it makes no sense. */
export type CommitResult = 'inFlight' | 'done' | 'retriable' | 'failed';

/** The positions after what poll returned. Source: SubscriptionState.allConsumed. */
export function allConsumed(consumer: Consumer): OffsetToCommit[] {
  return [...consumer.partitions.values()]
    .filter((partition) => partition.state === 'FETCHING')
    .map(({ topic, partition, position, offsetEpoch }) => ({
      topic,
      partition,
      offset: position,
      leaderEpoch: offsetEpoch,
    }));
}

/** Source: ConsumerCoordinator.sendOffsetCommitRequest. */
export function sendCommit(turn: Turn, why: Exclude<CommitReason, 'call'>): CommitResult {
  const { consumer } = turn;
  const offsets = allConsumed(consumer);
  if (offsets.length === 0) return 'done';
  if (consumer.coordinator.nodeId === null) return 'retriable';
  return commitOffsets(turn, offsets, { why, id: -1 }) === null ? 'inFlight' : 'failed';
}

/** Sends the commit, unless the consumer should be a member and is none: then why not. */
export function commitOffsets(
  turn: Turn,
  offsets: readonly OffsetToCommit[],
  tag: CommitTag,
): 'not-a-member' | 'rebalancing' | null {
  const { coordinator, membership, config } = turn.consumer;
  if (coordinator.nodeId === null) return null;
  const isManual = config.assign !== null;
  if (!isManual && membership.state !== 'STABLE') {
    log(turn, 'INFO', 'Failing OffsetCommit request since the consumer is not part of an active group');
    return membership.state === 'UNJOINED' ? 'not-a-member' : 'rebalancing';
  }
  const generation = isManual ? noGeneration : membership.generation;
  send(
    turn,
    coordinator.nodeId,
    {
      api: 'OffsetCommit',
      groupId: config.groupId,
      generationId: generation.generationId,
      memberId: generation.memberId,
      groupInstanceId: isManual ? null : config.groupInstanceId,
      offsets: offsets.map(({ topic, partition, offset, leaderEpoch }) => ({
        topic,
        partition,
        committedOffset: offset,
        committedLeaderEpoch: leaderEpoch,
        committedMetadata: '',
      })),
    },
    { kind: 'commit', ...tag, generation, offsets },
    true,
  );
  return null;
}

/** Every auto.commit.interval.ms, from inside poll. Source: ConsumerCoordinator.maybeAutoCommitOffsetsAsync. */
export function maybeAutoCommit(turn: Turn): void {
  const { consumer, ctx } = turn;
  if (!consumer.config.enableAutoCommit || ctx.nowUs < consumer.nextAutoCommitUs) return;
  consumer.nextAutoCommitUs = ctx.nowUs + msToUs(consumer.config.autoCommitIntervalMs);
  if (sendCommit(turn, 'auto') === 'retriable') retryAutoCommitSoon(turn);
}

function retryAutoCommitSoon(turn: Turn): void {
  turn.consumer.nextAutoCommitUs = turn.ctx.nowUs + msToUs(turn.consumer.config.retryBackoffMs);
}

/** Source: ConsumerCoordinator.OffsetCommitResponseHandler. */
export function onCommitResponse(turn: Turn, purpose: CommitPurpose, response: OffsetCommitResponse): void {
  const { consumer } = turn;
  const failed = response.responses.find(({ error }) => error !== 'NONE');
  const asked = new Map(purpose.offsets.map((commit) => [partitionKey(commit.topic, commit.partition), commit]));
  for (const { topic, partition, error } of response.responses) {
    const commit = asked.get(partitionKey(topic, partition));
    if (error !== 'NONE' || commit === undefined) continue;
    const assigned = consumer.partitions.get(partitionKey(topic, partition));
    if (assigned !== undefined) assigned.committed = commit.offset;
    turn.effects.push({ kind: 'committed', topic, partition, offset: commit.offset });
  }
  if (failed === undefined) {
    coordinatorAnswered(turn);
    if (purpose.why === 'call') endCommitCall(turn, purpose.id, null);
    else finishCommit(turn, purpose.why, 'done');
    return;
  }
  const level = isRetriable(failed.error) ? 'WARN' : 'ERROR';
  log(turn, level, `Offset commit failed on partition ${failed.topic}-${failed.partition}: ${failed.error}`);
  const exception = callException(turn, purpose, failed.error);
  const result = commitErrorResult(turn, purpose, failed.error);
  if (purpose.why === 'call') onCommitCallFailed(turn, purpose.id, exception, result === 'retriable');
  else finishCommit(turn, purpose.why, result, exception);
}

/** What commitSync throws. Source: ConsumerCoordinator.OffsetCommitResponseHandler. */
function callException(turn: Turn, purpose: CommitPurpose, error: ErrorCode): string {
  const isStale = !generationUnchanged(turn, purpose.generation);
  const isPreparing = turn.consumer.membership.state === 'PREPARING_REBALANCE';
  switch (error) {
    case 'UNKNOWN_MEMBER_ID':
    case 'ILLEGAL_GENERATION':
      return isStale && isPreparing ? 'RebalanceInProgressException' : 'CommitFailedException';
    case 'FENCED_INSTANCE_ID':
      if (!isStale) return exceptionName(error);
      return isPreparing ? 'RebalanceInProgressException' : 'CommitFailedException';
    default:
      return exceptionName(error);
  }
}

function commitErrorResult(turn: Turn, purpose: CommitPurpose, error: ErrorCode): CommitResult {
  switch (error) {
    case 'COORDINATOR_LOAD_IN_PROGRESS':
    case 'UNKNOWN_TOPIC_OR_PARTITION':
      return 'retriable';
    case 'COORDINATOR_NOT_AVAILABLE':
    case 'NOT_COORDINATOR':
    case 'REQUEST_TIMED_OUT':
      markCoordinatorUnknown(turn, `error response ${error}`);
      return 'retriable';
    case 'FENCED_INSTANCE_ID':
      if (purpose.why === 'auto' && generationUnchanged(turn, purpose.generation)) fail(turn, error);
      return 'failed';
    case 'REBALANCE_IN_PROGRESS':
      requestRejoin(turn, 'offset commit failed since group is already rebalancing');
      return 'failed';
    case 'UNKNOWN_MEMBER_ID':
    case 'ILLEGAL_GENERATION':
      // A member that is joining already has nothing to reset.
      if (generationUnchanged(turn, purpose.generation) || turn.consumer.membership.state !== 'PREPARING_REBALANCE') {
        const reason = `encountered ${error} from OFFSET_COMMIT response`;
        resetStateAndRejoin(turn, reason, error !== 'ILLEGAL_GENERATION');
      }
      return 'failed';
    default:
      return 'failed';
  }
}

/** Hands the result to whoever waits for it; also for a request whose connection broke. */
export function finishCommit(
  turn: Turn,
  why: Exclude<CommitReason, 'call'>,
  result: CommitResult,
  error: string | null = null,
): void {
  const { consumer, ctx } = turn;
  const backoffUs = msToUs(consumer.config.retryBackoffMs);
  if (why !== 'close') consumer.lastCommit = { how: 'auto', atUs: ctx.nowUs, error: result === 'done' ? null : error };
  if (why === 'auto') {
    if (result === 'retriable') retryAutoCommitSoon(turn);
  } else if (why === 'prepare') {
    const { prepare } = consumer.membership;
    if (prepare === null) return;
    prepare.commit = result === 'retriable' ? 'retriable' : 'done';
    prepare.retryAtUs = ctx.nowUs + backoffUs;
    if (result === 'failed') {
      log(turn, 'ERROR', 'Asynchronous auto-commit of offsets failed. Will continue to join group.');
    }
  } else if (consumer.closing !== null) {
    consumer.closing.retryAtUs = ctx.nowUs + backoffUs;
    if (result !== 'retriable') consumer.closing.stage = 'leaving';
  }
}
