import { assert } from '../../base/assert.ts';
import type { BrokerHeartbeatRequest, BrokerHeartbeatResponse } from '../protocol/requests.ts';
import {
  type BrokerHeartbeat,
  type BrokerHeartbeats,
  lowestActiveOffset,
  noteContact,
  takeExpiredContact,
  touchBroker,
} from './broker-heartbeats.ts';
import {
  beginControlledShutdown,
  brokerEpochError,
  fenceBroker,
  registrationChange,
  unfenceBroker,
} from './broker-registration.ts';
import { type NodeSettings, plainNode } from './effective-config.ts';
import type { MetadataImage } from './metadata-image.ts';
import type { MetadataRecord } from './metadata-records.ts';

/** org.apache.kafka.controller.BrokerControlState. */
export type BrokerControlState = 'FENCED' | 'UNFENCED' | 'CONTROLLED_SHUTDOWN' | 'SHUTDOWN_NOW';

export interface HeartbeatResult {
  readonly records: readonly MetadataRecord[];
  readonly response: BrokerHeartbeatResponse;
  /** When true, call noteControlledShutdownOffset once the records are in the log. */
  readonly inControlledShutdown: boolean;
}

/**
 * Answers a heartbeat and notes it in `heartbeats` (QuorumController and ReplicationControlManager
 * .processBrokerHeartbeat). Error: STALE_BROKER_EPOCH; the contact counts for that epoch all the same.
 */
export function processBrokerHeartbeat(
  image: MetadataImage,
  heartbeats: BrokerHeartbeats,
  request: BrokerHeartbeatRequest,
  nowUs: number,
  node: NodeSettings = plainNode,
): HeartbeatResult {
  const { brokerId, brokerEpoch, currentMetadataOffset } = request;
  noteContact(heartbeats, brokerId, brokerEpoch, nowUs);
  const error = brokerEpochError(image, brokerId, brokerEpoch);
  const registration = image.brokers.get(brokerId);
  if (error !== 'NONE' || registration === undefined) return refused('STALE_BROKER_EPOCH');
  const broker = heartbeats.brokers.get(brokerId);
  assert(broker !== undefined, `broker ${brokerId} is known`);
  const registrationOffset = registration.registrationOffset ?? registration.epoch;
  const current = currentState(broker);
  const next = nextBrokerState(image, heartbeats, broker, request, registrationOffset);
  const records = current === next ? [] : transition(image, request, next, node);
  // A broker tells its cordoned directories from the heartbeat on that follows the news that it has caught up.
  if (registration.cordonedLogDirs === undefined && broker.metadataOffset >= registrationOffset) {
    records.push(registrationChange(brokerId, brokerEpoch, { cordonedLogDirs: [] }));
  }
  const isFenced = next === 'FENCED' || next === 'SHUTDOWN_NOW';
  touchBroker(heartbeats, brokerId, isFenced, currentMetadataOffset);
  return {
    records,
    response: {
      api: 'BrokerHeartbeat',
      error: 'NONE',
      isCaughtUp: currentMetadataOffset >= registrationOffset,
      isFenced,
      shouldShutDown: next === 'SHUTDOWN_NOW',
    },
    inControlledShutdown: next === 'CONTROLLED_SHUTDOWN',
  };
}

function refused(error: 'STALE_BROKER_EPOCH'): HeartbeatResult {
  return {
    records: [],
    response: { api: 'BrokerHeartbeat', error, isCaughtUp: false, isFenced: true, shouldShutDown: false },
    inControlledShutdown: false,
  };
}

function currentState(broker: BrokerHeartbeat): BrokerControlState {
  if (broker.controlledShutdownOffset >= 0) return 'CONTROLLED_SHUTDOWN';
  return broker.fenced ? 'FENCED' : 'UNFENCED';
}

/** BrokerHeartbeatManager.calculateNextBrokerState. */
export function nextBrokerState(
  image: MetadataImage,
  heartbeats: BrokerHeartbeats,
  broker: BrokerHeartbeat,
  request: BrokerHeartbeatRequest,
  registrationOffset: number,
): BrokerControlState {
  const { wantFence, wantShutDown, currentMetadataOffset } = request;
  switch (currentState(broker)) {
    case 'FENCED':
      if (wantShutDown) return 'SHUTDOWN_NOW';
      return !wantFence && currentMetadataOffset >= registrationOffset ? 'UNFENCED' : 'FENCED';
    case 'UNFENCED':
      if (wantFence) return wantShutDown ? 'SHUTDOWN_NOW' : 'FENCED';
      if (!wantShutDown) return 'UNFENCED';
      return leadsSomething(image, broker.id) ? 'CONTROLLED_SHUTDOWN' : 'SHUTDOWN_NOW';
    default:
      if (leadsSomething(image, broker.id)) return 'CONTROLLED_SHUTDOWN';
      return broker.controlledShutdownOffset <= lowestActiveOffset(heartbeats) ? 'SHUTDOWN_NOW' : 'CONTROLLED_SHUTDOWN';
  }
}

/** Kafka looks a leader up among the ISR members (BrokersToIsrs.hasLeaderships). */
function leadsSomething(image: MetadataImage, brokerId: number): boolean {
  for (const topic of image.topics.values()) {
    for (const partition of topic.partitions) {
      if (partition.leader === brokerId && partition.isr.includes(brokerId)) return true;
    }
  }
  return false;
}

function transition(
  image: MetadataImage,
  request: BrokerHeartbeatRequest,
  next: BrokerControlState,
  node: NodeSettings,
): MetadataRecord[] {
  switch (next) {
    case 'FENCED':
    case 'SHUTDOWN_NOW':
      return fenceBroker(image, request.brokerId, node);
    case 'UNFENCED':
      return unfenceBroker(image, request.brokerId, request.brokerEpoch, node);
    case 'CONTROLLED_SHUTDOWN':
      return beginControlledShutdown(image, request.brokerId, node);
  }
}

/**
 * The check that runs every eighth of broker.session.timeout.ms, and again at once while `again`: it ends at most one
 * session and fences that broker, so that the effect is seen before the next (maybeFenceOneStaleBroker).
 */
export function fenceOneStaleBroker(
  image: MetadataImage,
  heartbeats: BrokerHeartbeats,
  nowUs: number,
  sessionTimeoutMs: number,
  node: NodeSettings = plainNode,
): { readonly records: readonly MetadataRecord[]; readonly again: boolean } {
  const expired = takeExpiredContact(heartbeats, nowUs, sessionTimeoutMs);
  if (expired === null) return { records: [], again: false };
  const registration = image.brokers.get(expired.id);
  if (registration === undefined) heartbeats.brokers.delete(expired.id);
  if (registration === undefined || registration.epoch !== expired.epoch) return { records: [], again: true };
  const records = fenceBroker(image, expired.id, node);
  const known = heartbeats.brokers.get(expired.id);
  if (known !== undefined) heartbeats.brokers.set(expired.id, { ...known, fenced: true });
  return { records, again: true };
}

/** Period of that check in microseconds (QuorumController.maybeFenceStaleBrokerPeriodNs). */
export function staleBrokerCheckPeriodUs(sessionTimeoutMs: number): number {
  return Math.max(1000, Math.floor((sessionTimeoutMs * 1000) / 8));
}
