import type { FetchPartition, FetchResponse } from '../../protocol/requests.ts';
import { isFetchable } from './assignment.ts';
import { leaderOf, requestMetadataUpdate } from './metadata.ts';
import { type Consumer, partitionKey } from './state.ts';
import { isNodeAvailable, send, type Turn } from './turn.ts';

/** Leaders of partitions whose records wait in the buffer: nothing is fetched from them meanwhile. */
function bufferedNodes(consumer: Consumer, buffered: ReadonlySet<string>): Set<number> {
  const nodes = new Set<number>();
  for (const key of buffered) {
    const assigned = consumer.partitions.get(key);
    if (assigned === undefined || !isFetchable(assigned)) continue;
    const leader = leaderOf(consumer, assigned.topic, assigned.partition);
    if (leader !== null) nodes.add(leader.leader);
  }
  return nodes;
}

/**
 * One Fetch a leader at a time, for its partitions without buffered records.
 * Source: AbstractFetch.prepareFetchRequests.
 */
export function sendFetches(turn: Turn): void {
  const { consumer } = turn;
  if (consumer.partitions.size === 0) return;
  const buffered = new Set(consumer.fetchBuffer.map(({ topic, partition }) => partitionKey(topic, partition)));
  const blocked = bufferedNodes(consumer, buffered);
  for (const { purpose, to } of consumer.inFlight.values()) if (purpose.kind === 'fetch') blocked.add(to);

  const byLeader = new Map<number, FetchPartition[]>();
  for (const [key, assigned] of consumer.partitions) {
    if (!isFetchable(assigned) || buffered.has(key) || assigned.nextRetryUs > turn.ctx.nowUs) continue;
    const leader = leaderOf(consumer, assigned.topic, assigned.partition);
    if (leader === null) {
      requestMetadataUpdate(consumer);
      continue;
    }
    if (blocked.has(leader.leader) || !isNodeAvailable(turn, leader.leader)) continue;
    const list = byLeader.get(leader.leader) ?? [];
    byLeader.set(leader.leader, list);
    list.push({
      topic: assigned.topic,
      partition: assigned.partition,
      currentLeaderEpoch: leader.leaderEpoch,
      fetchOffset: assigned.position,
      lastFetchedEpoch: -1,
      logStartOffset: -1,
      partitionMaxBytes: consumer.config.maxPartitionFetchBytes,
    });
  }
  for (const [leader, partitions] of byLeader) sendFetch(turn, leader, partitions);
}

function sendFetch(turn: Turn, leader: number, partitions: readonly FetchPartition[]): void {
  const { config } = turn.consumer;
  const fetchOffsets = new Map(
    partitions.map(({ topic, partition, fetchOffset }) => [partitionKey(topic, partition), fetchOffset]),
  );
  send(
    turn,
    leader,
    {
      api: 'Fetch',
      replicaId: -1,
      replicaEpoch: -1,
      maxWaitMs: config.fetchMaxWaitMs,
      minBytes: config.fetchMinBytes,
      maxBytes: config.fetchMaxBytes,
      isolationLevel: 'read_uncommitted',
      rackId: '',
      partitions,
    },
    { kind: 'fetch', fetchOffsets },
  );
}

/** Errors too wait in the buffer until a poll looks at them. Source: AbstractFetch.handleFetchSuccess. */
export function onFetchResponse(turn: Turn, fetchOffsets: ReadonlyMap<string, number>, response: FetchResponse): void {
  for (const data of response.responses) {
    const { topic, partition } = data;
    const fetchOffset = fetchOffsets.get(partitionKey(topic, partition));
    if (fetchOffset === undefined) continue;
    turn.consumer.fetchBuffer.push({
      topic,
      partition,
      data,
      nextFetchOffset: fetchOffset,
      batchIndex: 0,
      initialized: false,
      lastEpoch: -1,
    });
  }
}
