import type { RaftNode } from './raft-node.ts';

/** Where a log ends: the epoch of its last record, then its end offset. */
export interface LogEnd {
  readonly endOffset: number;
  readonly lastEpoch: number;
}

/** A log is as good as another when its last epoch is later, or the same and it is not shorter. Source: OffsetAndEpoch.compareTo. */
export const isUpToDate = (candidate: LogEnd, own: LogEnd): boolean =>
  candidate.lastEpoch === own.lastEpoch ? candidate.endOffset >= own.endOffset : candidate.lastEpoch > own.lastEpoch;

/**
 * Whether a voter says yes. A pre-vote asks only whether the log is good enough, and a follower that hears from its
 * leader says no to it; a vote goes to one candidate an epoch.
 * Source: canGrantVote of every EpochState, QuorumState.unattachedOrProspectiveCanGrantVote (4.3.1).
 */
export function canGrantVote(node: RaftNode, candidate: number, upToDate: boolean, preVote: boolean): boolean {
  const { role } = node;
  switch (role.kind) {
    case 'leader':
      return false;
    case 'follower':
      return preVote && upToDate && !role.hasFetchedFromLeader;
    case 'candidate':
    case 'resigned':
      return preVote && upToDate;
    case 'unattached':
    case 'prospective':
      if (preVote) return upToDate;
      if (node.votedId >= 0) return node.votedId === candidate;
      return node.leaderId < 0 && upToDate;
  }
}
