import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import type { KafkaRequest, KafkaResponse, TopicPartition } from '../../kafka/protocol/requests.ts';
import type { Command, ConfigChange } from '../command.ts';
import { activeController, hasActiveController } from '../controller/active-controller.ts';
import { sendRequest } from '../network.ts';
import type { TopicSetup } from '../setup.ts';
import { type SimState, setTimer, tell } from '../state.ts';
import { type AdminJob, type AdminStep, adminNode, note, retryUs, take } from './admin-calls.ts';
import { preprocessConfigs } from './config-preprocess.ts';
import { startConsumer } from './consumer-process.ts';
import { onResetLost, onResetResponse, resetTimer } from './offset-reset.ts';
import { startProducer } from './producer-process.ts';

export function callController(s: SimState, request: KafkaRequest, command: Command | null): void {
  const id = note(s, request, command);
  if (command !== null) return askController(s, id, request);
  setTimer(s, adminNode, String(id), s.nowUs + retryUs);
}

/** Carries out the steps of a tool, one after the other. */
export function startJob(s: SimState, steps: readonly AdminStep[], command: Command): void {
  const id = s.admin.nextId;
  s.admin = { ...s.admin, nextId: id + 1 };
  runStep(s, id, { command, steps, open: 0 });
}

function runStep(s: SimState, id: number, job: AdminJob): void {
  const requests = job.steps[0]?.requests ?? [];
  s.admin = { ...s.admin, jobs: new Map(s.admin.jobs).set(id, { ...job, open: requests.length }) };
  for (const request of requests) askController(s, note(s, request, job.command, { job: id }), request);
}

/** A request of the job has succeeded; after the last of its step the next step follows. */
function advanceJob(s: SimState, id: number): void {
  const job = s.admin.jobs.get(id);
  if (job === undefined) return;
  if (job.open > 1) {
    s.admin = { ...s.admin, jobs: new Map(s.admin.jobs).set(id, { ...job, open: job.open - 1 }) };
    return;
  }
  const [done, ...steps] = job.steps;
  if (done?.told !== null && done?.told !== undefined) tell(s, done.told);
  if (steps.length > 0) runStep(s, id, { ...job, steps });
  else endJob(s, id);
}

/** What was sent with a request that failed goes its way. */
function endJob(s: SimState, id: number | undefined): void {
  if (id === undefined) return;
  const jobs = new Map(s.admin.jobs);
  jobs.delete(id);
  s.admin = { ...s.admin, jobs };
}

/**
 * The tool finds the active controller (DescribeCluster); while there is none it waits, and so it does while there is no
 * broker that would forward its configs.
 */
function askController(s: SimState, id: number, request: KafkaRequest): void {
  const problem = preprocessConfigs(s, request);
  if (problem === 'wait') return askAgain(s, id);
  if (problem !== null) return refuse(s, id, { error: 'INVALID_REQUEST', message: problem });
  if (hasActiveController(s) || !s.powered) return sendRequest(s, adminNode, activeController(s).id, id, request);
  askAgain(s, id);
}

function askAgain(s: SimState, id: number): void {
  setTimer(s, adminNode, String(id), s.nowUs + retryUs);
}

function refuse(s: SimState, id: number, failed: { error: ErrorCode; message: string | null }): void {
  const call = take(s, id);
  if (call === undefined) return;
  tell(s, { kind: 'refused', command: call.command ?? setupCommand(call.request), ...failed });
  endJob(s, call.job);
}

function send(s: SimState, to: number, request: KafkaRequest, command: Command): void {
  sendRequest(s, adminNode, to, note(s, request, command), request);
}

export function createTopic(s: SimState, topic: TopicSetup, command: Command | null): void {
  const configs = Object.entries(topic.configs).map(([name, value]) => ({ name, value }));
  const { name, partitions: numPartitions, replicationFactor } = topic;
  const request: KafkaRequest = {
    api: 'CreateTopics',
    topics: [{ name, numPartitions, replicationFactor, assignments: [], configs }],
  };
  callController(s, request, command);
}

/** kafka-configs: sets configs of a topic or of brokers; null takes one back to its default. */
export function alterConfig(
  s: SimState,
  resourceType: 'TOPIC' | 'BROKER',
  resourceName: string,
  change: ConfigChange,
  command: Command,
): void {
  const configs = Object.entries(change).map(([name, value]) => ({ name, value }));
  const resources = [{ resourceType, resourceName, configs }];
  callController(s, { api: 'IncrementalAlterConfigs', resources }, command);
}

const deleteRecordsTimeoutMs = 60_000;

