import { msToUs } from '../../base/units.ts';
import type {
  BeginQuorumEpochRequest,
  BeginQuorumEpochResponse,
  EndQuorumEpochRequest,
  EndQuorumEpochResponse,
} from '../protocol/quorum-requests.ts';
import { commonResponse, maybeTransition } from './common-response.ts';
import type { RaftNode, RaftStep } from './raft-node.ts';

/** A new leader says that it leads. Source: KafkaRaftClient.handleBeginQuorumEpochRequest. */
export function handleBeginQuorumEpoch(
  node: RaftNode,
  step: RaftStep,
  request: BeginQuorumEpochRequest,
): BeginQuorumEpochResponse {
  const fenced = request.leaderEpoch < node.epoch;
  if (!fenced) maybeTransition(node, step, request.leaderId, request.leaderEpoch);
  const { leaderId, epoch: leaderEpoch } = node;
  return { api: 'BeginQuorumEpoch', error: fenced ? 'FENCED_LEADER_EPOCH' : 'NONE', leaderId, leaderEpoch };
}

export function handleBeginQuorumEpochResponse(
  node: RaftNode,
  step: RaftStep,
  response: BeginQuorumEpochResponse,
): void {
  commonResponse(node, step, response);
}

/**
 * A leader resigns: its follower stands for election as soon as its place among the successors allows.
 * Source: KafkaRaftClient.handleEndQuorumEpochRequest.
 */
export function handleEndQuorumEpoch(
  node: RaftNode,
  step: RaftStep,
  request: EndQuorumEpochRequest,
): EndQuorumEpochResponse {
  const fenced = request.leaderEpoch < node.epoch;
  if (!fenced) {
    maybeTransition(node, step, request.leaderId, request.leaderEpoch);
    if (node.role.kind === 'follower' && node.leaderId === request.leaderId) {
      const { preferredSuccessors } = request;
      const at = preferredSuccessors.indexOf(node.id);
      const place = at < 0 ? preferredSuccessors.length : at;
      const backoffMs = electionBackoffMs(place, preferredSuccessors.length, step.config.electionBackoffMaxMs);
      node.role = { ...node.role, fetchDeadlineUs: step.nowUs + msToUs(backoffMs) };
    }
  }
  const { leaderId, epoch: leaderEpoch } = node;
  return { api: 'EndQuorumEpoch', error: fenced ? 'FENCED_LEADER_EPOCH' : 'NONE', leaderId, leaderEpoch };
}

/** The first successor stands at once, each further one waits twice as long. Source: strictExponentialElectionBackoffMs. */
export function electionBackoffMs(place: number, successors: number, maxMs: number): number {
  if (place === 0) return 0;
  if (place < 0 || place >= successors) return maxMs;
  const base = maxMs >> (successors - 1);
  return Math.min(maxMs, base << (place - 1));
}

/** Source: KafkaRaftClient.handleEndQuorumEpochResponse. */
export function handleEndQuorumEpochResponse(
  node: RaftNode,
  step: RaftStep,
  from: number,
  response: EndQuorumEpochResponse,
): void {
  if (commonResponse(node, step, response) === 'done' || response.error !== 'NONE') return;
  if (node.role.kind !== 'resigned') return;
  node.role = { ...node.role, unackedVoters: node.role.unackedVoters.filter((voter) => voter !== from) };
}
