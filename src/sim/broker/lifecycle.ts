import { msToUs, secondsToUs } from '../../base/units.ts';
import { emptyImage } from '../../kafka/controller/metadata-image.ts';
import { flushLog } from '../../kafka/log/partition-log.ts';
import type { BrokerHeartbeatResponse, BrokerRegistrationResponse } from '../../kafka/protocol/requests.ts';
import * as lines from '../../kafka/server-log/broker-lines.ts';
import { startController, stopController } from '../controller/controller-process.ts';
import { checkpointLogStartOffsets, checkpointRecoveryPoints } from '../disk/checkpoints.ts';
import { clusterIdOf } from '../disk/node-state-files.ts';
import { openLogs } from '../disk/open-logs.ts';
import { losePageCache } from '../disk/page-cache.ts';
import { scheduleNext } from '../kafka-scheduler.ts';
import { isCombined, isRunning } from '../process-roles.ts';
import { logLine } from '../server-log/server-log.ts';
import { setting } from '../settings.ts';
import {
  brokerOf,
  controllerOf,
  nodeOfReplicaKey,
  ownBroker,
  ownLog,
  type SimState,
  setTimer,
  tell,
} from '../state.ts';
import { newKafkaUuid } from '../uuid.ts';
import { type Broker, isAlive } from './broker-state.ts';
import { forgetController, sendToController } from './controller-channel.ts';
import { scheduleIsrExpiration } from './isr-changes.ts';
import { applyCommitted, fetchMetadata } from './metadata-listener.ts';
import { endBrokerRole, endProcess } from './process-end.ts';

const retryUs = 100_000;

/** Starts the process: it registers, and follows the metadata log. Source: BrokerLifecycleManager. */
export function startBroker(s: SimState, id: number): void {
  const combined = isCombined(s, id);
  const broker = ownBroker(s, id);
  broker.incarnation += 1;
  broker.incarnationId = newKafkaUuid(s.dice);
  broker.epoch = -1;
  broker.fenced = true;
  broker.image = emptyImage;
  forgetController(s, id);
  broker.previousBrokerEpoch = broker.cleanShutdownEpoch;
  broker.logsOpen = false;
  if (!combined) logLine(s, id, lines.serverTransition(id, 'SHUTDOWN', 'STARTING'));
  const unreadable = openLogs(s, id, 'KafkaRaftLog', broker.previousBrokerEpoch >= 0);
  if (unreadable !== null) {
    broker.state = 'crashed';
    return tell(s, { kind: 'log-unreadable', broker: id, ...unreadable });
  }
  tell(s, { kind: 'broker-started', broker: id });
  if (combined) {
    // KafkaRaftServer.startup: the controller first.
    startController(s, id);
    logLine(s, id, lines.serverTransition(id, 'SHUTDOWN', 'STARTING'));
  }
  ownBroker(s, id).state = 'starting';
  logLine(s, id, lines.nowStarting(id, broker.incarnationId, clusterIdOf(s)));
  if (combined) applyCommitted(s, id, controllerOf(s, id).raft.highWatermark);
  if (!isRunning(s, id)) return;
  register(s, id);
  if (!combined) fetchMetadata(s, id);
  scheduleIsrExpiration(s, id);
  scheduleNext(s, id, 'highwatermark-checkpoint', setting(s, 'replica.high.watermark.checkpoint.interval.ms'));
}

function register(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  broker.nextCorrelationId += 1;
  sendToController(s, id, broker.nextCorrelationId, {
    api: 'BrokerRegistration',
    brokerId: id,
    incarnationId: broker.incarnationId,
    rack: broker.rack,
    previousBrokerEpoch: broker.previousBrokerEpoch,
  });
}

export function onRegistered(s: SimState, id: number, response: BrokerRegistrationResponse): void {
  if (response.error !== 'NONE') {
    logLine(s, id, lines.registrationRefused(id, response.error));
    setTimer(s, id, 'register', s.nowUs + retryUs);
    return;
  }
  const broker = ownBroker(s, id);
  broker.epoch = response.brokerEpoch;
  logLine(s, id, lines.registered(id, broker.epoch));
  sendHeartbeat(s, id);
}

export function onRegistrationLost(s: SimState, id: number): void {
  logLine(s, id, lines.registrationLost(id));
  setTimer(s, id, 'register', s.nowUs + retryUs);
}

export const retryRegistration = register;

