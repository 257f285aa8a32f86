import { type BrokerHeartbeat, lowestActiveOffset } from '../../kafka/controller/broker-heartbeats.ts';
import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import type { MetadataRecord } from '../../kafka/controller/metadata-records.ts';
import type { HeartbeatResult } from '../../kafka/controller/process-broker-heartbeat.ts';
import type { BrokerRegistrationRequest, KafkaRequest, KafkaResponse } from '../../kafka/protocol/requests.ts';
import * as lines from '../../kafka/server-log/controller-lines.ts';
import { replayLines } from '../../kafka/server-log/replay-lines.ts';
import { controllerOf, type SimState } from '../state.ts';
import { aboutPartition, type LogSubject, logLine } from './server-log.ts';

const aboutBroker = (id: number): LogSubject => ({ kind: 'broker', id });

/** The active controller takes its own records over as it writes them. The other voters' lines are not kept. */
export function sayReplayed(
  s: SimState,
  id: number,
  records: readonly MetadataRecord[],
  before: MetadataImage,
  after: MetadataImage,
): void {
  for (const record of records) {
    const about = subjectOf(record, before, after);
    for (const line of replayLines(id, record, before, after)) logLine(s, id, line, about);
  }
}

function subjectOf(record: MetadataRecord, before: MetadataImage, after: MetadataImage): LogSubject | null {
  switch (record.type) {
    case 'RegisterBrokerRecord':
    case 'UnregisterBrokerRecord':
    case 'BrokerRegistrationChangeRecord':
      return aboutBroker(record.brokerId);
    case 'PartitionRecord':
    case 'PartitionChangeRecord':
      for (const { name, topicId } of [...after.topics.values(), ...before.topics.values()]) {
        if (topicId === record.topicId) return aboutPartition({ topic: name, partition: record.partitionId });
      }
      return null;
    default:
      return null;
  }
}

const partitionChanges = (records: readonly MetadataRecord[]): number =>
  records.filter(({ type }) => type === 'PartitionChangeRecord').length;

function sayChanging(
  s: SimState,
  id: number,
  context: lines.LeaderAndIsrContext,
  records: readonly MetadataRecord[],
): void {
  const count = partitionChanges(records);
  if (count > 0) logLine(s, id, lines.changingPartitions(id, context, count));
}

/** ClusterControlManager.registerBroker, before what it writes is replayed. */
export function sayRegistering(
  s: SimState,
  id: number,
  request: BrokerRegistrationRequest,
  { records, brokerEpoch }: { readonly records: readonly MetadataRecord[]; readonly brokerEpoch: number },
): void {
  const known = controllerOf(s, id).image.brokers.get(request.brokerId);
  const clean = known !== undefined && known.epoch === request.previousBrokerEpoch;
  sayChanging(s, id, clean ? 'handleBrokerShutdown' : 'handleBrokerUncleanShutdown', records);
  const registration = {
    broker: request.brokerId,
    incarnationId: request.incarnationId,
    previousIncarnationId: known?.incarnationId ?? null,
    cleanupRecords: records.length - 1,
    brokerEpoch,
  };
  logLine(s, id, lines.registering(id, registration), aboutBroker(request.brokerId));
}

/**
 * BrokerHeartbeatManager.calculateNextBrokerState and ReplicationControlManager.processBrokerHeartbeat. `known`: what the
 * controller knew of the broker before.
 */
export function sayHeartbeat(s: SimState, id: number, known: BrokerHeartbeat, result: HeartbeatResult): void {
  const { image, heartbeats } = controllerOf(s, id);
  const { id: broker } = known;
  const registration = image.brokers.get(broker);
  if (result.response.error !== 'NONE' || registration === undefined) return;
  const say = (line: ReturnType<typeof lines.unfenceGranted>): void => logLine(s, id, line, aboutBroker(broker));
  const { isFenced, shouldShutDown } = result.response;
  const changesFence = result.records.some(
    (record) => record.type === 'BrokerRegistrationChangeRecord' && record.fenced !== 0,
  );
  if (shouldShutDown && known.controlledShutdownOffset >= 0) {
    say(lines.shutdownDone(id, broker, lowestActiveOffset(heartbeats), known.controlledShutdownOffset));
  } else if (shouldShutDown) {
    say(lines.immediateShutdownGranted(id, broker, registration.fenced));
  } else if (result.inControlledShutdown && known.controlledShutdownOffset < 0) {
    say(lines.controlledShutdownGranted(id, broker));
    sayChanging(s, id, `enterControlledShutdown[${broker}]`, result.records);
  } else if (!isFenced && changesFence) {
    say(lines.unfenceGranted(id, broker, registration.registrationOffset ?? registration.epoch));
    sayChanging(s, id, 'handleBrokerUnfenced', result.records);
  }
}

/** ReplicationControlManager.maybeFenceStaleBroker. */
export function sayFencing(s: SimState, id: number, broker: number, records: readonly MetadataRecord[]): void {
  const epoch = controllerOf(s, id).image.brokers.get(broker)?.epoch ?? -1;
  logLine(s, id, lines.fencingBroker(id, broker, epoch), aboutBroker(broker));
  sayChanging(s, id, 'handleBrokerFenced', records);
}

/** What ReplicationControlManager says of an operator's request, once it knows the answer. */
export function sayOperation(s: SimState, id: number, request: KafkaRequest, response: KafkaResponse): void {
  if (request.api === 'CreateTopics' && response.api === 'CreateTopics') {
    const results = request.topics.map((asked) => {
      const answer = response.topics.find(({ name }) => name === asked.name);
      return { topic: asked, error: answer?.error ?? 'NONE', message: answer?.errorMessage ?? null };
    });
    logLine(s, id, lines.createTopicsResult(id, results));
  } else if (request.api === 'DeleteTopics' && response.api === 'DeleteTopics') {
    for (const { name, error } of response.responses) {
      const topicId = controllerOf(s, id).image.topics.get(name)?.topicId ?? '';
      logLine(s, id, lines.deleteTopicsResult(id, topicId, name, error));
    }
  } else if (request.api === 'AlterPartitionReassignments' && response.api === 'AlterPartitionReassignments') {
    const done = response.responses.filter(({ error }) => error === 'NONE').length;
    logLine(s, id, lines.reassignmentsAltered(id, done, response.responses.length));
  }
}
