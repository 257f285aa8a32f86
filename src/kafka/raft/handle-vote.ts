import type { VoteRequest, VoteResponse } from '../protocol/quorum-requests.ts';
import { commonResponse } from './common-response.ts';
import { isVoteGranted, isVoteRejected, recordVote } from './epoch-election.ts';
import { loseElection } from './poll-raft.ts';
import type { RaftNode, RaftStep } from './raft-node.ts';
import { electionDeadlineUs, toCandidate, toLeader, toUnattached } from './transitions.ts';
import { canGrantVote, isUpToDate } from './vote-rules.ts';

/** Source: KafkaRaftClient.handleVoteRequest (4.3.1). */
export function handleVote(node: RaftNode, step: RaftStep, request: VoteRequest): VoteResponse {
  const { replicaId, replicaEpoch, lastOffset, lastOffsetEpoch, preVote } = request;
  const answer = (error: VoteResponse['error'], voteGranted: boolean): VoteResponse => ({
    api: 'Vote',
    error,
    leaderId: node.leaderId,
    leaderEpoch: node.epoch,
    voteGranted,
  });
  if (preVote ? lastOffsetEpoch > replicaEpoch : lastOffsetEpoch >= replicaEpoch)
    return answer('INVALID_REQUEST', false);
  if (replicaEpoch < node.epoch) return answer('FENCED_LEADER_EPOCH', false);
  if (replicaEpoch > node.epoch) toUnattached(node, step, replicaEpoch, -1);
  const upToDate = isUpToDate({ endOffset: lastOffset, lastEpoch: lastOffsetEpoch }, step.log);
  const granted = canGrantVote(node, replicaId, upToDate, preVote);
  if (granted && !preVote && node.votedId < 0) addVote(node, step, replicaId);
  return answer('NONE', granted);
}

/** The vote is stored; whom it voted for has as good a chance as itself, so it waits anew. */
function addVote(node: RaftNode, step: RaftStep, candidate: number): void {
  node.votedId = candidate;
  node.stored = { leaderEpoch: node.epoch, leaderId: node.leaderId, votedId: candidate };
  const { role } = node;
  if (role.kind === 'unattached' || role.kind === 'prospective') {
    node.role = { ...role, electionDeadlineUs: electionDeadlineUs(node, step) };
    if (role.kind === 'prospective')
      node.role = { ...node.role, kind: 'prospective', votes: new Map([[node.id, 'granted']]) };
  }
}

/** Source: KafkaRaftClient.handleVoteResponse, maybeTransitionForward, maybeHandleElectionLoss. */
export function handleVoteResponse(node: RaftNode, step: RaftStep, from: number, response: VoteResponse): void {
  if (commonResponse(node, step, response) === 'done' || response.error !== 'NONE') return;
  const { role } = node;
  if (role.kind !== 'prospective' && role.kind !== 'candidate') return;
  const votes = recordVote(role.votes, from, response.voteGranted);
  node.role = { ...role, votes };
  if (isVoteGranted(votes, node.voters)) {
    if (role.kind === 'prospective') toCandidate(node, step);
    else toLeader(node, step);
  } else if (role.kind === 'prospective' && isVoteRejected(votes, node.voters)) {
    loseElection(node, step);
  }
}
