/** The votes of one election, by voter; who has not answered is not in it. Replaced, never written to. */
export type EpochElection = ReadonlyMap<number, 'granted' | 'rejected'>;

const majority = (voters: readonly number[]): number => Math.floor(voters.length / 2) + 1;
const count = (votes: EpochElection, kind: 'granted' | 'rejected'): number =>
  [...votes.values()].filter((vote) => vote === kind).length;

/** A nominee votes for itself. */
export const electionOf = (nominee: number): EpochElection => new Map([[nominee, 'granted']]);

export const recordVote = (votes: EpochElection, voter: number, granted: boolean): EpochElection =>
  new Map(votes).set(voter, granted ? 'granted' : 'rejected');

/** Source: org.apache.kafka.raft.internals.EpochElection.isVoteGranted. */
export const isVoteGranted = (votes: EpochElection, voters: readonly number[]): boolean =>
  count(votes, 'granted') >= majority(voters);

/** So many said no that those left cannot make a majority. Source: EpochElection.isVoteRejected. */
export const isVoteRejected = (votes: EpochElection, voters: readonly number[]): boolean =>
  voters.length - count(votes, 'rejected') < majority(voters);

export const unrecordedVoters = (votes: EpochElection, voters: readonly number[]): number[] =>
  voters.filter((voter) => !votes.has(voter));

export const grantingVoters = (votes: EpochElection): number[] =>
  [...votes].filter(([, vote]) => vote === 'granted').map(([voter]) => voter);
