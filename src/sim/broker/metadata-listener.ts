import { defaultLogConfig } from '../../kafka/log/log-config.ts';
import { appendBatchesAsFollower, createLog, latestEpoch, truncateTo } from '../../kafka/log/partition-log.ts';
import type { FetchResponse } from '../../kafka/protocol/requests.ts';
import { imageAfter } from '../metadata-log.ts';
import { sendRequest } from '../network.ts';
import {
  brokerOf,
  logAt,
  metadataTopic,
  numberTopic,
  ownBroker,
  ownLog,
  replicaKey,
  type SimState,
  setTimer,
  wallMs,
} from '../state.ts';
import { isAlive } from './broker-state.ts';
import { publishConfigs, publishPartitions } from './replica-roles.ts';

const maxWaitMs = 500;
const retryUs = 50_000;

export const metadataKey = (s: SimState, node: number): number => replicaKey(s, node, metadataTopic, 0);

/** The disk of a new broker: an empty `__cluster_metadata` log. */
export function createMetadataLog(s: SimState, node: number): void {
  s.logs.set(metadataKey(s, node), createLog(metadataTopic, 0, 'AAAAAAAAAAAAAAAAAAAAAQ', s.cow, wallMs(s)));
}

/** A broker is an observer of the metadata quorum: it fetches the log and waits up to 500 ms for news. */
export function fetchMetadata(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  const log = logAt(s, metadataKey(s, id));
  broker.nextCorrelationId += 1;
  sendRequest(s, id, s.setup.controllerId, broker.nextCorrelationId, {
    api: 'Fetch',
    replicaId: id,
    replicaEpoch: broker.epoch,
    maxWaitMs,
    minBytes: 1,
    maxBytes: 8 * 1024 * 1024,
    isolationLevel: 'read_uncommitted',
    rackId: '',
    partitions: [
      {
        topic: metadataTopic,
        partition: 0,
        currentLeaderEpoch: -1,
        fetchOffset: log.logEndOffset,
        lastFetchedEpoch: latestEpoch(log) ?? -1,
        logStartOffset: log.logStartOffset,
        partitionMaxBytes: 8 * 1024 * 1024,
      },
    ],
  });
}

/** Appends what came and applies all that is committed. */
export function onMetadataFetched(s: SimState, id: number, response: FetchResponse): void {
  const part = response.responses[0];
  if (part === undefined || part.error !== 'NONE') {
    setTimer(s, id, 'metadata-fetch', s.nowUs + retryUs);
    return;
  }
  const key = metadataKey(s, id);
  if (part.divergingEpoch !== null) truncateTo(ownLog(s, key), part.divergingEpoch.endOffset);
  const end = logAt(s, key).logEndOffset;
  if (part.records.length > 0 && part.records[0]?.baseOffset === end) {
    const log = ownLog(s, key);
    appendBatchesAsFollower(log, part.records, wallMs(s), defaultLogConfig);
  }
  applyCommitted(s, id, part.highWatermark);
  if (isAlive(brokerOf(s, id))) fetchMetadata(s, id);
}

/** Applies the log up to the high watermark, one batch after another, and publishes the newer image. */
function applyCommitted(s: SimState, id: number, highWatermark: number): void {
  const broker = brokerOf(s, id);
  const before = broker.image;
  const after = imageAfter(logAt(s, metadataKey(s, id)), before, highWatermark);
  if (after === before) return;
  for (const topic of after.topics.keys()) numberTopic(s, topic);
  ownBroker(s, id).image = after;
  publishPartitions(s, id, before, after);
  publishConfigs(s, id, before, after);
  onMetadataApplied(s, id);
}

export function onMetadataFetchLost(s: SimState, id: number): void {
  setTimer(s, id, 'metadata-fetch', s.nowUs + retryUs);
}

/** Newer metadata is in effect: a starting broker says so at once, so that it can be unfenced. */
function onMetadataApplied(s: SimState, id: number): void {
  const broker = brokerOf(s, id);
  if (broker.state === 'starting' && broker.epoch >= 0 && broker.image.brokers.get(id)?.epoch === broker.epoch) {
    setTimer(s, id, 'heartbeat', s.nowUs);
  }
}
