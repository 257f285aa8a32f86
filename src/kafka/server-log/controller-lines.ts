import type { ErrorCode } from '../protocol/errors.ts';
import { info, javaList, type LogLine, warn } from './log-line.ts';

/*
 * What the active controller writes of its decisions: ClusterControlManager, BrokerHeartbeatManager,
 * ReplicationControlManager and QuorumController (4.3.1). Kafka keeps them in controller.log.
 */

const room = 'org.apache.kafka.controller';
const say = (node: number, owner: string, text: string): LogLine =>
  info(`${room}.${owner}`, `[QuorumController id=${node}] ${text}`);

/** QuorumController.handleLeaderChange. */
export const becomingActive = (node: number, epoch: number, nextOffset: number): LogLine =>
  say(node, 'QuorumController', `Becoming the active controller at epoch ${epoch}, next write offset ${nextOffset}.`);

export const inNewEpoch = (node: number, epoch: number, leader: number): LogLine =>
  say(node, 'QuorumController', `In the new epoch ${epoch}, the leader is ${leader < 0 ? '(none)' : leader}.`);

export function renouncing(
  node: number,
  was: { readonly epoch: number; readonly stableOffset: number },
  now: { readonly epoch: number; readonly leader: number },
): LogLine {
  const leader = now.leader < 0 ? '(none)' : now.leader;
  const change = `We were the leader at epoch ${was.epoch}, but in the new epoch ${now.epoch}, the leader is ${leader}`;
  const text = `Renouncing the leadership due to a metadata log event. ${change}. Reverting to last stable offset ${was.stableOffset}.`;
  return warn(`${room}.QuorumController`, `[QuorumController id=${node}] ${text}`);
}

export interface Registration {
  readonly broker: number;
  readonly incarnationId: string;
  /** null: there was none. */
  readonly previousIncarnationId: string | null;
  readonly cleanupRecords: number;
  readonly brokerEpoch: number;
}

/** ClusterControlManager.registerBroker. */
export function registering(node: number, registration: Registration): LogLine {
  const { broker, incarnationId, previousIncarnationId: previous, cleanupRecords, brokerEpoch } = registration;
  if (previous === incarnationId) {
    const kept = `Amending registration of broker ${broker}, incarnation ID ${incarnationId}. Broker epoch remains ${brokerEpoch}.`;
    return say(node, 'ClusterControlManager', kept);
  }
  const generated = `Generated ${cleanupRecords} record(s) to clean up previous incarnations.`;
  const text =
    previous === null
      ? `No previous registration found for broker ${broker}. New incarnation ID is ${incarnationId}.  ${generated} New broker epoch is ${brokerEpoch}.`
      : `Registering a new incarnation of broker ${broker}. Previous incarnation ID was ${previous}; new incarnation ID is ${incarnationId}. ${generated} Broker epoch will become ${brokerEpoch}.`;
  return say(node, 'ClusterControlManager', text);
}

const heartbeats = (node: number, text: string): LogLine => say(node, 'BrokerHeartbeatManager', text);

/** BrokerHeartbeatManager.calculateNextBrokerState, each of its answers. */
export const unfenceGranted = (node: number, broker: number, registrationOffset: number): LogLine =>
  heartbeats(
    node,
    `The request from broker ${broker} to unfence has been granted because it has caught up with the offset of its register broker record ${registrationOffset}.`,
  );

export const controlledShutdownGranted = (node: number, broker: number): LogLine =>
  heartbeats(node, `Unfenced broker ${broker} has requested and been granted a controlled shutdown.`);

export const immediateShutdownGranted = (node: number, broker: number, fenced: boolean): LogLine =>
  heartbeats(
    node,
    fenced
      ? `Fenced broker ${broker} has requested and been granted an immediate shutdown.`
      : `Unfenced broker ${broker} has requested and been granted an immediate shutdown.`,
  );

export const shutdownDone = (node: number, broker: number, lowestActive: number, shutdownOffset: number): LogLine =>
  heartbeats(
    node,
    `The request from broker ${broker} to shut down has been granted since the lowest active offset ${lowestActive} is now greater than the broker's controlled shutdown offset ${shutdownOffset}.`,
  );

const replication = (node: number, text: string): LogLine => say(node, 'ReplicationControlManager', text);

/** ReplicationControlManager.maybeFenceStaleBroker. */
export const fencingBroker = (node: number, broker: number, brokerEpoch: number): LogLine =>
  replication(node, `Fencing broker ${broker} at epoch ${brokerEpoch} because its session has timed out.`);

/** ReplicationControlManager.generateLeaderAndIsrUpdates, for the reason it is given. */
export type LeaderAndIsrContext =
  | 'handleBrokerFenced'
  | 'handleBrokerUnfenced'
  | 'handleBrokerUncleanShutdown'
  | 'handleBrokerShutdown'
  | 'handleBrokerUnregistered'
  | `enterControlledShutdown[${number}]`;

export const changingPartitions = (node: number, context: LeaderAndIsrContext, count: number): LogLine =>
  replication(node, `${context}: changing ${count} partition(s)`);

export interface TopicCreation {
  readonly name: string;
  readonly numPartitions: number;
  readonly replicationFactor: number;
  readonly assignments: readonly (readonly number[])[];
  readonly configs: readonly { readonly name: string; readonly value: string }[];
}

/** ReplicationControlManager.createTopics. */
export function createTopicsResult(
  node: number,
  results: readonly { readonly topic: TopicCreation; readonly error: ErrorCode; readonly message: string | null }[],
): LogLine {
  const entries = results.map(({ topic, error, message }) => {
    const configs = topic.configs.map(({ name, value }) => `CreatableTopicConfig(name='${name}', value='${value}')`);
    const size = `numPartitions=${topic.numPartitions}, replicationFactor=${topic.replicationFactor}`;
    const replicas = topic.assignments.map(
      (brokers, at) => `CreatableReplicaAssignment(partitionIndex=${at}, brokerIds=${javaList(brokers)})`,
    );
    const what = `assignments=${javaList(replicas)}, configs=${javaList(configs)}`;
    const asked = `CreatableTopic(name='${topic.name}', ${size}, ${what})`;
    return `${asked}: ${error === 'NONE' ? 'SUCCESS' : `${error} (${message})`}`;
  });
  return replication(node, `CreateTopics result(s): ${entries.join(', ')}`);
}

/** ReplicationControlManager.deleteTopics; only topics that the controller knows come so far. */
export const deleteTopicsResult = (node: number, topicId: string, name: string, error: ErrorCode): LogLine =>
  replication(
    node,
    `DeleteTopics result(s): {id: ${topicId}, name: ${name}, result: ${error === 'NONE' ? 'SUCCESS' : error}}`,
  );

/** ReplicationControlManager.alterPartitionReassignments. */
export const reassignmentsAltered = (node: number, done: number, total: number): LogLine =>
  replication(node, `Successfully altered ${done} out of ${total} partition reassignment(s).`);
