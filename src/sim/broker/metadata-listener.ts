import { nextBelow } from '../../base/prng.ts';
import { msToUs } from '../../base/units.ts';
import { defaultLogConfig } from '../../kafka/log/log-config.ts';
import { appendBatchesAsFollower, createLog, latestEpoch, truncateTo } from '../../kafka/log/partition-log.ts';
import type { FetchResponse } from '../../kafka/protocol/requests.ts';
import { metadataTruncationOffset } from '../../kafka/raft/log-divergence.ts';
import { caughtUp } from '../../kafka/server-log/broker-lines.ts';
import { hasRoom } from '../disk/disk-trouble.ts';
import { imageAfter } from '../metadata-log.ts';
import { closeConnectionsToController, sendRequest } from '../network.ts';
import { logLine } from '../server-log/server-log.ts';
import { setting } from '../settings.ts';
import { votersOf } from '../setup.ts';
import {
  brokerOf,
  cancelTimer,
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
import { forgetController, noteController } from './controller-channel.ts';
import { failLogDir } from './log-dir-failure.ts';
import { startLogs } from './log-startup.ts';
import { publishPartitions } from './replica-roles.ts';

const maxWaitMs = 500;
const retryUs = 50_000;
const fetchTimeout = 'metadata-fetch-timeout';

export const metadataKey = (s: SimState, node: number): number => replicaKey(s, node, metadataTopic, 0);

/** The disk of a new broker: an empty `__cluster_metadata` log. */
export function createMetadataLog(s: SimState, node: number): void {
  s.logs.set(metadataKey(s, node), createLog(metadataTopic, 0, 'AAAAAAAAAAAAAAAAAAAAAQ', s.cow, wallMs(s)));
}

/** The quorum's leader; while it knows none a voter picked by chance, whose answer names the leader. */
function voterToAsk(s: SimState, id: number): number {
  const { quorumLeader } = brokerOf(s, id);
  if (quorumLeader >= 0) return quorumLeader;
  const voters = votersOf(s.setup);
  return voters[nextBelow(s.dice, voters.length)] ?? s.setup.controllerId;
}

/** A broker is an observer of the metadata quorum: it fetches the log and waits up to 500 ms for news. */
export function fetchMetadata(s: SimState, id: number): void {
  const voter = voterToAsk(s, id);
  const broker = ownBroker(s, id);
  const log = logAt(s, metadataKey(s, id));
  broker.nextCorrelationId += 1;
  waitForAnswer(s, id);
  sendRequest(s, id, voter, broker.nextCorrelationId, {
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
        highWatermark: broker.image.offset + 1,
      },
    ],
  });
}

/** A process that stands still does not answer: after controller.quorum.request.timeout.ms another voter is asked. */
function waitForAnswer(s: SimState, id: number): void {
  if (votersOf(s.setup).length === 1) return;
  setTimer(s, id, fetchTimeout, s.nowUs + msToUs(setting(s, 'controller.quorum.request.timeout.ms')));
}

/** Closes the connections to the voter that was asked, so that the Fetch is lost like any other. */
export function onMetadataFetchTimeout(s: SimState, id: number): void {
  const { quorumLeader } = brokerOf(s, id);
  const asked = quorumLeader >= 0 ? [quorumLeader] : votersOf(s.setup);
  for (const voter of asked) closeConnectionsToController(s, id, voter);
}

/** Appends what came and applies all that is committed. */
export function onMetadataFetched(s: SimState, id: number, response: FetchResponse): void {
  const part = response.responses[0];
  cancelTimer(s, id, fetchTimeout);
  if (part?.currentLeader !== undefined) noteController(s, id, part.currentLeader.leaderId);
  if (part === undefined || part.error !== 'NONE') {
    setTimer(s, id, 'metadata-fetch', s.nowUs + retryUs);
    return;
  }
  const key = metadataKey(s, id);
  if (part.divergingEpoch !== null) {
    truncateTo(ownLog(s, key), metadataTruncationOffset(logAt(s, key), part.divergingEpoch));
  }
  const end = logAt(s, key).logEndOffset;
  const bytes = part.records.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0);
  if (!hasRoom(s, id, bytes)) return failLogDir(s, id, { topic: metadataTopic, partition: 0 });
  if (part.records.length > 0 && part.records[0]?.baseOffset === end) {
    const log = ownLog(s, key);
    appendBatchesAsFollower(log, part.records, wallMs(s), defaultLogConfig);
  }
  applyCommitted(s, id, part.highWatermark);
  if (isAlive(brokerOf(s, id))) fetchMetadata(s, id);
}

/** Applies the log up to the high watermark, one batch after another, and publishes the newer image. */
export function applyCommitted(s: SimState, id: number, highWatermark: number): void {
  const broker = brokerOf(s, id);
  const before = broker.image;
  const after = imageAfter(logAt(s, metadataKey(s, id)), before, highWatermark);
  if (after === before) return;
  for (const topic of after.topics.keys()) numberTopic(s, topic);
  const isFirst = before.offset < 0;
  // Topics are published before configs (BrokerMetadataPublisher.onMetadataUpdate): what partitions do now, they do under
  // the configs from before. A config alone makes no partition do anything: a high watermark that a smaller
  // min.insync.replicas sets free moves with the next append, fetch or change of the ISR.
  ownBroker(s, id).image = isFirst ? after : { ...after, configs: before.configs };
  if (isFirst && !startLogs(s, id)) return;
  publishPartitions(s, id, before, after);
  ownBroker(s, id).image = after;
  onMetadataApplied(s, id);
}

/** The leader is gone, or does not answer in time: another voter may know the next one. */
export function onMetadataFetchLost(s: SimState, id: number): void {
  cancelTimer(s, id, fetchTimeout);
  forgetController(s, id);
  setTimer(s, id, 'metadata-fetch', s.nowUs + retryUs);
}

/** Newer metadata is in effect: a starting broker says so at once, so that it can be unfenced. */
function onMetadataApplied(s: SimState, id: number): void {
  const broker = brokerOf(s, id);
  if (broker.state === 'starting' && broker.epoch >= 0 && broker.image.brokers.get(id)?.epoch === broker.epoch) {
    logLine(s, id, caughtUp(id));
    setTimer(s, id, 'heartbeat', s.nowUs);
  }
}
