import type { OffsetFetchRequest, OffsetFetchResponse } from '../protocol/requests.ts';
import type { GroupShard } from './shard.ts';
import { offsetKey } from './shard.ts';
import type { Step } from './step.ts';
import { deferOffsetFetch, respond } from './step.ts';

/**
 * OffsetFetch with require.stable, as a consumer sends it: commits that are being written are waited for.
 * Source: GroupCoordinatorService.fetchOffsets, OffsetMetadataManager.fetchOffsets.
 */
export function offsetFetch(step: Step, token: number, request: OffsetFetchRequest): void {
  if (!deferOffsetFetch(step, token, request)) respond(step, token, committedOffsets(step.shard, request));
}

/** What is committed now. An unknown or dead group has no offsets, which is not an error. */
export function committedOffsets(shard: GroupShard, request: OffsetFetchRequest): OffsetFetchResponse {
  const dead = shard.groups.get(request.groupId)?.state === 'Dead';
  const offsets = dead ? undefined : shard.offsets.get(request.groupId);
  return {
    api: 'OffsetFetch',
    error: 'NONE',
    offsets: (request.partitions ?? [...(offsets?.values() ?? [])]).map(({ topic, partition }) => {
      const committed = offsets?.get(offsetKey(topic, partition));
      return {
        topic,
        partition,
        committedOffset: committed?.offset ?? -1,
        committedLeaderEpoch: committed?.leaderEpoch ?? -1,
        error: 'NONE',
      };
    }),
  };
}
