import { type PartitionLog, readLog } from '../log/partition-log.ts';
import { leaderOnlyError } from './handle-raft-fetch.ts';
import { noteFetch } from './leader-progress.ts';
import { divergingEpochOf } from './log-divergence.ts';
import type { RaftFetchRequest, RaftFetchResponse } from './raft-messages.ts';
import type { RaftNode, RaftStep } from './raft-node.ts';

/**
 * The leader's answer to a voter or an observer. Who asks for an offset holds all before it, which may commit records
 * (effect `high-watermark`) before the answer is read. Source: KafkaRaftClient.tryCompleteFetchRequest (4.3.1).
 */
export function handleRaftFetch(
  node: RaftNode,
  step: RaftStep,
  log: PartitionLog,
  replicaId: number,
  request: RaftFetchRequest,
  maxBytes: number,
): RaftFetchResponse {
  const { fetchOffset, lastFetchedEpoch } = request;
  const answer = (
    error: RaftFetchResponse['error'],
    found: Partial<Pick<RaftFetchResponse, 'records' | 'divergingEpoch'>> = {},
  ): RaftFetchResponse => ({
    api: 'Fetch',
    error,
    leaderId: node.leaderId,
    leaderEpoch: node.epoch,
    highWatermark: node.role.kind === 'leader' ? node.highWatermark : -1,
    divergingEpoch: null,
    records: [],
    ...found,
  });
  const error = leaderOnlyError(node, request.currentLeaderEpoch);
  if (error !== 'NONE') return answer(error);
  const divergingEpoch = lastFetchedEpoch < 0 ? null : divergingEpochOf(log, fetchOffset, lastFetchedEpoch);
  if (divergingEpoch !== null) return answer('NONE', { divergingEpoch });
  const read = readLog(log, fetchOffset, maxBytes, log.logEndOffset, true);
  if (read === 'OFFSET_OUT_OF_RANGE') return answer('OFFSET_OUT_OF_RANGE');
  noteFetch(node, step, replicaId, fetchOffset);
  return answer('NONE', { records: read.batches });
}

/** Whether the answer is sent at once; else the asker waits for records or a higher watermark. Source: handleFetchRequest. */
export const isAnsweredAtOnce = (request: RaftFetchRequest, response: RaftFetchResponse): boolean =>
  response.error !== 'NONE' ||
  response.records.length > 0 ||
  response.divergingEpoch !== null ||
  request.highWatermark < response.highWatermark;
