import { remembering } from './checker.ts';
import { controllersIn } from './seen/controllers.ts';

/**
 * K3. A voter votes once in an epoch, and its vote stands in the quorum-state file before anybody hears of it. Source:
 * QuorumState. Remembers the votes, by `node/epoch`.
 */
export const quorumVotes = remembering(
  'one vote an epoch',
  ['K3'],
  () => new Map<string, number>(),
  (s, step, seen) => {
    for (const { id, raft } of controllersIn(s, step)) {
      const { epoch, votedId, stored } = raft;
      if (stored.leaderEpoch !== epoch || stored.votedId !== votedId) {
        return `controller ${id} has not stored its vote for ${votedId} in epoch ${epoch}`;
      }
      if (votedId < 0) continue;
      const ballot = `${id}/${epoch}`;
      const before = seen.get(ballot) ?? votedId;
      if (before !== votedId) return `controller ${id}, epoch ${epoch}: ${before} and ${votedId}`;
      seen.set(ballot, votedId);
    }
    for (const { from, request, response } of step.answers) {
      if (request.api !== 'Vote' || response.api !== 'Vote' || request.preVote || !response.voteGranted) continue;
      const stored = s.controllers.get(from)?.raft.stored;
      if (stored?.leaderEpoch === request.replicaEpoch && stored.votedId === request.replicaId) continue;
      return `controller ${from} says yes to ${request.replicaId} in epoch ${request.replicaEpoch}, it has stored ${stored?.votedId} in ${stored?.leaderEpoch}`;
    }
    return null;
  },
);
