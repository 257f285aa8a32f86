import type { QuorumConfig } from './quorum-config.ts';
import type { QuorumRole } from './quorum-role.ts';
import type { RaftRequest, RecordBatchList } from './raft-messages.ts';
import type { VoterConnections } from './voter-connections.ts';

/** The quorum-state file: what a voter must not forget. −1: none. Source: org.apache.kafka.raft.ElectionState. */
export interface ElectionState {
  readonly leaderEpoch: number;
  readonly leaderId: number;
  readonly votedId: number;
}

/** One voter of the metadata quorum (controller.quorum.voters). Fields are replaced, never written into. */
export interface RaftNode {
  readonly id: number;
  readonly voters: readonly number[];
  epoch: number;
  /** −1: not known. */
  leaderId: number;
  /** Whom it voted for in this epoch; −1: nobody. */
  votedId: number;
  role: QuorumRole;
  /** Up to where the log is known to be committed; −1: not known yet. */
  highWatermark: number;
  connections: VoterConnections;
  nextCorrelationId: number;
  /** Microseconds; Infinity: the process is not asked to end. */
  shutdownDeadlineUs: number;
  /** Disk: written before anything that follows from it is said to others. */
  stored: ElectionState;
}

/** What a step looks at, and what it wants done. */
export interface RaftStep {
  readonly nowUs: number;
  readonly config: QuorumConfig;
  /** The log as it is now; `lastEpoch` 0 in an empty one. */
  readonly log: { readonly endOffset: number; readonly lastEpoch: number };
  /** An integer from 0 up to `bound`, without it. */
  readonly random: (bound: number) => number;
  readonly effects: RaftEffect[];
}

/** Carried out in their order, before the next step. */
export type RaftEffect =
  | { readonly kind: 'send'; readonly to: number; readonly correlationId: number; readonly request: RaftRequest }
  /** The leader's first record of its epoch. */
  | {
      readonly kind: 'append-leader-change';
      readonly voters: readonly number[];
      readonly grantingVoters: readonly number[];
    }
  /** The log ends where it ends with this epoch, at the latest at this offset; `metadataTruncationOffset`. */
  | { readonly kind: 'truncate'; readonly epoch: number; readonly endOffset: number }
  | { readonly kind: 'append'; readonly records: RecordBatchList }
  /** The node's high watermark has risen. */
  | { readonly kind: 'high-watermark' }
  /** Fetches that wait are answered with NOT_LEADER_OR_FOLLOWER. */
  | { readonly kind: 'fail-fetches' }
  | { readonly kind: 'resigned'; readonly reason: 'shutdown' | 'no-majority' }
  /** The role has changed, or begins with the process (`from` null): nothing to do, but to say. */
  | { readonly kind: 'transition'; readonly from: VoterView | null; readonly to: VoterView }
  | { readonly kind: 'shutdown-complete' };

/** A voter as it stood at one moment. */
export type VoterView = Readonly<Pick<RaftNode, 'epoch' | 'leaderId' | 'votedId' | 'highWatermark' | 'role'>>;

export const viewOf = ({ epoch, leaderId, votedId, highWatermark, role }: RaftNode): VoterView => ({
  epoch,
  leaderId,
  votedId,
  highWatermark,
  role,
});

/** A voter whose process does not run yet; `startRaft` gives it a role. */
export const createRaftNode = (id: number, voters: readonly number[]): RaftNode => ({
  id,
  voters,
  epoch: 0,
  leaderId: -1,
  votedId: -1,
  role: { kind: 'unattached', electionDeadlineUs: Number.POSITIVE_INFINITY },
  highWatermark: -1,
  connections: new Map(),
  nextCorrelationId: 1,
  shutdownDeadlineUs: Number.POSITIVE_INFINITY,
  stored: { leaderEpoch: 0, leaderId: -1, votedId: -1 },
});

export const isOnlyVoter = (node: RaftNode): boolean => node.voters.length === 1;
