import { msToUs } from '../../../base/units.ts';
import { byTopicPartition, decodeAssignment } from '../../group/consumer-protocol.ts';
import type { TopicPartition } from '../../protocol/requests.ts';
import { assignedPartitions, assignFromSubscribed } from './assignment.ts';
import { requestRejoin } from './rejoin.ts';
import { partitionKey } from './state.ts';
import { rebalanceProtocol } from './subscription.ts';
import { isSubscribed } from './subscription-match.ts';
import { joinAssignedTopics } from './subscription-metadata.ts';
import { log, type Turn } from './turn.ts';

/**
 * The member takes its assignment. A cooperative one gives up what is not in it, and then joins again at once so that
 * another can have it. Source: ConsumerCoordinator.onJoinComplete.
 */
export function onJoinComplete(turn: Turn, bytes: Uint8Array): void {
  const { consumer, ctx } = turn;
  const { membership, config } = consumer;
  if (!membership.isLeader) membership.assignmentSnapshot = null;
  const { generationId, protocolName } = membership.generation;
  membership.completedGenerationId = generationId;
  const partitions = bytes.length < 2 ? [] : decodeAssignment(bytes).partitions;
  const assigned = [...partitions].sort(byTopicPartition);
  if (!assigned.every(({ topic }) => isSubscribed(consumer, topic))) {
    requestRejoin(turn, 'received assignment does not match the current subscription');
    return;
  }
  const added = assigned.filter(({ topic, partition }) => !consumer.partitions.has(partitionKey(topic, partition)));
  if (rebalanceProtocol(config) === 'COOPERATIVE') revokeUnassigned(turn, assigned, added);
  joinAssignedTopics(turn, assigned);
  if (protocolName !== null) {
    membership.lastAssignments = new Map(membership.lastAssignments).set(protocolName, { partitions, generationId });
  }
  consumer.nextAutoCommitUs = ctx.nowUs + msToUs(config.autoCommitIntervalMs);
  assignFromSubscribed(consumer, assigned);
  turn.effects.push({ kind: 'assigned', partitions: added });
}

const keyOf = ({ topic, partition }: TopicPartition): string => partitionKey(topic, partition);
const textOf = (partitions: readonly TopicPartition[]): string => `[${partitions.map(keyOf).join(', ')}]`;

function revokeUnassigned(turn: Turn, assigned: readonly TopicPartition[], added: readonly TopicPartition[]): void {
  const owned = assignedPartitions(turn.consumer).sort(byTopicPartition);
  const kept = new Set(assigned.map(keyOf));
  const revoked = owned.filter((it) => !kept.has(keyOf(it)));
  log(
    turn,
    'INFO',
    'Updating assignment with\n' +
      `\tAssigned partitions:                       ${textOf(assigned)}\n` +
      `\tCurrent owned partitions:                  ${textOf(owned)}\n` +
      `\tAdded partitions (assigned - owned):       ${textOf(added)}\n` +
      `\tRevoked partitions (owned - assigned):     ${textOf(revoked)}\n`,
  );
  if (revoked.length === 0) return;
  turn.effects.push({ kind: 'revoked', partitions: revoked });
  const reason = `need to revoke partitions ${textOf(revoked)} as indicated by the current assignment and re-join`;
  requestRejoin(turn, 'need to revoke partitions and re-join', reason);
}
