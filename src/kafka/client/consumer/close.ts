import { msToUs } from '../../../base/units.ts';
import { assignedPartitions, assignFromSubscribed } from './assignment.ts';
import { sendCommit } from './commit.ts';
import { ensureCoordinator } from './coordinator-lookup.ts';
import { maybeLeaveGroup } from './rejoin.ts';
import type { Turn } from './turn.ts';

/** ConsumerUtils.DEFAULT_CLOSE_TIMEOUT_MS; never longer than request.timeout.ms. */
const closeTimeoutMs = 30_000;

/** close(): commit, give the partitions up, leave the group. What the application is still at, it drops. */
export function beginClose(turn: Turn): void {
  const { consumer, ctx } = turn;
  if (consumer.life === 'closing' || consumer.life === 'closed') return;
  if (consumer.life === 'new') {
    finishClose(turn);
    return;
  }
  consumer.life = 'closing';
  if (consumer.work !== null || consumer.frozen) {
    turn.effects.push({ kind: 'cancelTimer', key: 'work' }, { kind: 'cancelTimer', key: 'maxPoll' });
    for (const { topic, partition, fromOffset, toOffset } of consumer.work?.runs ?? [])
      turn.effects.push({ kind: 'abandoned', topic, partition, fromOffset, toOffset });
    consumer.work = null;
    consumer.frozen = false;
  }
  const timeoutMs = Math.min(closeTimeoutMs, consumer.config.requestTimeoutMs);
  consumer.closing = { stage: 'committing', deadlineUs: ctx.nowUs + msToUs(timeoutMs), retryAtUs: 0 };
}

/** Source: ConsumerCoordinator.close, AbstractCoordinator.close. */
export function continueClose(turn: Turn): void {
  const { consumer, ctx } = turn;
  const { closing } = consumer;
  if (closing === null) return;
  if (ctx.nowUs >= closing.deadlineUs) {
    finishClose(turn);
    return;
  }
  if (closing.stage === 'committing' && !isCommitting(turn)) closing.stage = 'leaving';
  if (closing.stage !== 'leaving') return;
  closing.stage = 'left';
  giveUpPartitions(turn);
  if (!maybeLeaveGroup(turn, 'the consumer is being closed')) finishClose(turn);
}

/** Whether the commit is still to be waited for. Source: ConsumerCoordinator.maybeAutoCommitOffsetsSync. */
function isCommitting(turn: Turn): boolean {
  const { consumer, ctx } = turn;
  if (!consumer.config.enableAutoCommit || consumer.partitions.size === 0) return false;
  for (const { purpose } of consumer.inFlight.values()) {
    if (purpose.kind === 'commit' && purpose.why === 'close') return true;
  }
  if ((consumer.closing?.retryAtUs ?? 0) > ctx.nowUs || !ensureCoordinator(turn)) return true;
  const result = sendCommit(turn, 'close');
  return result === 'inFlight' || result === 'retriable';
}

/** Source: ConsumerCoordinator.onLeavePrepare. */
function giveUpPartitions(turn: Turn): void {
  const { consumer } = turn;
  const { membership } = consumer;
  consumer.heartbeat.enabled = false;
  const partitions = assignedPartitions(consumer);
  if (partitions.length === 0 || consumer.config.assign !== null) return;
  const { generationId, memberId } = membership.generation;
  const rebalancing = membership.state === 'PREPARING_REBALANCE' || membership.state === 'COMPLETING_REBALANCE';
  const lost = generationId === -1 || memberId === '' || rebalancing;
  turn.effects.push({ kind: lost ? 'lost' : 'revoked', partitions });
  assignFromSubscribed(consumer, []);
}

export function finishClose(turn: Turn): void {
  const { consumer } = turn;
  consumer.life = 'closed';
  consumer.closing = null;
  consumer.heartbeat.enabled = false;
  consumer.inFlight.clear();
  consumer.partitions.clear();
  consumer.fetchBuffer = [];
  if (consumer.timeoutsAtUs !== null) turn.effects.push({ kind: 'cancelTimer', key: 'timeouts' });
  consumer.timeoutsAtUs = null;
  turn.effects.push({ kind: 'closed' });
}
