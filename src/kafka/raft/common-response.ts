import { assert } from '../../base/assert.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { RaftNode, RaftStep } from './raft-node.ts';
import { toFollower, toUnattached } from './transitions.ts';

/** The epoch and leader that a request or answer names. Source: KafkaRaftClient.hasConsistentLeader, maybeTransition. */
export function maybeTransition(node: RaftNode, step: RaftStep, leaderId: number, epoch: number): void {
  const consistent =
    leaderId === node.id
      ? node.role.kind === 'leader' || epoch !== node.epoch || node.role.kind === 'resigned'
      : epoch !== node.epoch || leaderId < 0 || node.leaderId < 0 || leaderId === node.leaderId;
  assert(consistent, `epoch ${epoch} has one leader, not both ${leaderId} and ${node.leaderId}`);
  if (epoch > node.epoch) {
    if (leaderId >= 0) toFollower(node, step, epoch, leaderId);
    else toUnattached(node, step, epoch, -1);
  } else if (epoch === node.epoch && leaderId >= 0 && node.leaderId < 0) {
    toFollower(node, step, epoch, leaderId);
  }
}

/**
 * What every answer has in common: an older epoch is of no use, a newer one is taken over. `handle`: the answer is for
 * the rule of its request. Source: KafkaRaftClient.maybeHandleCommonResponse.
 */
export function commonResponse(
  node: RaftNode,
  step: RaftStep,
  answer: { readonly error: ErrorCode; readonly leaderId: number; readonly leaderEpoch: number },
): 'done' | 'handle' {
  const { error, leaderId, leaderEpoch } = answer;
  if (leaderEpoch < node.epoch || error === 'UNKNOWN_LEADER_EPOCH') return 'done';
  if (leaderEpoch > node.epoch || error === 'FENCED_LEADER_EPOCH' || error === 'NOT_LEADER_OR_FOLLOWER') {
    maybeTransition(node, step, leaderId, leaderEpoch);
    return 'done';
  }
  if (leaderId >= 0 && node.leaderId < 0) {
    toFollower(node, step, leaderEpoch, leaderId);
    return error === 'NONE' ? 'handle' : 'done';
  }
  return 'handle';
}