/** kafka-delete-records: asks the partition's leader. */
export function deleteRecords(s: SimState, at: TopicPartition, offset: number, command: Command): void {
  const { topic, partition } = at;
  const found = activeController(s).image.topics.get(topic)?.partitions[partition];
  if (found === undefined || found.leader < 0) {
    const error = found === undefined ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'LEADER_NOT_AVAILABLE';
    tell(s, { kind: 'refused', command, error, message: null });
    return;
  }
  const partitions = [{ topic, partition, offset }];
  send(s, found.leader, { api: 'DeleteRecords', timeoutMs: deleteRecordsTimeoutMs, partitions }, command);
}

/** Time to look whether the cluster of the setup is up, to create its topics and then to start its clients. */
export function adminTimer(s: SimState, key: string): void {
  if (key === 'start-clients') {
    startClients(s);
    return;
  }
  if (key.startsWith('reset:')) return resetTimer(s, Number(key.slice('reset:'.length)));
  const id = Number(key);
  const call = s.admin.calls.get(id);
  if (call === undefined) return;
  if (call.command !== null) {
    if (s.nowUs >= call.untilUs) giveUp(s, id);
    else askController(s, id, call.request);
    return;
  }
  const up = s.setup.brokers.every((broker) => activeController(s).image.brokers.get(broker.id)?.fenced === false);
  if (up && hasActiveController(s)) sendRequest(s, adminNode, activeController(s).id, id, call.request);
  else askAgain(s, id);
}

/** The clients of the setup start when its topics exist, as people start them after their cluster. */
function startClients(s: SimState): void {
  if (s.setup.topics.some((topic) => !activeController(s).image.topics.has(topic.name)) && s.admin.calls.size > 0) {
    setTimer(s, adminNode, 'start-clients', s.nowUs + retryUs);
    return;
  }
  for (const producer of s.setup.producers) startProducer(s, producer);
  for (const group of s.setup.groups) for (const member of group.members) startConsumer(s, group, member);
}

export function adminResponse(s: SimState, id: number, response: KafkaResponse): void {
  if (failureOf(response)?.error === 'NOT_CONTROLLER') return askAgain(s, id);
  const failed = failureOf(response);
  if (failed !== null) return refuse(s, id, failed);
  const call = take(s, id);
  if (call === undefined) return;
  if (call.reset !== undefined) return onResetResponse(s, call.reset, response);
  tellDone(s, response);
  if (call.job !== undefined) advanceJob(s, call.job);
}

function tellDone(s: SimState, response: KafkaResponse): void {
  if (response.api !== 'DeleteRecords') return;
  for (const { topic, partition, lowWatermark } of response.partitions) {
    tell(s, { kind: 'records-deleted', topic, partition, lowWatermark });
  }
}

/** The connection closed: a controller's tool tries again while its time lasts, one that asked a broker gives up. */
export function adminDisconnected(s: SimState, id: number): void {
  const call = s.admin.calls.get(id);
  if (call === undefined) return;
  if (call.reset !== undefined) {
    take(s, id);
    return onResetLost(s, call.reset);
  }
  if (call.command === null) {
    take(s, id);
    callController(s, call.request, null);
  } else if (s.powered && call.request.api !== 'DeleteRecords') askAgain(s, id);
  else giveUp(s, id);
}

const giveUp = (s: SimState, id: number): void => refuse(s, id, { error: 'REQUEST_TIMED_OUT', message: null });

function failureOf(response: KafkaResponse): { error: ErrorCode; message: string | null } | null {
  switch (response.api) {
    case 'CreateTopics':
      return firstFailure(response.topics);
    case 'CreatePartitions':
    case 'ElectLeaders':
      return firstFailure(response.results);
    case 'DeleteTopics':
    case 'IncrementalAlterConfigs':
    case 'AlterPartitionReassignments':
      return firstFailure(response.responses);
    case 'UnregisterBroker':
      return firstFailure([response]);
    case 'DeleteRecords':
      return firstFailure(response.partitions.map(({ error }) => ({ error, errorMessage: null })));
    default:
      return null;
  }
}

function firstFailure(
  results: readonly { readonly error: ErrorCode; readonly errorMessage: string | null }[],
): { error: ErrorCode; message: string | null } | null {
  const failed = results.find((result) => result.error !== 'NONE');
  return failed === undefined ? null : { error: failed.error, message: failed.errorMessage };
}

function setupCommand(request: KafkaRequest): Command {
  const topic = request.api === 'CreateTopics' ? request.topics[0] : undefined;
  const configs = Object.fromEntries((topic?.configs ?? []).map(({ name, value }) => [name, value]));
  const { name = '', numPartitions: partitions = 0, replicationFactor = 0 } = topic ?? {};
  return { do: 'create-topic', topic: { name, partitions, replicationFactor, configs } };
}
