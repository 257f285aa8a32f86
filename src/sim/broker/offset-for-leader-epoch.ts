import { endOffsetForEpoch } from '../../kafka/log/partition-log.ts';
import type { OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse } from '../../kafka/protocol/requests.ts';
import { logAt, replicaKey, type SimState } from '../state.ts';
import { fetchError } from './fetch-read.ts';

/** Only from the leader. Source: ReplicaManager.lastOffsetForLeaderEpoch, Partition.lastOffsetForLeaderEpoch (4.3.1). */
export function answerOffsetForLeaderEpoch(
  s: SimState,
  id: number,
  request: OffsetForLeaderEpochRequest,
): OffsetForLeaderEpochResponse {
  const responses = request.partitions.map(({ topic, partition, currentLeaderEpoch, leaderEpoch }) => {
    const error = fetchError(s, id, { topic, partition, currentLeaderEpoch });
    const end =
      error === 'NONE' ? endOffsetForEpoch(logAt(s, replicaKey(s, id, topic, partition)), leaderEpoch) : undefined;
    return { topic, partition, error, leaderEpoch: end?.epoch ?? -1, endOffset: end?.endOffset ?? -1 };
  });
  return { api: 'OffsetForLeaderEpoch', responses };
}