export function sendHeartbeat(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  if (broker.epoch < 0) return;
  broker.nextCorrelationId += 1;
  sendToController(s, id, broker.nextCorrelationId, {
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
    logLine(s, id, lines.heartbeatRefused(id, response.error));
    // Asked the wrong node: it asks again as soon as it may know better.
    setTimer(s, id, 'heartbeat', s.nowUs + (response.error === 'NOT_CONTROLLER' ? retryUs : interval));
    return;
  }
  const broker = ownBroker(s, id);
  broker.fenced = response.isFenced;
  sayHeartbeat(s, broker, response);
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

/** BrokerLifecycleManager.BrokerHeartbeatResponseEvent. */
function sayHeartbeat(s: SimState, { id, state }: Broker, response: BrokerHeartbeatResponse): void {
  if (state === 'stopping') {
    logLine(s, id, response.shouldShutDown ? lines.shutdownGranted(id) : lines.awaitingShutdown(id));
  } else if (state === 'starting' && response.isCaughtUp) {
    // Unfenced by this very answer: it has been through RECOVERY in no time.
    logLine(s, id, response.isFenced ? lines.inRecovery(id) : lines.unfenced(id));
    if (response.isFenced) return;
    logLine(s, id, lines.serverTransition(id, 'STARTING', 'STARTED'));
    logLine(s, id, lines.serverStarted(id));
  }
}

export function onHeartbeatLost(s: SimState, id: number): void {
  // The raft client of a voter names its last leader until it knows of another: the channel asks again and again.
  if (isCombined(s, id)) return setTimer(s, id, 'heartbeat', s.nowUs + retryUs);
  logLine(s, id, lines.heartbeatLost(id));
  const known = brokerOf(s, id).quorumLeader >= 0;
  setTimer(s, id, 'heartbeat', s.nowUs + (known ? msToUs(setting(s, 'broker.heartbeat.interval.ms')) : retryUs));
}

/** SIGTERM: a controlled shutdown, asked for by heartbeat. */
export function stopBroker(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  // Only a broker that has been in service asks for a controlled shutdown.
  logLine(s, id, lines.terminating());
  logLine(s, id, lines.serverTransition(id, broker.state === 'starting' ? 'STARTING' : 'STARTED', 'SHUTTING_DOWN'));
  logLine(s, id, lines.serverShuttingDown(id));
  if (broker.state === 'starting') {
    logLine(s, id, lines.skippingShutdown(id, 'STARTING'));
    return stopped(s, id);
  }
  logLine(s, id, lines.beginningShutdown(id));
  broker.state = 'stopping';
  tell(s, { kind: 'broker-stopping', broker: id });
  setTimer(s, id, 'heartbeat', s.nowUs);
  // The controller may be out of reach: after controlled shutdown's time the process ends all the same.
  setTimer(s, id, 'shutdown-timeout', s.nowUs + secondsToUs(300));
}

function stopped(s: SimState, id: number): void {
  const from = brokerOf(s, id).state === 'stopping' ? 'PENDING_CONTROLLED_SHUTDOWN' : 'STARTING';
  logLine(s, id, lines.nowShuttingDown(id, from));
  if (brokerOf(s, id).logsOpen) {
    checkpointHighWatermarks(s, id);
    flushLogs(s, id);
    const broker = ownBroker(s, id);
    broker.cleanShutdownEpoch = broker.epoch;
  }
  const combined = isCombined(s, id);
  if (combined) endBrokerRole(s, id);
  else endProcess(s, id, 'stopped');
  logLine(s, id, lines.serverShutDown(id));
  logLine(s, id, lines.serverTransition(id, 'SHUTTING_DOWN', 'SHUTDOWN'));
  if (combined) return stopController(s, id);
  tell(s, { kind: 'broker-stopped', broker: id });
}

export function onShutdownTimeout(s: SimState, id: number): void {
  logLine(s, id, lines.shutdownTimedOut(id));
  stopped(s, id);
}

/** LogManager.shutdown: every log is flushed and closed, then the checkpoints are written. */
function flushLogs(s: SimState, id: number): void {
  for (const [key, log] of s.logs) {
    if (nodeOfReplicaKey(key) === id && log.recoveryPoint < log.logEndOffset) flushLog(ownLog(s, key));
  }
  checkpointRecoveryPoints(s, id);
  checkpointLogStartOffsets(s, id);
}

/** SIGKILL: what the process wrote stays, in the page cache or on the disk. */
export function killBroker(s: SimState, id: number): void {
  endProcess(s, id, 'crashed');
  tell(s, { kind: 'broker-killed', broker: id });
}

/** The machine's power fails: what its operating system had not written to the disk is gone. */
export function powerOffBroker(s: SimState, id: number): void {
  if (isAlive(brokerOf(s, id))) endProcess(s, id, 'crashed');
  losePageCache(s, id);
  tell(s, { kind: 'broker-lost-power', broker: id });
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
