import type { ErrorCode } from './errors.ts';

/** Requests between the voters of the metadata quorum, for its one partition. Field names as in Kafka's schemas. */
export interface VoteRequest {
  readonly api: 'Vote';
  readonly replicaId: number;
  readonly replicaEpoch: number;
  /** Where the asker's log ends, and the epoch of its last record. */
  readonly lastOffset: number;
  readonly lastOffsetEpoch: number;
  readonly preVote: boolean;
}
export interface VoteResponse {
  readonly api: 'Vote';
  readonly error: ErrorCode;
  /** −1: not known. */
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly voteGranted: boolean;
}

export interface BeginQuorumEpochRequest {
  readonly api: 'BeginQuorumEpoch';
  readonly leaderId: number;
  readonly leaderEpoch: number;
}
export interface BeginQuorumEpochResponse {
  readonly api: 'BeginQuorumEpoch';
  readonly error: ErrorCode;
  readonly leaderId: number;
  readonly leaderEpoch: number;
}

export interface EndQuorumEpochRequest {
  readonly api: 'EndQuorumEpoch';
  readonly leaderId: number;
  readonly leaderEpoch: number;
  /** Voters from the one whose log is longest. */
  readonly preferredSuccessors: readonly number[];
}
export interface EndQuorumEpochResponse {
  readonly api: 'EndQuorumEpoch';
  readonly error: ErrorCode;
  readonly leaderId: number;
  readonly leaderEpoch: number;
}
