import { assert } from '../../base/assert.ts';
import { msToUs } from '../../base/units.ts';
import { electionOf, grantingVoters, isVoteGranted, isVoteRejected } from './epoch-election.ts';
import { checkQuorumDeadlineUs, firstProgress, votersByEndOffset } from './leader-progress.ts';
import type { QuorumRole } from './quorum-role.ts';
import { isOnlyVoter, type RaftNode, type RaftStep, type VoterView, viewOf } from './raft-node.ts';

/*
 * The transitions of org.apache.kafka.raft.QuorumState and what KafkaRaftClient does at each (4.3.1).
 */

const never = Number.POSITIVE_INFINITY;

/** t … 2t, so that voters do not stand at the same moment. A quorum of one waits for nobody and throws no dice. */
export function electionDeadlineUs(node: RaftNode, step: RaftStep): number {
  const { electionTimeoutMs } = step.config;
  if (isOnlyVoter(node) || electionTimeoutMs === 0) return step.nowUs;
  return step.nowUs + msToUs(electionTimeoutMs + step.random(electionTimeoutMs));
}

/** Into the quorum-state file: what a voter said yes to, or knows, stands there before anybody hears of it. */
function store(node: RaftNode): void {
  const { epoch, leaderId, votedId } = node;
  node.stored = { leaderEpoch: epoch, leaderId, votedId };
}

/** Into another role, in which every voter may be asked at once. */
function enter(node: RaftNode, step: RaftStep, from: VoterView, role: QuorumRole): void {
  node.role = role;
  node.connections = new Map();
  step.effects.push({ kind: 'transition', from, to: viewOf(node) });
}

/** What is left of an election's time is kept by a voter that hears of a later epoch. */
function deadlineAfter(node: RaftNode, step: RaftStep): number {
  const { role, voters } = node;
  switch (role.kind) {
    case 'candidate':
    case 'unattached':
    case 'resigned':
      return Math.max(step.nowUs, role.electionDeadlineUs);
    case 'prospective':
      if (!isVoteRejected(role.votes, voters)) return Math.max(step.nowUs, role.electionDeadlineUs);
      return electionDeadlineUs(node, step);
    default:
      return electionDeadlineUs(node, step);
  }
}

export function toUnattached(node: RaftNode, step: RaftStep, epoch: number, leaderId: number): void {
  const from = viewOf(node);
  assert(epoch > node.epoch || (epoch === node.epoch && node.role.kind === 'prospective'), 'epochs do not go back');
  const deadline = deadlineAfter(node, step);
  leaveLeadership(node, step);
  if (epoch > node.epoch) node.votedId = -1;
  node.epoch = epoch;
  node.leaderId = leaderId;
  store(node);
  enter(node, step, from, { kind: 'unattached', electionDeadlineUs: deadline });
}

export function toFollower(node: RaftNode, step: RaftStep, epoch: number, leaderId: number): void {
  const from = viewOf(node);
  assert(leaderId !== node.id && epoch >= node.epoch, 'a voter follows another, of its epoch or a later one');
  assert(epoch > node.epoch || node.role.kind !== 'leader', 'an epoch has one leader');
  leaveLeadership(node, step);
  if (epoch > node.epoch) node.votedId = -1;
  node.epoch = epoch;
  node.leaderId = leaderId;
  store(node);
  const fetchDeadlineUs = step.nowUs + msToUs(step.config.fetchTimeoutMs);
  enter(node, step, from, { kind: 'follower', fetchDeadlineUs, hasFetchedFromLeader: false });
  step.effects.push({ kind: 'fail-fetches' });
}

/** Its epoch stays: only the answers to its pre-vote may raise it. */
export function toProspective(node: RaftNode, step: RaftStep): void {
  const from = viewOf(node);
  assert(node.role.kind !== 'leader' && node.role.kind !== 'prospective', 'a leader does not stand for election');
  const votes = electionOf(node.id);
  enter(node, step, from, { kind: 'prospective', electionDeadlineUs: electionDeadlineUs(node, step), votes });
  if (isVoteGranted(votes, node.voters)) toCandidate(node, step);
}

export function toCandidate(node: RaftNode, step: RaftStep): void {
  const from = viewOf(node);
  assert(node.role.kind === 'prospective', 'only who has asked before stands for election');
  const deadline = electionDeadlineUs(node, step);
  node.epoch += 1;
  node.leaderId = -1;
  node.votedId = node.id;
  store(node);
  const votes = electionOf(node.id);
  enter(node, step, from, { kind: 'candidate', electionDeadlineUs: deadline, votes });
  if (isVoteGranted(votes, node.voters)) toLeader(node, step);
}

/** The high watermark of before is given up: it is known again once a record of the new epoch is committed. */
export function toLeader(node: RaftNode, step: RaftStep): void {
  const from = viewOf(node);
  const { role, voters } = node;
  assert(role.kind === 'candidate' && isVoteGranted(role.votes, voters), 'a majority has voted for the leader');
  node.leaderId = node.id;
  node.highWatermark = -1;
  store(node);
  enter(node, step, from, {
    kind: 'leader',
    epochStartOffset: step.log.endOffset,
    progress: firstProgress(voters),
    fetchedVoters: [],
    checkQuorumDeadlineUs: isOnlyVoter(node) ? never : checkQuorumDeadlineUs(step),
    beginQuorumEpochAtUs: isOnlyVoter(node) ? never : step.nowUs,
  });
  step.effects.push({ kind: 'append-leader-change', voters, grantingVoters: grantingVoters(role.votes) });
}

/** Not stored: who led when its process ended starts as resigned anyway. */
export function toResigned(node: RaftNode, step: RaftStep, reason: 'shutdown' | 'no-majority'): void {
  const from = viewOf(node);
  const { role } = node;
  assert(role.kind === 'leader', 'who resigns has led');
  const preferredSuccessors = votersByEndOffset(role).filter((voter) => voter !== node.id);
  step.effects.push({ kind: 'fail-fetches' }, { kind: 'resigned', reason });
  enter(node, step, from, resignedRole(node, step, preferredSuccessors));
}

export function resignedRole(node: RaftNode, step: RaftStep, preferredSuccessors: readonly number[]): QuorumRole {
  return {
    kind: 'resigned',
    electionDeadlineUs: electionDeadlineUs(node, step),
    unackedVoters: node.voters.filter((voter) => voter !== node.id),
    preferredSuccessors,
  };
}

/** Nobody waits for news from a node that does not lead any more. */
function leaveLeadership(node: RaftNode, step: RaftStep): void {
  if (node.role.kind === 'leader') step.effects.push({ kind: 'fail-fetches' });
}
