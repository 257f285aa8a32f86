import { assert } from '../../base/assert.ts';
import { msToUs } from '../../base/units.ts';
import type { Leader, VoterProgress } from './quorum-role.ts';
import { isOnlyVoter, type RaftNode, type RaftStep } from './raft-node.ts';

const unknown: VoterProgress = { endOffset: -1, lastFetchUs: -1 };

/** 1.5 fetch timeouts without a majority that fetches, and a leader gives up. Source: LeaderState. */
export const checkQuorumDeadlineUs = (step: RaftStep): number =>
  step.nowUs + Math.floor(msToUs(step.config.fetchTimeoutMs) * 1.5);

export const firstProgress = (voters: readonly number[]): Leader['progress'] =>
  new Map(voters.map((voter) => [voter, unknown]));

/** From the longest log; of equal ones the lower id first. Source: LeaderState.ReplicaState.compareTo. */
export const votersByEndOffset = (leader: Leader): number[] =>
  [...leader.progress].sort(([a, x], [b, y]) => y.endOffset - x.endOffset || a - b).map(([voter]) => voter);

/**
 * The offset that a majority of voters holds, if that commits a record of the leader's own epoch; else what it was.
 * Without that condition a record of an earlier epoch could count as committed and still be overwritten.
 * Source: LeaderState.maybeUpdateHighWatermark.
 */
export function committedOffset(leader: Leader, highWatermark: number): number {
  const ends = [...leader.progress.values()].map(({ endOffset }) => endOffset).sort((x, y) => y - x);
  const majorityHolds = ends[Math.floor(ends.length / 2)] ?? -1;
  return majorityHolds > leader.epochStartOffset ? Math.max(majorityHolds, highWatermark) : highWatermark;
}

function advance(node: RaftNode, step: RaftStep, leader: Leader): void {
  node.role = leader;
  const committed = committedOffset(leader, node.highWatermark);
  if (committed === node.highWatermark) return;
  node.highWatermark = committed;
  step.effects.push({ kind: 'high-watermark' });
}

/** The leader's own log has grown. Source: LeaderState.updateLocalState. */
export function noteLeaderEnd(node: RaftNode, step: RaftStep): void {
  const { role } = node;
  assert(role.kind === 'leader', 'the node leads');
  const own = role.progress.get(node.id) ?? unknown;
  if (own.endOffset === step.log.endOffset) return;
  assert(own.endOffset < step.log.endOffset, "a leader's log only grows");
  advance(node, step, {
    ...role,
    progress: new Map(role.progress).set(node.id, { ...own, endOffset: step.log.endOffset }),
  });
}

/** A voter has fetched from this offset, so it holds all that comes before. Source: LeaderState.updateReplicaState. */
export function noteFetch(node: RaftNode, step: RaftStep, voter: number, fetchOffset: number): void {
  const { role } = node;
  assert(role.kind === 'leader', 'the node leads');
  if (!role.progress.has(voter) || voter === node.id) return;
  const progress = new Map(role.progress).set(voter, { endOffset: fetchOffset, lastFetchUs: step.nowUs });
  advance(node, step, { ...withFetched(node, step, role, voter), progress });
}

/** Half of the voters beside the leader have fetched: the leader may go on. Source: LeaderState.updateCheckQuorumForFollowingVoter. */
function withFetched(node: RaftNode, step: RaftStep, role: Leader, voter: number): Leader {
  const fetchedVoters = role.fetchedVoters.includes(voter) ? role.fetchedVoters : [...role.fetchedVoters, voter];
  if (isOnlyVoter(node) || fetchedVoters.length < Math.floor(node.voters.length / 2)) return { ...role, fetchedVoters };
  return { ...role, fetchedVoters: [], checkQuorumDeadlineUs: checkQuorumDeadlineUs(step) };
}
