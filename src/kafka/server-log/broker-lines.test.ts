import { expect, test } from 'vitest';
import * as lines from './broker-lines.ts';

const lifecycle = (message: string) => ({
  level: 'INFO',
  logger: 'org.apache.kafka.server.BrokerLifecycleManager',
  message: `[BrokerLifecycleManager id=2] ${message}`,
});

// As a real broker wrote them.
test('a broker starts, registers, catches up and is unfenced', () => {
  expect(lines.nowStarting(2, 'HboFrJ9ATXmEiXKJM_Gz_A', 'c2Ftc2Etb3JhY2xlLTAwMQ')).toEqual(
    lifecycle('Incarnation HboFrJ9ATXmEiXKJM_Gz_A of broker 2 in cluster c2Ftc2Etb3JhY2xlLTAwMQ is now STARTING.'),
  );
  expect(lines.registered(2, 12)).toEqual(lifecycle('Successfully registered broker 2 with broker epoch 12'));
  expect(lines.caughtUp(2)).toEqual(lifecycle('The broker has caught up. Transitioning from STARTING to RECOVERY.'));
  expect(lines.inRecovery(2)).toEqual(lifecycle('The broker is in RECOVERY.'));
  expect(lines.unfenced(2)).toEqual(lifecycle('The broker has been unfenced. Transitioning from RECOVERY to RUNNING.'));
  expect(lines.serverTransition(2, 'STARTING', 'STARTED')).toEqual({
    level: 'INFO',
    logger: 'kafka.server.BrokerServer',
    message: '[BrokerServer id=2] Transition from STARTING to STARTED',
  });
  expect(lines.serverStarted(2).message).toBe('[KafkaRaftServer nodeId=2] Kafka Server started');
});

test('a broker ends by a controlled shutdown', () => {
  expect(lines.terminating().message).toBe('Terminating process due to signal SIGTERM');
  expect(lines.serverShuttingDown(2).message).toBe('[BrokerServer id=2] shutting down');
  expect(lines.beginningShutdown(2)).toEqual(lifecycle('Beginning controlled shutdown.'));
  expect(lines.awaitingShutdown(2)).toEqual(
    lifecycle('The broker is in PENDING_CONTROLLED_SHUTDOWN state, still waiting for the active controller.'),
  );
  expect(lines.shutdownGranted(2)).toEqual(lifecycle('The controller has asked us to exit controlled shutdown.'));
  expect(lines.nowShuttingDown(2, 'PENDING_CONTROLLED_SHUTDOWN')).toEqual(
    lifecycle('Transitioning from PENDING_CONTROLLED_SHUTDOWN to SHUTTING_DOWN.'),
  );
  expect(lines.serverShutDown(2).message).toBe('[BrokerServer id=2] shut down completed');
});

test('a controller out of reach, or one that refuses, is said by level', () => {
  expect(lines.registrationLost(2)).toMatchObject({ level: 'WARN' });
  expect(lines.heartbeatLost(2)).toMatchObject({
    level: 'WARN',
    message: '[BrokerLifecycleManager id=2] Unable to send broker heartbeat for 2. Retrying.',
  });
  expect(lines.heartbeatRefused(2, 'STALE_BROKER_EPOCH').message).toBe(
    '[BrokerLifecycleManager id=2] Broker 2 sent a heartbeat request but received error STALE_BROKER_EPOCH.',
  );
  expect(lines.registrationRefused(2, 'DUPLICATE_BROKER_REGISTRATION')).toEqual(
    lifecycle('Unable to register broker 2 because the controller returned error DUPLICATE_BROKER_REGISTRATION'),
  );
  expect(lines.shutdownTimedOut(2)).toMatchObject({ level: 'ERROR' });
  expect(lines.skippingShutdown(2, 'STARTING')).toEqual(
    lifecycle('Skipping controlled shutdown because we are in state STARTING.'),
  );
});
