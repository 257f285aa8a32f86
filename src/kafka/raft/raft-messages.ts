import type { ErrorCode } from '../protocol/errors.ts';
import type {
  BeginQuorumEpochRequest,
  BeginQuorumEpochResponse,
  EndQuorumEpochRequest,
  EndQuorumEpochResponse,
  VoteRequest,
  VoteResponse,
} from '../protocol/quorum-requests.ts';
import type { RecordBatch } from '../record/record-batch.ts';

export type RecordBatchList = readonly RecordBatch[];

/** What the quorum's rules need of a Fetch of `__cluster_metadata`. */
export interface RaftFetchRequest {
  readonly api: 'Fetch';
  readonly currentLeaderEpoch: number;
  readonly fetchOffset: number;
  readonly lastFetchedEpoch: number;
  /** What the fetcher knows to be committed (KIP-1166); −1: nothing. */
  readonly highWatermark: number;
}

export interface RaftFetchResponse {
  readonly api: 'Fetch';
  readonly error: ErrorCode;
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly highWatermark: number;
  readonly divergingEpoch: { readonly epoch: number; readonly endOffset: number } | null;
  readonly records: RecordBatchList;
}

export type RaftRequest = VoteRequest | BeginQuorumEpochRequest | EndQuorumEpochRequest | RaftFetchRequest;
export type RaftResponse = VoteResponse | BeginQuorumEpochResponse | EndQuorumEpochResponse | RaftFetchResponse;
