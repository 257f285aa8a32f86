import type { SimState } from '../state.ts';
import type { BrokenPromise } from './broken-promise.ts';
import { checkMetadataSnapshots } from './metadata-snapshots.ts';
import { type CommitsSeen, checkQuorumCommits, checkQuorumCompleteness, createCommitsSeen } from './quorum-commits.ts';
import { checkQuorumEpochs, type EpochsSeen } from './quorum-epochs.ts';
import {
  checkQuorumHighWatermark,
  createQuorumWatermarkSeen,
  type QuorumWatermarkSeen,
} from './quorum-high-watermark.ts';
import { checkQuorumLeaders, type QuorumLeadersSeen } from './quorum-leaders.ts';
import { checkQuorumVotes, type VotesSeen } from './quorum-votes.ts';

/** What a watcher of the metadata quorum remembers. */
export interface QuorumSeen {
  readonly epochs: EpochsSeen;
  readonly leaders: QuorumLeadersSeen;
  readonly votes: VotesSeen;
  readonly watermark: QuorumWatermarkSeen;
  readonly commits: CommitsSeen;
}

export const createQuorumSeen = (): QuorumSeen => ({
  epochs: new Map(),
  leaders: new Map(),
  votes: new Map(),
  watermark: createQuorumWatermarkSeen(),
  commits: createCommitsSeen(),
});

/** K1 to K9, after any event. */
export const checkQuorum = (s: SimState, seen: QuorumSeen): BrokenPromise | null =>
  checkQuorumEpochs(s, seen.epochs) ??
  checkQuorumLeaders(s, seen.leaders) ??
  checkQuorumVotes(s, seen.votes) ??
  checkQuorumHighWatermark(s, seen.watermark) ??
  checkQuorumCommits(s, seen.commits) ??
  checkQuorumCompleteness(s, seen.commits) ??
  checkMetadataSnapshots(s);
