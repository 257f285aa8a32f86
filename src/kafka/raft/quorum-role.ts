import type { EpochElection } from './epoch-election.ts';

/**
 * What a voter is in its epoch, with what only this role knows. Replaced as a whole, never written to; times are
 * microseconds of the run. Source: org.apache.kafka.raft.{Unattached,Follower,Prospective,Candidate,Leader,Resigned}State.
 */
export type QuorumRole =
  | Unattached
  | Follower
  | Prospective
  | Candidate
  | Leader
  /** Has led this epoch and gives it up; also who led when its process ended. */
  | Resigned;

/** Knows no leader that it could fetch from. */
export interface Unattached {
  readonly kind: 'unattached';
  readonly electionDeadlineUs: number;
}

export interface Follower {
  readonly kind: 'follower';
  readonly fetchDeadlineUs: number;
  /** Has had a good answer from its leader, so it grants no pre-vote any more. */
  readonly hasFetchedFromLeader: boolean;
}

/** Asks whether it would win before it raises the epoch (pre-vote, KIP-996). */
export interface Prospective {
  readonly kind: 'prospective';
  readonly electionDeadlineUs: number;
  readonly votes: EpochElection;
}

export interface Candidate {
  readonly kind: 'candidate';
  readonly electionDeadlineUs: number;
  readonly votes: EpochElection;
}

/** What a leader knows of one voter. */
export interface VoterProgress {
  /** −1: not known in this epoch. */
  readonly endOffset: number;
  /** −1: it has not fetched in this epoch. */
  readonly lastFetchUs: number;
}

export interface Leader {
  readonly kind: 'leader';
  /** Where its first record of this epoch, the LeaderChangeMessage, stands. */
  readonly epochStartOffset: number;
  readonly progress: ReadonlyMap<number, VoterProgress>;
  /** Voters that have fetched since the check was last passed. */
  readonly fetchedVoters: readonly number[];
  /** Infinity in a quorum of one. */
  readonly checkQuorumDeadlineUs: number;
  readonly beginQuorumEpochAtUs: number;
}

export interface Resigned {
  readonly kind: 'resigned';
  readonly electionDeadlineUs: number;
  readonly unackedVoters: readonly number[];
  readonly preferredSuccessors: readonly number[];
}
