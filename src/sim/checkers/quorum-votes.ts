import type { SimState } from '../state.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/** K3. Whom each voter voted for, by `node/epoch`. */
export type VotesSeen = Map<string, number>;

/** One vote an epoch, and it stands in the quorum-state file before anybody hears of it. Source: QuorumState. */
export function checkQuorumVotes(s: SimState, seen: VotesSeen): BrokenPromise | null {
  for (const { id, raft } of s.controllers.values()) {
    const { epoch, votedId, stored } = raft;
    if (stored.leaderEpoch !== epoch || stored.votedId !== votedId) {
      return broken(
        'K3 one vote an epoch',
        `controller ${id} has not stored its vote for ${votedId} in epoch ${epoch}`,
      );
    }
    if (votedId < 0) continue;
    const ballot = `${id}/${epoch}`;
    const before = seen.get(ballot) ?? votedId;
    if (before !== votedId) {
      return broken('K3 one vote an epoch', `controller ${id}, epoch ${epoch}: ${before} and ${votedId}`);
    }
    seen.set(ballot, votedId);
  }
  return null;
}
