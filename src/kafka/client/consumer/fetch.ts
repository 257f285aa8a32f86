import type { FetchPartition, FetchResponse } from '../../protocol/requests.ts';
import { isFetchable } from './assignment.ts';
import { requestMetadataUpdate } from './metadata.ts';
import { clearPreferred, readNodeOf } from './read-replica.ts';
import { partitionKey } from './state.ts';
import { isNodeAvailable, send, type Turn } from './turn.ts';

/** Whom partitions are read from whose records wait in the buffer: nothing is fetched there meanwhile. */
function bufferedNodes(turn: Turn, buffered: ReadonlySet<string>): Set<number> {
  const nodes = new Set<number>();
  for (const key of buffered) {
    const assigned = turn.consumer.partitions.get(key);
    if (assigned === undefined || !isFetchable(assigned)) continue;
    const read = readNodeOf(turn, assigned);
    if (read !== null) nodes.add(read.node);
  }
  return nodes;
}

/**
 * One Fetch a node at a time, for its partitions without buffered records.
 * Source: AbstractFetch.prepareFetchRequests.
 */
export function sendFetches(turn: Turn): void {
  const { consumer } = turn;
  if (consumer.partitions.size === 0) return;
  const buffered = new Set(consumer.fetchBuffer.map(({ topic, partition }) => partitionKey(topic, partition)));
  const blocked = bufferedNodes(turn, buffered);
  for (const { purpose, to } of consumer.inFlight.values()) if (purpose.kind === 'fetch') blocked.add(to);

  const byNode = new Map<number, FetchPartition[]>();
  for (const [key, assigned] of consumer.partitions) {
    if (!isFetchable(assigned) || buffered.has(key) || assigned.nextRetryUs > turn.ctx.nowUs) continue;
    const read = readNodeOf(turn, assigned);
    if (read === null) {
      requestMetadataUpdate(consumer);
      continue;
    }
    if (blocked.has(read.node) || !isNodeAvailable(turn, read.node)) continue;
    const list = byNode.get(read.node) ?? [];
    byNode.set(read.node, list);
    list.push({
      topic: assigned.topic,
      partition: assigned.partition,
      currentLeaderEpoch: read.leader.leaderEpoch,
      fetchOffset: assigned.position,
      lastFetchedEpoch: -1,
      logStartOffset: -1,
      partitionMaxBytes: consumer.config.maxPartitionFetchBytes,
    });
  }
  for (const [node, partitions] of byNode) sendFetch(turn, node, partitions);
}

function sendFetch(turn: Turn, node: number, partitions: readonly FetchPartition[]): void {
  const { config } = turn.consumer;
  const fetchOffsets = new Map(
    partitions.map(({ topic, partition, fetchOffset }) => [partitionKey(topic, partition), fetchOffset]),
  );
  send(
    turn,
    node,
    {
      api: 'Fetch',
      replicaId: -1,
      replicaEpoch: -1,
      maxWaitMs: config.fetchMaxWaitMs,
      minBytes: config.fetchMinBytes,
      maxBytes: config.fetchMaxBytes,
      isolationLevel: config.isolationLevel,
      rackId: config.clientRack,
      partitions,
    },
    { kind: 'fetch', fetchOffsets },
  );
}

/** The node could not be reached: what was asked of it is read from the leader again. Source: AbstractFetch.handleFetchFailure. */
export function onFetchFailure(turn: Turn, fetchOffsets: ReadonlyMap<string, number>): void {
  for (const key of fetchOffsets.keys()) {
    const assigned = turn.consumer.partitions.get(key);
    if (assigned !== undefined) clearPreferred(assigned);
  }
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
      aborted: data.abortedTransactions?.toSorted((a, b) => a.firstOffset - b.firstOffset) ?? [],
      abortedProducers: [],
    });
  }
}
