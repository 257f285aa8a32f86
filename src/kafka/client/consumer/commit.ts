import { msToUs } from '../../../base/units.ts';
import { type ErrorCode, isRetriable } from '../../protocol/errors.ts';
import type { OffsetCommitResponse } from '../../protocol/requests.ts';
import { coordinatorAnswered, markCoordinatorUnknown } from './coordinator-lookup.ts';
import { fail } from './failure.ts';
import { generationUnchanged, requestRejoin, resetStateAndRejoin } from './rejoin.ts';
import { type Consumer, type OffsetToCommit, partitionKey, type RequestPurpose } from './state.ts';
import { log, send, type Turn } from './turn.ts';

type CommitPurpose = Extract<RequestPurpose, { kind: 'commit' }>;
type CommitReason = CommitPurpose['why'];
/** `retriable`: try again later; `failed`: it makes no sense. */
export type CommitResult = 'inFlight' | 'done' | 'retriable' | 'failed';

/** The positions after what poll returned. Source: SubscriptionState.allConsumed. */
function allConsumed(consumer: Consumer): OffsetToCommit[] {
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
export function sendCommit(turn: Turn, why: CommitReason): CommitResult {
  const { consumer } = turn;
  const { coordinator, membership, config } = consumer;
  const offsets = allConsumed(consumer);
  if (offsets.length === 0) return 'done';
  if (coordinator.nodeId === null) return 'retriable';
  if (membership.state !== 'STABLE') {
    log(turn, 'INFO', 'Failing OffsetCommit request since the consumer is not part of an active group');
    return 'failed';
  }
  const { generation } = membership;
  send(
    turn,
    coordinator.nodeId,
    {
      api: 'OffsetCommit',
      groupId: config.groupId,
      generationId: generation.generationId,
      memberId: generation.memberId,
      groupInstanceId: config.groupInstanceId,
      offsets: offsets.map(({ topic, partition, offset, leaderEpoch }) => ({
        topic,
        partition,
        committedOffset: offset,
        committedLeaderEpoch: leaderEpoch,
        committedMetadata: '',
      })),
    },
    { kind: 'commit', why, generation, offsets },
    true,
  );
  return 'inFlight';
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
  for (const { topic, partition, error } of response.responses) {
    const commit = purpose.offsets.find((o) => o.topic === topic && o.partition === partition);
    if (error !== 'NONE' || commit === undefined) continue;
    const assigned = consumer.partitions.get(partitionKey(topic, partition));
    if (assigned !== undefined) assigned.committed = commit.offset;
    turn.effects.push({ kind: 'committed', topic, partition, offset: commit.offset });
  }
  if (failed === undefined) {
    coordinatorAnswered(turn);
    finishCommit(turn, purpose.why, 'done');
    return;
  }
  const level = isRetriable(failed.error) ? 'WARN' : 'ERROR';
  log(turn, level, `Offset commit failed on partition ${failed.topic}-${failed.partition}: ${failed.error}`);
  finishCommit(turn, purpose.why, commitErrorResult(turn, purpose, failed.error));
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
export function finishCommit(turn: Turn, why: CommitReason, result: CommitResult): void {
  const { consumer, ctx } = turn;
  const backoffUs = msToUs(consumer.config.retryBackoffMs);
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
