import { msToUs, secondsToUs } from '../../base/units.ts';
import { emptyImage } from '../../kafka/controller/metadata-image.ts';
import { reopenLog } from '../../kafka/log/partition-log.ts';
import type { BrokerHeartbeatResponse, BrokerRegistrationResponse } from '../../kafka/protocol/requests.ts';
import { closeConnectionsOf, sendRequest } from '../network.ts';
import { setting } from '../settings.ts';
import {
  brokerOf,
  cancelTimersOf,
  nodeOfReplicaKey,
  ownBroker,
  type SimState,
  setTimer,
  tell,
  wallMs,
} from '../state.ts';
import { newKafkaUuid } from '../uuid.ts';
import { isAlive } from './broker-state.ts';
import { startCleaner } from './cleaner-task.ts';
import { fetchMetadata } from './metadata-listener.ts';
import { dropDelayedOf } from './purgatory.ts';

const retryUs = 100_000;

/** Starts the process: it opens its logs, registers, and follows the metadata log. Source: BrokerLifecycleManager. */
export function startBroker(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  broker.state = 'starting';
  broker.incarnation += 1;
  broker.incarnationId = newKafkaUuid(s.dice);
  broker.epoch = -1;
  broker.fenced = true;
  broker.image = emptyImage;
  // Opening the logs deletes the file: only a clean stop writes it again.
  broker.previousBrokerEpoch = broker.cleanShutdownEpoch;
  broker.cleanShutdownEpoch = -1;
  openLogs(s, id, broker.previousBrokerEpoch >= 0);
  tell(s, { kind: 'broker-started', broker: id });
  register(s, id);
  fetchMetadata(s, id);
  setTimer(s, id, 'isr-expiration', s.nowUs + msToUs(setting(s, 'replica.lag.time.max.ms')) / 2);
  setTimer(
    s,
    id,
    'highwatermark-checkpoint',
    s.nowUs + msToUs(setting(s, 'replica.high.watermark.checkpoint.interval.ms')),
  );
  setTimer(s, id, 'log-retention', s.nowUs + msToUs(setting(s, 'log.initial.task.delay.ms')));
  startCleaner(s, id);
}

/** LogLoader on disks that lost nothing: epochs that begin at a log's end go, after a crash too. */
function openLogs(s: SimState, id: number, hadCleanShutdown: boolean): void {
  for (const [key, log] of s.logs) {
    if (nodeOfReplicaKey(key) !== id) continue;
    const { logStartOffset, recoveryPoint } = log;
    s.logs.set(key, reopenLog(log, s.cow, { nowMs: wallMs(s), logStartOffset, recoveryPoint, hadCleanShutdown }));
  }
}

function register(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  broker.nextCorrelationId += 1;
  sendRequest(s, id, s.setup.controllerId, broker.nextCorrelationId, {
    api: 'BrokerRegistration',
    brokerId: id,
    incarnationId: broker.incarnationId,
    rack: broker.rack,
    previousBrokerEpoch: broker.previousBrokerEpoch,
  });
}

export function onRegistered(s: SimState, id: number, response: BrokerRegistrationResponse): void {
  if (response.error !== 'NONE') {
    setTimer(s, id, 'register', s.nowUs + retryUs);
    return;
  }
  const broker = ownBroker(s, id);
  broker.epoch = response.brokerEpoch;
  sendHeartbeat(s, id);
}

export const onRegistrationLost = (s: SimState, id: number): void => setTimer(s, id, 'register', s.nowUs + retryUs);
export const retryRegistration = register;

export function sendHeartbeat(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  if (broker.epoch < 0) return;
  broker.nextCorrelationId += 1;
  sendRequest(s, id, s.setup.controllerId, broker.nextCorrelationId, {
    api: 'BrokerHeartbeat',
    brokerId: id,
    brokerEpoch: broker.epoch,
    currentMetadataOffset: broker.image.offset,
    wantFence: false,
    wantShutDown: broker.state === 'stopping',
  });
}

export function onHeartbeat(s: SimState, id: number, response: BrokerHeartbeatResponse): void {
  const interval = msToUs(setting(s, 'broker.heartbeat.interval.ms'));
  if (response.error !== 'NONE') {
    setTimer(s, id, 'heartbeat', s.nowUs + interval);
    return;
  }
  const broker = ownBroker(s, id);
  broker.fenced = response.isFenced;
  if (broker.state === 'stopping' && response.shouldShutDown) {
    stopped(s, id);
    return;
  }
  if (broker.state === 'starting' || broker.state === 'running' || broker.state === 'fenced') {
    broker.state = response.isFenced ? (broker.state === 'starting' ? 'starting' : 'fenced') : 'running';
  }
  // A broker that is not caught up yet asks again soon (BrokerLifecycleManager: 10 ms steps; here one hop decides).
  const soon = broker.state === 'starting' || broker.state === 'stopping';
  setTimer(s, id, 'heartbeat', s.nowUs + (soon ? Math.min(interval, retryUs) : interval));
}

export function onHeartbeatLost(s: SimState, id: number): void {
  setTimer(s, id, 'heartbeat', s.nowUs + msToUs(setting(s, 'broker.heartbeat.interval.ms')));
}

/** SIGTERM: a controlled shutdown, asked for by heartbeat. */
export function stopBroker(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  broker.state = 'stopping';
  tell(s, { kind: 'broker-stopping', broker: id });
  setTimer(s, id, 'heartbeat', s.nowUs);
  // The controller may be out of reach: after controlled shutdown's time the process ends all the same.
  setTimer(s, id, 'shutdown-timeout', s.nowUs + secondsToUs(300));
}

function stopped(s: SimState, id: number): void {
  checkpointHighWatermarks(s, id);
  const broker = ownBroker(s, id);
  broker.cleanShutdownEpoch = broker.epoch;
  endProcess(s, id, 'stopped');
  tell(s, { kind: 'broker-stopped', broker: id });
}

export const onShutdownTimeout = stopped;

/** SIGKILL, or power gone: the disk stays as it is. */
export function killBroker(s: SimState, id: number): void {
  endProcess(s, id, 'crashed');
  tell(s, { kind: 'broker-killed', broker: id });
}

function endProcess(s: SimState, id: number, state: 'stopped' | 'crashed'): void {
  closeConnectionsOf(s, id);
  cancelTimersOf(s, id);
  dropDelayedOf(s, id);
  for (const [key, replica] of [...s.replicas]) {
    if (replica.broker !== id) continue;
    s.replicas.delete(key);
    s.shards.delete(key);
  }
  const broker = ownBroker(s, id);
  broker.state = state;
  broker.image = emptyImage;
  broker.fetchers.clear();
  broker.groupReplies.clear();
  broker.groupStates.clear();
  broker.isrChanges = [];
  broker.isrInFlight = [];
  broker.creatingOffsetsTopic = false;
}

/** replication-offset-checkpoint, written every 5 s and at a clean stop. */
export function checkpointHighWatermarks(s: SimState, id: number): void {
  const checkpoint = new Map(brokerOf(s, id).highWatermarkCheckpoint);
  let changed = false;
  for (const [key, replica] of s.replicas) {
    if (replica.broker !== id || checkpoint.get(key) === replica.highWatermark) continue;
    checkpoint.set(key, replica.highWatermark);
    changed = true;
  }
  if (changed) ownBroker(s, id).highWatermarkCheckpoint = checkpoint;
}

export const isRunning = (s: SimState, id: number): boolean => {
  const broker = s.brokers.get(id);
  return broker !== undefined && isAlive(broker);
};
