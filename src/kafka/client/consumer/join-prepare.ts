import { msToUs } from '../../../base/units.ts';
import { assignedPartitions, assignFromSubscribed } from './assignment.ts';
import { sendCommit } from './commit.ts';
import { rebalanceProtocol } from './subscription.ts';
import { log, type Turn } from './turn.ts';

/**
 * Before a member joins again: commit what was consumed (auto commit); then an eager one gives all partitions up, a
 * cooperative one keeps those of its topics. False while the commit is not done.
 * Source: ConsumerCoordinator.onJoinPrepare.
 */
export function onJoinPrepare(turn: Turn): boolean {
  const { consumer, ctx } = turn;
  const { membership, config } = consumer;
  membership.prepare ??= { deadlineUs: ctx.nowUs + msToUs(config.maxPollIntervalMs), retryAtUs: 0, commit: 'idle' };
  if (config.enableAutoCommit && !commitBeforeRevoking(turn)) return false;

  const partitions = assignedPartitions(consumer);
  const { generationId, memberId } = membership.generation;
  if (generationId === -1 || memberId === '') {
    if (partitions.length > 0) {
      log(
        turn,
        'INFO',
        'Giving away all assigned partitions as lost since generation/memberID has been reset,' +
          'indicating that consumer is in old state or no longer part of the group',
      );
      turn.effects.push({ kind: 'lost', partitions });
    }
    assignFromSubscribed(consumer, []);
  } else if (rebalanceProtocol(config) === 'EAGER') {
    turn.effects.push({ kind: 'revoked', partitions });
    assignFromSubscribed(consumer, []);
  } else {
    const kept = partitions.filter(({ topic }) => consumer.subscription.includes(topic));
    if (kept.length < partitions.length) {
      turn.effects.push({ kind: 'revoked', partitions: partitions.filter((it) => !kept.includes(it)) });
      assignFromSubscribed(consumer, kept);
    }
  }
  membership.isLeader = false;
  membership.groupTopics = [];
  membership.prepare = null;
  return true;
}

/**
 * Meanwhile nothing more of what will be given up reaches the application: the committed position must be the last.
 * Source: maybeMarkPartitionsPendingRevocation.
 */
function commitBeforeRevoking(turn: Turn): boolean {
  const { consumer, ctx } = turn;
  const { prepare } = consumer.membership;
  if (prepare === null || prepare.commit === 'done') return true;
  if (ctx.nowUs >= prepare.deadlineUs) {
    log(turn, 'ERROR', 'Asynchronous auto-commit of offsets failed: joinPrepare timeout. Will continue to join group');
    return true;
  }
  if (prepare.commit === 'inFlight' || ctx.nowUs < prepare.retryAtUs) return false;
  if (rebalanceProtocol(consumer.config) === 'EAGER') {
    for (const partition of consumer.partitions.values()) partition.pendingRevocation = true;
  }
  const result = sendCommit(turn, 'prepare');
  if (result === 'failed') {
    log(turn, 'ERROR', 'Asynchronous auto-commit of offsets failed. Will continue to join group.');
  }
  // Without a coordinator there is nobody to wait for.
  prepare.commit = result === 'inFlight' ? 'inFlight' : 'done';
  return result !== 'inFlight';
}
