import { assert } from '../../base/assert.ts';
import { msToUs } from '../../base/units.ts';
import { isVoteRejected, unrecordedVoters } from './epoch-election.ts';
import { noteLeaderEnd } from './leader-progress.ts';
import type { Candidate, Follower, Leader, Prospective, Resigned, Unattached } from './quorum-role.ts';
import type { RaftRequest } from './raft-messages.ts';
import { isOnlyVoter, type RaftNode, type RaftStep } from './raft-node.ts';
import { toFollower, toProspective, toResigned, toUnattached } from './transitions.ts';
import { hasInflightRequest, liveConnections, nextReadyUs, onRequestSent } from './voter-connections.ts';

const never = Number.POSITIVE_INFINITY;

/**
 * Does what is due in the node's role: sends the requests that its role sends, and changes the role when its time has
 * run out. Called after every input and at the time it gave; `again`: carry out the effects and call at once.
 * Source: KafkaRaftClient.poll, pollCurrentState (4.3.1).
 */
export function pollRaft(node: RaftNode, step: RaftStep): number | 'again' {
  const toLeader = node.connections.get(node.leaderId);
  node.connections = liveConnections(node.connections, step.nowUs);
  if (step.nowUs >= node.shutdownDeadlineUs || (isShuttingDown(node) && mayEnd(node))) {
    step.effects.push({ kind: 'shutdown-complete' });
    return never;
  }
  const role = node.role;
  switch (role.kind) {
    case 'leader':
      return pollLeader(node, step, role);
    case 'candidate':
    case 'prospective':
      return pollNominee(node, step, role);
    case 'follower':
      return pollFollower(node, step, role, toLeader?.kind === 'awaiting' && !node.connections.has(node.leaderId));
    case 'unattached':
      return pollUnattached(node, step, role);
    case 'resigned':
      return pollResigned(node, step, role);
  }
}

const isShuttingDown = (node: RaftNode): boolean => node.shutdownDeadlineUs < never;

/** There is another leader, or there can be none. Source: KafkaRaftClient.maybeCompleteShutdown. */
const mayEnd = (node: RaftNode): boolean => isOnlyVoter(node) || (node.leaderId >= 0 && node.leaderId !== node.id);

function send(node: RaftNode, step: RaftStep, to: number, request: RaftRequest): void {
  const correlationId = node.nextCorrelationId;
  node.nextCorrelationId += 1;
  node.connections = onRequestSent(node.connections, to, correlationId, step.nowUs, step.config);
  step.effects.push({ kind: 'send', to, correlationId, request });
}

/** To each that is ready; returns when the next of the others is. */
function sendToAll(node: RaftNode, step: RaftStep, voters: readonly number[], request: RaftRequest): number {
  for (const voter of voters) if (!node.connections.has(voter)) send(node, step, voter, request);
  return nextReadyUs(node.connections, voters);
}

function pollLeader(node: RaftNode, step: RaftStep, role: Leader): number | 'again' {
  if (isShuttingDown(node) || step.nowUs >= role.checkQuorumDeadlineUs) {
    toResigned(node, step, isShuttingDown(node) ? 'shutdown' : 'no-majority');
    return 'again';
  }
  noteLeaderEnd(node, step);
  let next = role.beginQuorumEpochAtUs;
  if (step.nowUs >= next) {
    const interval = Math.floor(msToUs(step.config.fetchTimeoutMs) / 2);
    const silent = [...role.progress].filter(
      ([voter, { lastFetchUs }]) => voter !== node.id && (lastFetchUs < 0 || step.nowUs - lastFetchUs >= interval),
    );
    const voters = silent.map(([voter]) => voter);
    sendToAll(node, step, voters, { api: 'BeginQuorumEpoch', leaderId: node.id, leaderEpoch: node.epoch });
    next = step.nowUs + interval;
    assert(node.role.kind === 'leader', 'it still leads');
    node.role = { ...node.role, beginQuorumEpochAtUs: next };
  }
  assert(node.role.kind === 'leader', 'it still leads');
  return Math.min(next, node.role.checkQuorumDeadlineUs);
}

