import { assert } from '../base/assert.ts';
import { seedPrng } from '../base/prng.ts';
import { emptyImage } from '../kafka/controller/metadata-image.ts';
import type { KafkaRequest } from '../kafka/protocol/requests.ts';
import { addBroker } from './broker/add-broker.ts';
import { completeWoken, expireDelayed } from './broker/delayed-completion.ts';
import { holdForFrozen } from './broker/frozen.ts';
import { createMetadataLog } from './broker/metadata-listener.ts';
import { brokerDisconnected, brokerRequest, brokerResponse, brokerTimer, brokerWritten } from './broker/switchboard.ts';
import { chaosNode } from './chaos/chaos-cluster.ts';
import { onChaosTimer } from './chaos/chaos-task.ts';
import { adminNode, createAdmin } from './client/admin-calls.ts';
import { adminDisconnected, adminResponse, adminTimer, createTopic } from './client/admin-process.ts';
import { consumerTimer, stepConsumerNode } from './client/consumer-process.ts';
import { producerTimer, step as stepProducerNode } from './client/producer-process.ts';
import {
  controllerDisconnected,
  controllerRequest,
  controllerResponse,
  controllerTimer,
} from './controller/controller.ts';
import { endControllersOfEndedBrokers, startController } from './controller/controller-process.ts';
import { createController } from './controller/controller-state.ts';
import { isControllerTimer } from './controller/controller-timers.ts';
import { popEvent, type SimEvent } from './event-queue.ts';
import { createEvidence } from './evidence-state.ts';
import { acceptRequest, acceptResponse } from './network.ts';
import { isRunning, roleThatAsked, roleThatTakes } from './process-roles.ts';
import { createServerLog } from './server-log/server-log.ts';
import { type ClusterSetup, votersOf } from './setup.ts';
import { dropStaleEvents, firstQueueLimit } from './stale-events.ts';
import { brokerOf, firstClientNode, metadataTopic, numberTopic, type SimState, setTimer, takeTimer } from './state.ts';

/** A new run at time 0: the controller and the brokers have just been switched on, the clients start with them. */
export function createSimulation(setup: ClusterSetup, seed: number, startTimeMs: number): SimState {
  const s: SimState = {
    cow: 1,
    nowUs: 0,
    sequence: 0,
    eventCount: 0,
    setup,
    startTimeMs,
    dice: seedPrng(seed),
    queue: [],
    queueLimit: firstQueueLimit,
    network: setup.network,
    links: new Map(),
    connections: new Map(),
    timers: new Map(),
    nextToken: 1,
    powered: true,
    controllers: new Map(votersOf(setup).map((id) => [id, createController(id, votersOf(setup), 1)])),
    toldImage: emptyImage,
    brokers: new Map(),
    logs: new Map(),
    replicas: new Map(),
    delayed: new Map(),
    nextDelayedId: 1,
    shards: new Map(),
    producers: new Map(),
    consumers: new Map(),
    nextClientNode: firstClientNode,
    admin: createAdmin(),
    groups: new Map(setup.groups.map((group) => [group.id, group])),
    topicNumbers: new Map(),
    evidence: createEvidence(1),
    updates: [],
    serverLog: createServerLog(),
    heard: null,
    wakeups: [],
  };
  numberTopic(s, metadataTopic);
  for (const id of s.controllers.keys()) createMetadataLog(s, id);
  const brokers = new Set(setup.brokers.map(({ id }) => id));
  for (const id of s.controllers.keys()) if (!brokers.has(id)) startController(s, id);
  for (const broker of setup.brokers) addBroker(s, broker.id, broker.rack);
  for (const topic of setup.topics) createTopic(s, topic, null);
  setTimer(s, adminNode, 'start-clients', 0);
  return s;
}

/** Runs the next event; false when there is none until `untilUs`. */
export function runNextEvent(s: SimState, untilUs: number): boolean {
  const next = s.queue[0];
  if (next === undefined || next.at > untilUs) return false;
  const event = popEvent(s.queue);
  assert(event !== undefined && event.at >= s.nowUs, 'time does not run backwards');
  s.nowUs = event.at;
  s.eventCount += 1;
  runEvent(s, event);
  endControllersOfEndedBrokers(s);
  completeWoken(s);
  dropStaleEvents(s);
  return true;
}

function runEvent(s: SimState, event: SimEvent): void {
  if (holdForFrozen(s, event)) return;
  switch (event.kind) {
    case 'request': {
      const reply = acceptRequest(s, event);
      if (reply === null) return;
      const role = roleThatTakes(s, event.to, event.request);
      if (role === 'controller') controllerRequest(s, event.to, event.request, reply);
      else brokerRequest(s, event.to, event.request, reply);
      return;
    }
    case 'response': {
      if (!acceptResponse(s, event)) return;
      const { to, correlationId, request, response } = event;
      if (to === adminNode) adminResponse(s, correlationId, response);
      else if (askedByController(s, to, request)) controllerResponse(s, to, event.from, correlationId, response);
      else if (s.brokers.has(to)) {
        if (isRunning(s, to)) brokerResponse(s, to, event.from, correlationId, request, response);
      } else if (s.producers.has(to)) stepProducerNode(s, to, { kind: 'response', correlationId, response });
      else stepConsumerNode(s, to, { kind: 'response', correlationId, response });
      return;
    }
    case 'disconnected': {
      const { to, peer, correlationId, request } = event;
      if (to === adminNode) adminDisconnected(s, correlationId);
      else if (askedByController(s, to, request)) controllerDisconnected(s, to, peer, correlationId);
      else if (s.brokers.has(to)) {
        if (isRunning(s, to)) brokerDisconnected(s, to, peer, correlationId, request, event.refused);
      } else if (s.producers.has(to)) stepProducerNode(s, to, { kind: 'disconnected', node: peer, correlationId });
      else stepConsumerNode(s, to, { kind: 'disconnected', correlationId });
      return;
    }
    case 'timer':
      if (takeTimer(s, event.node, event.key, event.token)) runTimer(s, event.node, event.key);
      return;
    case 'written':
      if (isRunning(s, event.to) && brokerOf(s, event.to).incarnation === event.incarnation) {
        brokerWritten(s, event.to, event.work);
      }
      return;
    case 'delayed-expiry':
      expireDelayed(s, event.operation);
      return;
  }
}

const askedByController = (s: SimState, node: number, request: KafkaRequest): boolean =>
  roleThatAsked(s, node, request) === 'controller';

function runTimer(s: SimState, node: number, key: string): void {
  if (node === chaosNode) onChaosTimer(s, key);
  else if (s.controllers.has(node) && (!s.brokers.has(node) || isControllerTimer(key))) controllerTimer(s, node, key);
  else if (s.brokers.has(node)) brokerTimer(s, node, key);
  else if (s.producers.has(node)) producerTimer(s, node, key);
  else if (node === adminNode) adminTimer(s, key);
  else consumerTimer(s, node, key);
}
