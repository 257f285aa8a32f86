import { msToUs, secondsToUs } from '../../base/units.ts';
import { alterPartition } from '../../kafka/controller/alter-partition.ts';
import { hasValidSession, noteControlledShutdownOffset } from '../../kafka/controller/broker-heartbeats.ts';
import { registerBroker } from '../../kafka/controller/broker-registration.ts';
import { rebalanceLeaders, uncleanElections } from '../../kafka/controller/elect-leaders.ts';
import {
  fenceOneStaleBroker,
  processBrokerHeartbeat,
  staleBrokerCheckPeriodUs,
} from '../../kafka/controller/process-broker-heartbeat.ts';
import { allocateProducerIds } from '../../kafka/controller/producer-ids.ts';
import { notControllerResponse } from '../../kafka/protocol/not-controller.ts';
import type {
  BrokerHeartbeatRequest,
  BrokerRegistrationRequest,
  KafkaRequest,
  KafkaResponse,
} from '../../kafka/protocol/requests.ts';
import { type ReplyTo, sendResponse } from '../network.ts';
import { nodeSettings } from '../node-settings.ts';
import { sayFencing, sayHeartbeat, sayOperation, sayRegistering } from '../server-log/controller-log.ts';
import { setting } from '../settings.ts';
import { controllerOf, ownController, type SimState, setTimer } from '../state.ts';
import { endIfShutDown } from './controller-process.ts';
import { followLeadership } from './duties.ts';
import { answerWhenCommitted, writeRecords, writerTimer } from './metadata-writer.ts';
import { operatorOutcome } from './operator-requests.ts';
import { quorumDisconnected, quorumRequest, quorumResponse, quorumTimer } from './quorum.ts';

export function controllerRequest(s: SimState, id: number, request: KafkaRequest, reply: ReplyTo): void {
  switch (request.api) {
    case 'Fetch':
    case 'Vote':
    case 'BeginQuorumEpoch':
    case 'EndQuorumEpoch':
      quorumRequest(s, id, request, reply);
      break;
    default:
      if (controllerOf(s, id).claimEpoch >= 0) handle(s, id, request, reply);
      else sendResponse(s, reply, notControllerResponse(request.api));
  }
  afterStep(s, id);
}

/** The answer of another voter. */
export function controllerResponse(
  s: SimState,
  id: number,
  from: number,
  correlationId: number,
  response: KafkaResponse,
): void {
  quorumResponse(s, id, from, correlationId, response);
  afterStep(s, id);
}

export function controllerDisconnected(s: SimState, id: number, peer: number, correlationId: number): void {
  quorumDisconnected(s, id, peer, correlationId);
  afterStep(s, id);
}

export function controllerTimer(s: SimState, id: number, key: string): void {
  if (!quorumTimer(s, id, key) && !writerTimer(s, id, key)) dutyTimer(s, id, key);
  afterStep(s, id);
}

function afterStep(s: SimState, id: number): void {
  followLeadership(s, id);
  endIfShutDown(s, id);
}

/** A request to the active controller. */
function handle(s: SimState, id: number, request: KafkaRequest, reply: ReplyTo): void {
  const { image } = controllerOf(s, id);
  switch (request.api) {
    case 'BrokerRegistration':
      return handleRegistration(s, id, request, reply);
    case 'BrokerHeartbeat':
      return handleHeartbeat(s, id, request, reply);
    case 'AlterPartition': {
      const { records, response } = alterPartition(image, request, nodeSettings(s, id));
      writeRecords(s, id, records, { reason: 'isr-change', causedBy: request.brokerId });
      return answerWhenCommitted(s, id, reply, response);
    }
    case 'AllocateProducerIds': {
      const result = allocateProducerIds(image, request);
      if (!result.ok) {
        const { error } = result;
        return sendResponse(s, reply, { api: 'AllocateProducerIds', error, producerIdStart: -1, producerIdLen: 0 });
      }
      writeRecords(s, id, result.value.records, { reason: 'isr-change', causedBy: request.brokerId });
      return answerWhenCommitted(s, id, reply, result.value.response);
    }
    default: {
      const outcome = operatorOutcome(s, id, request);
      if (outcome === null) throw new Error(`the controller does not take ${request.api}`);
      sayOperation(s, id, request, outcome.response);
      writeRecords(s, id, outcome.records, outcome.cause);
      return answerWhenCommitted(s, id, reply, outcome.response);
    }
  }
}

