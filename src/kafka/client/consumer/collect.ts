import { msToUs } from '../../../base/units.ts';
import { isFetchable } from './assignment.ts';
import { takeRecords } from './completed-fetch.ts';
import { positionText } from './fetch-position.ts';
import { requestMetadataUpdate } from './metadata.ts';
import { poisonedIn } from './poison.ts';
import { resetByPolicy } from './positions.ts';
import { clearPreferred, setPreferred } from './read-replica.ts';
import { type CompletedFetch, partitionKey } from './state.ts';
import { log, type Turn } from './turn.ts';
import { positionOf } from './validate-position.ts';
import type { RecordRun } from './work-state.ts';

/**
 * What one poll returns: up to max.poll.records from the buffer, one partition's records after the other.
 * Source: FetchCollector.collectFetch.
 */
export function collectFetch(turn: Turn): RecordRun[] {
  const { consumer } = turn;
  const runs: RecordRun[] = [];
  let remaining = consumer.config.maxPollRecords;
  while (remaining > 0 && consumer.failure === null) {
    const next = consumer.fetchBuffer[0];
    if (next === undefined) break;
    if (!next.initialized && !initialize(turn, next)) {
      consumer.fetchBuffer.shift();
      continue;
    }
    const taken = fetchRecords(turn, next, remaining);
    remaining -= taken.count;
    runs.push(...taken.runs);
    if (taken.drained) consumer.fetchBuffer.shift();
  }
  consumer.recordsConsumed += consumer.config.maxPollRecords - remaining;
  return runs;
}

/** Source: FetchCollector.fetchRecords. */
function fetchRecords(
  turn: Turn,
  next: CompletedFetch,
  maxRecords: number,
): { readonly count: number; readonly runs: readonly RecordRun[]; readonly drained: boolean } {
  const { topic, partition } = next;
  const { isolationLevel, poison } = turn.consumer.config;
  const assigned = turn.consumer.partitions.get(partitionKey(topic, partition));
  // A rebalance, a seek or a reset came between: these records are not the next ones any more.
  if (assigned === undefined || !isFetchable(assigned) || assigned.position !== next.nextFetchOffset) {
    return { count: 0, runs: [], drained: true };
  }
  const { count, runs: taken, drained } = takeRecords(next, maxRecords, isolationLevel === 'read_committed');
  if (next.nextFetchOffset > assigned.position) {
    assigned.position = next.nextFetchOffset;
    assigned.offsetEpoch = next.lastEpoch;
  }
  const { records } = next.data;
  const runs = taken.map((run) => ({ topic, partition, ...run, poisoned: poisonedIn(poison, records, run) }));
  const [first] = taken;
  const last = taken.at(-1);
  if (first !== undefined && last !== undefined) {
    const { fromOffset } = first;
    turn.effects.push({ kind: 'delivered', topic, partition, fromOffset, toOffset: last.toOffset, count });
  }
  return { count, runs, drained };
}

/** Looks at a response for the first time. False when it is of no use. Source: FetchCollector.initialize. */
function initialize(turn: Turn, next: CompletedFetch): boolean {
  const { topic, partition, data } = next;
  const assigned = turn.consumer.partitions.get(partitionKey(topic, partition));
  if (assigned === undefined || assigned.state !== 'FETCHING') return false;
  if (data.error !== 'NONE') {
    onFetchError(turn, next);
    return false;
  }
  if (assigned.position !== next.nextFetchOffset) return false;
  if (data.highWatermark >= 0) assigned.highWatermark = data.highWatermark;
  if (data.logStartOffset >= 0) assigned.logStartOffset = data.logStartOffset;
  if (data.lastStableOffset >= 0) assigned.lastStableOffset = data.lastStableOffset;
  if (data.preferredReadReplica !== undefined) setPreferred(turn, assigned, data.preferredReadReplica);
  next.initialized = true;
  return true;
}

/** Source: FetchCollector.handleInitializeErrors. */
function onFetchError(turn: Turn, next: CompletedFetch): void {
  const { consumer } = turn;
  const { topic, partition, data } = next;
  const key = partitionKey(topic, partition);
  const assigned = consumer.partitions.get(key);
  if (assigned === undefined) return;
  switch (data.error) {
    case 'NOT_LEADER_OR_FOLLOWER':
    case 'KAFKA_STORAGE_ERROR':
    case 'FENCED_LEADER_EPOCH':
    case 'OFFSET_NOT_AVAILABLE':
    case 'UNKNOWN_TOPIC_OR_PARTITION':
    case 'UNKNOWN_TOPIC_ID':
      requestMetadataUpdate(consumer);
      clearPreferred(assigned);
      // Kafka learns the new leader from the answer itself (KIP-951); here the next fetch waits for metadata.
      assigned.nextRetryUs = turn.ctx.nowUs + msToUs(consumer.config.retryBackoffMs);
      break;
    case 'OFFSET_OUT_OF_RANGE':
      // A follower may lack what its leader has, or has deleted more: the leader is asked before any reset.
      if (clearPreferred(assigned)) break;
      if (assigned.position !== next.nextFetchOffset) break;
      log(
        turn,
        'INFO',
        `Fetch position ${positionText(positionOf(assigned), consumer.metadata.rackOf)} is out of range for partition ` +
          `${topic}-${partition}, ` +
          (consumer.config.autoOffsetReset === 'none'
            ? 'raising error to the application since no reset policy is configured'
            : 'resetting offset'),
      );
      resetByPolicy(turn, assigned, 'OffsetOutOfRangeException');
      break;
    default:
      break;
  }
  // Moved to the end, so that partitions of one topic stay together (SubscriptionState.movePartitionToEnd).
  consumer.partitions.delete(key);
  consumer.partitions.set(key, assigned);
}