/** Asks everybody who has not answered while it can still win. */
function pollNominee(node: RaftNode, step: RaftStep, role: Prospective | Candidate): number | 'again' {
  if (!isShuttingDown(node) && step.nowUs >= role.electionDeadlineUs) {
    if (role.kind === 'candidate') toProspective(node, step);
    else loseElection(node, step);
    return 'again';
  }
  const until = isShuttingDown(node) ? node.shutdownDeadlineUs : role.electionDeadlineUs;
  if (isVoteRejected(role.votes, node.voters)) return until;
  const next = sendToAll(node, step, unrecordedVoters(role.votes, node.voters), {
    api: 'Vote',
    replicaId: node.id,
    replicaEpoch: node.epoch,
    lastOffset: step.log.endOffset,
    lastOffsetEpoch: step.log.lastEpoch,
    preVote: role.kind === 'prospective',
  });
  return Math.min(until, next);
}

/** Back to the leader it knew, or to none. Source: KafkaRaftClient.prospectiveTransitionAfterElectionLoss. */
export function loseElection(node: RaftNode, step: RaftStep): void {
  if (node.leaderId >= 0 && node.leaderId !== node.id) toFollower(node, step, node.epoch, node.leaderId);
  else toUnattached(node, step, node.epoch, node.leaderId);
}

/** Fetches from its leader; while that cannot be reached it asks others whether there is a new one. */
function pollFollower(node: RaftNode, step: RaftStep, role: Follower, timedOut: boolean): number | 'again' {
  if (step.nowUs >= role.fetchDeadlineUs) {
    toProspective(node, step);
    return 'again';
  }
  const next =
    timedOut || node.connections.has(node.leaderId) || hasInflightRequest(node.connections)
      ? fetchFromAnyone(node, step)
      : sendFetch(node, step, node.leaderId);
  return Math.min(next, role.fetchDeadlineUs);
}

function sendFetch(node: RaftNode, step: RaftStep, to: number): number {
  send(node, step, to, {
    api: 'Fetch',
    currentLeaderEpoch: node.epoch,
    fetchOffset: step.log.endOffset,
    lastFetchedEpoch: step.log.lastEpoch,
    highWatermark: node.highWatermark,
  });
  return nextReadyUs(node.connections, [to]);
}

/** One Fetch at a time, to a voter picked by chance among the ready ones. Source: maybeSendFetchToAnyBootstrap. */
function fetchFromAnyone(node: RaftNode, step: RaftStep): number {
  const others = node.voters.filter((voter) => voter !== node.id);
  if (!hasInflightRequest(node.connections)) {
    const start = step.random(others.length);
    for (let i = 0; i < others.length; i++) {
      const voter = others[(start + i) % others.length];
      if (voter !== undefined && !node.connections.has(voter)) return sendFetch(node, step, voter);
    }
  }
  return nextReadyUs(node.connections, others);
}

function pollUnattached(node: RaftNode, step: RaftStep, role: Unattached): number | 'again' {
  if (isShuttingDown(node)) return node.shutdownDeadlineUs;
  if (step.nowUs >= role.electionDeadlineUs) {
    toProspective(node, step);
    return 'again';
  }
  return Math.min(fetchFromAnyone(node, step), role.electionDeadlineUs);
}

/**
 * Tells everybody; then it waits for an election's time, and goes on in the next epoch, so that nobody takes it for
 * the leader of this one.
 */
function pollResigned(node: RaftNode, step: RaftStep, role: Resigned): number | 'again' {
  const next = sendToAll(node, step, role.unackedVoters, {
    api: 'EndQuorumEpoch',
    leaderId: node.id,
    leaderEpoch: node.epoch,
    preferredSuccessors: role.preferredSuccessors,
  });
  if (isShuttingDown(node)) return Math.min(next, node.shutdownDeadlineUs);
  if (step.nowUs >= role.electionDeadlineUs) {
    toUnattached(node, step, node.epoch + 1, -1);
    return 'again';
  }
  return Math.min(next, role.electionDeadlineUs);
}
