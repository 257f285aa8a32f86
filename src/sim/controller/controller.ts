import { JavaRandom } from '../../base/java-random.ts';
import { nextUint32 } from '../../base/prng.ts';
import { msToUs, secondsToUs } from '../../base/units.ts';
import { alterPartition } from '../../kafka/controller/alter-partition.ts';
import { bootstrapRecords } from '../../kafka/controller/bootstrap-records.ts';
import {
  activateHeartbeats,
  hasValidSession,
  noteControlledShutdownOffset,
} from '../../kafka/controller/broker-heartbeats.ts';
import { registerBroker } from '../../kafka/controller/broker-registration.ts';
import { createPartitions } from '../../kafka/controller/create-partitions.ts';
import { electLeaders, rebalanceLeaders } from '../../kafka/controller/elect-leaders.ts';
import { emptyImage } from '../../kafka/controller/metadata-image.ts';
import {
  fenceOneStaleBroker,
  processBrokerHeartbeat,
  staleBrokerCheckPeriodUs,
} from '../../kafka/controller/process-broker-heartbeat.ts';
import { createTopics } from '../../kafka/controller/topics.ts';
import type { BrokerHeartbeatRequest, BrokerRegistrationRequest, KafkaRequest } from '../../kafka/protocol/requests.ts';
import { metadataKey } from '../broker/metadata-listener.ts';
import { imageAfter } from '../metadata-log.ts';
import { closeConnectionsOf, type ReplyTo, sendResponse } from '../network.ts';
import { setting } from '../settings.ts';
import { cancelTimersOf, logAt, ownController, type SimState, setTimer } from '../state.ts';
import { newKafkaUuid } from '../uuid.ts';
import {
  appendLeaderChange,
  dropMetadataFetches,
  expireMetadataFetch,
  handleMetadataFetch,
  writeRecords,
} from './metadata-writer.ts';
import { nodeSettings } from './node-settings.ts';

/** The controller's process starts: it reads its log, becomes leader of its quorum of one, and takes up its duties. */
export function startController(s: SimState): void {
  const controller = ownController(s);
  controller.running = true;
  controller.leaderEpoch += 1;
  const key = metadataKey(s, controller.id);
  controller.image = imageAfter(logAt(s, key), emptyImage, logAt(s, key).logEndOffset);
  appendLeaderChange(s);
  if (controller.image.features.size === 0) {
    const minInsyncReplicas = setting(s, 'min.insync.replicas');
    const elr = s.setup.brokerConfigs['eligible.leader.replicas.version'] !== '0';
    writeRecords(s, bootstrapRecords({ minInsyncReplicas, elr }), { reason: 'isr-change', causedBy: -1 });
  }
  activateHeartbeats(ownController(s).heartbeats, s.controller.image, s.nowUs);
  const id = controller.id;
  setTimer(
    s,
    id,
    'maybe-fence-stale-broker',
    s.nowUs + staleBrokerCheckPeriodUs(setting(s, 'broker.session.timeout.ms')),
  );
  if (s.setup.brokerConfigs['auto.leader.rebalance.enable'] !== 'false') {
    setTimer(s, id, 'elect-preferred', s.nowUs + secondsToUs(setting(s, 'leader.imbalance.check.interval.seconds')));
  }
  const idle = setting(s, 'metadata.max.idle.interval.ms');
  if (idle > 0) setTimer(s, id, 'write-no-op', s.nowUs + msToUs(idle));
}

/** Power gone: what is on its disk stays. */
export function stopController(s: SimState): void {
  closeConnectionsOf(s, s.controller.id);
  cancelTimersOf(s, s.controller.id);
  dropMetadataFetches(s);
  const controller = ownController(s);
  controller.running = false;
  controller.image = emptyImage;
}