function handleRegistration(s: SimState, id: number, request: BrokerRegistrationRequest, reply: ReplyTo): void {
  const { image, heartbeats, nextOffset } = controllerOf(s, id);
  const known = image.brokers.get(request.brokerId);
  const timeout = setting(s, 'broker.session.timeout.ms');
  const sessionActive =
    known !== undefined && hasValidSession(heartbeats, request.brokerId, known.epoch, s.nowUs, timeout);
  const node = nodeSettings(s, id);
  const result = registerBroker(image, request, { sessionActive, nextWriteOffset: nextOffset, node });
  if (!result.ok) {
    sendResponse(s, reply, { api: 'BrokerRegistration', error: result.error, brokerEpoch: -1 });
    return;
  }
  sayRegistering(s, id, request, result.value);
  const unclean = known !== undefined && known.epoch !== request.previousBrokerEpoch;
  writeRecords(s, id, result.value.records, { reason: 'unclean-restart', causedBy: request.brokerId, unclean });
  const { brokerEpoch } = result.value;
  answerWhenCommitted(s, id, reply, { api: 'BrokerRegistration', error: 'NONE', brokerEpoch });
}

function handleHeartbeat(s: SimState, id: number, request: BrokerHeartbeatRequest, reply: ReplyTo): void {
  const controller = ownController(s, id);
  const node = nodeSettings(s, id);
  const known = controller.heartbeats.brokers.get(request.brokerId);
  const result = processBrokerHeartbeat(controller.image, controller.heartbeats, request, s.nowUs, node);
  if (known !== undefined) sayHeartbeat(s, id, known, result);
  const reason = request.wantShutDown ? 'controlled-shutdown' : 'broker-returned';
  writeRecords(s, id, result.records, { reason, causedBy: request.brokerId });
  if (result.inControlledShutdown) {
    const offset = controllerOf(s, id).nextOffset - 1;
    noteControlledShutdownOffset(ownController(s, id).heartbeats, request.brokerId, offset);
  }
  answerWhenCommitted(s, id, reply, result.response);
}

/** What the active controller does from time to time. */
function dutyTimer(s: SimState, id: number, key: string): void {
  switch (key) {
    case 'maybe-fence-stale-broker':
      return fenceStaleBrokers(s, id);
    case 'elect-preferred':
      writeRecords(s, id, rebalanceLeaders(controllerOf(s, id).image, nodeSettings(s, id)).records, {
        reason: 'preferred',
        causedBy: -1,
      });
      return setTimer(s, id, key, s.nowUs + secondsToUs(setting(s, 'leader.imbalance.check.interval.seconds')));
    case 'elect-unclean':
      writeRecords(s, id, uncleanElections(controllerOf(s, id).image, nodeSettings(s, id)).records, {
        reason: 'unclean',
        causedBy: -1,
      });
      return setTimer(s, id, key, s.nowUs + msToUs(setting(s, 'unclean.leader.election.interval.ms')));
    case 'write-no-op':
      writeRecords(s, id, [{ type: 'NoOpRecord' }], { reason: 'isr-change', causedBy: -1 });
      return setTimer(s, id, key, s.nowUs + msToUs(setting(s, 'metadata.max.idle.interval.ms')));
    default:
      throw new Error(`the controller has no timer ${key}`);
  }
}

/** Every eighth of a session, and again at once while there was one: fences one broker whose session has run out. */
function fenceStaleBrokers(s: SimState, id: number): void {
  const timeout = setting(s, 'broker.session.timeout.ms');
  for (;;) {
    const controller = ownController(s, id);
    const { records, again } = fenceOneStaleBroker(
      controller.image,
      controller.heartbeats,
      s.nowUs,
      timeout,
      nodeSettings(s, id),
    );
    if (records.length > 0) {
      const fenced = records.find((record) => record.type === 'BrokerRegistrationChangeRecord');
      if (fenced !== undefined) sayFencing(s, id, fenced.brokerId, records);
      writeRecords(s, id, records, { reason: 'session-expired', causedBy: fenced?.brokerId ?? -1 });
    }
    if (!again) break;
  }
  setTimer(s, id, 'maybe-fence-stale-broker', s.nowUs + staleBrokerCheckPeriodUs(timeout));
}
