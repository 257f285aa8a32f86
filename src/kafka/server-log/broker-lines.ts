import { error, info, type LogLine, warn } from './log-line.ts';

/* The lines of a broker's start, registration and end (4.3.1). */

const server = 'kafka.server.BrokerServer';
const lifecycle = 'org.apache.kafka.server.BrokerLifecycleManager';

export type ServerStatus = 'SHUTDOWN' | 'STARTING' | 'STARTED' | 'SHUTTING_DOWN';

/** BrokerServer.maybeChangeStatus. */
export const serverTransition = (broker: number, from: ServerStatus, to: ServerStatus): LogLine =>
  info(server, `[BrokerServer id=${broker}] Transition from ${from} to ${to}`);

/** KafkaRaftServer.startup. */
export const serverStarted = (node: number): LogLine =>
  info('kafka.server.KafkaRaftServer', `[KafkaRaftServer nodeId=${node}] Kafka Server started`);

/** LoggingSignalHandler. */
export const terminating = (): LogLine =>
  info('org.apache.kafka.common.utils.LoggingSignalHandler', 'Terminating process due to signal SIGTERM');

/** BrokerServer.shutdown. */
export const serverShuttingDown = (broker: number): LogLine =>
  info(server, `[BrokerServer id=${broker}] shutting down`);
export const serverShutDown = (broker: number): LogLine =>
  info(server, `[BrokerServer id=${broker}] shut down completed`);

/** BrokerServer.shutdown: five minutes have passed. */
export const shutdownTimedOut = (broker: number): LogLine =>
  error(server, `[BrokerServer id=${broker}] Timed out waiting for the controller to approve controlled shutdown`);

const say = (broker: number, text: string): LogLine => info(lifecycle, `[BrokerLifecycleManager id=${broker}] ${text}`);

export const nowStarting = (broker: number, incarnationId: string, clusterId: string): LogLine =>
  say(broker, `Incarnation ${incarnationId} of broker ${broker} in cluster ${clusterId} is now STARTING.`);

export const registered = (broker: number, brokerEpoch: number): LogLine =>
  say(broker, `Successfully registered broker ${broker} with broker epoch ${brokerEpoch}`);

export const registrationRefused = (broker: number, code: string): LogLine =>
  say(broker, `Unable to register broker ${broker} because the controller returned error ${code}`);

/** The request got no answer. */
export const registrationLost = (broker: number): LogLine =>
  warn(lifecycle, `[BrokerLifecycleManager id=${broker}] Unable to register broker ${broker}.`);

export const heartbeatLost = (broker: number): LogLine =>
  warn(lifecycle, `[BrokerLifecycleManager id=${broker}] Unable to send broker heartbeat for ${broker}. Retrying.`);

export const heartbeatRefused = (broker: number, code: string): LogLine =>
  warn(
    lifecycle,
    `[BrokerLifecycleManager id=${broker}] Broker ${broker} sent a heartbeat request but received error ${code}.`,
  );

export const caughtUp = (broker: number): LogLine =>
  say(broker, 'The broker has caught up. Transitioning from STARTING to RECOVERY.');

export const inRecovery = (broker: number): LogLine => say(broker, 'The broker is in RECOVERY.');

export const unfenced = (broker: number): LogLine =>
  say(broker, 'The broker has been unfenced. Transitioning from RECOVERY to RUNNING.');

export const beginningShutdown = (broker: number): LogLine => say(broker, 'Beginning controlled shutdown.');

export const awaitingShutdown = (broker: number): LogLine =>
  say(broker, 'The broker is in PENDING_CONTROLLED_SHUTDOWN state, still waiting for the active controller.');

export const shutdownGranted = (broker: number): LogLine =>
  say(broker, 'The controller has asked us to exit controlled shutdown.');

export type LifecycleState = 'STARTING' | 'RECOVERY' | 'RUNNING' | 'PENDING_CONTROLLED_SHUTDOWN';

export const skippingShutdown = (broker: number, state: LifecycleState): LogLine =>
  say(broker, `Skipping controlled shutdown because we are in state ${state}.`);

export const nowShuttingDown = (broker: number, from: LifecycleState): LogLine =>
  say(broker, `Transitioning from ${from} to SHUTTING_DOWN.`);