export function controllerRequest(s: SimState, request: KafkaRequest, reply: ReplyTo): void {
  const image = s.controller.image;
  const node = nodeSettings(s);
  switch (request.api) {
    case 'Fetch':
      return handleMetadataFetch(s, request, reply);
    case 'BrokerRegistration':
      return handleRegistration(s, request, reply);
    case 'BrokerHeartbeat':
      return handleHeartbeat(s, request, reply);
    case 'AlterPartition': {
      const { records, response } = alterPartition(image, request, node);
      writeRecords(s, records, { reason: 'isr-change', causedBy: request.brokerId });
      return sendResponse(s, reply, response);
    }
    case 'CreateTopics': {
      const random = new JavaRandom(nextUint32(s.dice));
      const defaults = {
        numPartitions: setting(s, 'num.partitions'),
        defaultReplicationFactor: setting(s, 'default.replication.factor'),
      };
      const { records, response } = createTopics(image, request, random, () => newKafkaUuid(s.dice), defaults);
      writeRecords(s, records, { reason: 'isr-change', causedBy: -1 });
      return sendResponse(s, reply, response);
    }
    case 'CreatePartitions': {
      const { records, response } = createPartitions(image, request, new JavaRandom(nextUint32(s.dice)));
      writeRecords(s, records, { reason: 'isr-change', causedBy: -1 });
      return sendResponse(s, reply, response);
    }
    case 'ElectLeaders': {
      const { records, response } = electLeaders(image, request, node);
      writeRecords(s, records, { reason: 'preferred', causedBy: -1 });
      return sendResponse(s, reply, response);
    }
    default:
      throw new Error(`the controller does not take ${request.api}`);
  }
}

function handleRegistration(s: SimState, request: BrokerRegistrationRequest, reply: ReplyTo): void {
  const { image, heartbeats } = s.controller;
  const known = image.brokers.get(request.brokerId);
  const timeout = setting(s, 'broker.session.timeout.ms');
  const sessionActive =
    known !== undefined && hasValidSession(heartbeats, request.brokerId, known.epoch, s.nowUs, timeout);
  const result = registerBroker(image, request, {
    sessionActive,
    nextWriteOffset: logAt(s, metadataKey(s, s.controller.id)).logEndOffset,
    node: nodeSettings(s),
  });
  if (!result.ok) {
    sendResponse(s, reply, { api: 'BrokerRegistration', error: result.error, brokerEpoch: -1 });
    return;
  }
  const unclean = known !== undefined && known.epoch !== request.previousBrokerEpoch;
  writeRecords(s, result.value.records, { reason: 'unclean-restart', causedBy: request.brokerId, unclean });
  sendResponse(s, reply, { api: 'BrokerRegistration', error: 'NONE', brokerEpoch: result.value.brokerEpoch });
}

function handleHeartbeat(s: SimState, request: BrokerHeartbeatRequest, reply: ReplyTo): void {
  const controller = ownController(s);
  const node = nodeSettings(s);
  const result = processBrokerHeartbeat(controller.image, controller.heartbeats, request, s.nowUs, node);
  const reason = request.wantShutDown ? 'controlled-shutdown' : 'broker-returned';
  writeRecords(s, result.records, { reason, causedBy: request.brokerId });
  if (result.inControlledShutdown) {
    const offset = logAt(s, metadataKey(s, controller.id)).logEndOffset - 1;
    noteControlledShutdownOffset(ownController(s).heartbeats, request.brokerId, offset);
  }
  sendResponse(s, reply, result.response);
}

export function controllerTimer(s: SimState, key: string): void {
  const id = s.controller.id;
  const colon = key.indexOf(':');
  switch (colon < 0 ? key : key.slice(0, colon)) {
    case 'maybe-fence-stale-broker':
      return fenceStaleBrokers(s);
    case 'elect-preferred':
      writeRecords(s, rebalanceLeaders(s.controller.image, nodeSettings(s)).records, {
        reason: 'preferred',
        causedBy: -1,
      });
      return setTimer(s, id, key, s.nowUs + secondsToUs(setting(s, 'leader.imbalance.check.interval.seconds')));
    case 'write-no-op':
      writeRecords(s, [{ type: 'NoOpRecord' }], { reason: 'isr-change', causedBy: -1 });
      return setTimer(s, id, key, s.nowUs + msToUs(setting(s, 'metadata.max.idle.interval.ms')));
    case 'metadata-fetch':
      return expireMetadataFetch(s, Number(key.slice(colon + 1)));
    default:
      throw new Error(`the controller has no timer ${key}`);
  }
}

/** Every eighth of a session, and again at once while there was one: fences one broker whose session has run out. */
function fenceStaleBrokers(s: SimState): void {
  const timeout = setting(s, 'broker.session.timeout.ms');
  for (;;) {
    const controller = ownController(s);
    const { records, again } = fenceOneStaleBroker(
      controller.image,
      controller.heartbeats,
      s.nowUs,
      timeout,
      nodeSettings(s),
    );
    if (records.length > 0) {
      const fenced = records.find((record) => record.type === 'BrokerRegistrationChangeRecord');
      writeRecords(s, records, { reason: 'session-expired', causedBy: fenced?.brokerId ?? -1 });
    }
    if (!again) break;
  }
  setTimer(s, s.controller.id, 'maybe-fence-stale-broker', s.nowUs + staleBrokerCheckPeriodUs(timeout));
}
