import { msToUs } from '../../base/units.ts';
import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import type { KafkaRequest, KafkaResponse } from '../../kafka/protocol/requests.ts';
import type { Command } from '../command.ts';
import { sendRequest } from '../network.ts';
import type { TopicSetup } from '../setup.ts';
import { firstClientNode, type SimState, setTimer, tell } from '../state.ts';
import { startConsumer } from './consumer-process.ts';
import { startProducer } from './producer-process.ts';

/** The operator's command-line tools. They talk to the controller (--bootstrap-controller, KIP-919). */
export const adminNode = firstClientNode - 1;

/** A request of the operator that waits for its answer, or for its time to be sent. Immutable. */
export interface AdminCall {
  readonly request: KafkaRequest;
  /** null: part of the run's own setup, sent once every broker of the setup is unfenced. */
  readonly command: Command | null;
}

export interface Admin {
  readonly calls: ReadonlyMap<number, AdminCall>;
  readonly nextId: number;
}

export const createAdmin = (): Admin => ({ calls: new Map(), nextId: 1 });

const setupRetryUs = msToUs(100);

export function callController(s: SimState, request: KafkaRequest, command: Command | null): void {
  const id = s.admin.nextId;
  s.admin = { calls: new Map(s.admin.calls).set(id, { request, command }), nextId: id + 1 };
  if (command === null) setTimer(s, adminNode, String(id), s.nowUs + setupRetryUs);
  else sendRequest(s, adminNode, s.setup.controllerId, id, request);
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

/** Time to look whether the cluster of the setup is up, to create its topics and then to start its clients. */
export function adminTimer(s: SimState, key: string): void {
  if (key === 'start-clients') {
    startClients(s);
    return;
  }
  const id = Number(key);
  const call = s.admin.calls.get(id);
  if (call === undefined) return;
  const up = s.setup.brokers.every((broker) => s.controller.image.brokers.get(broker.id)?.fenced === false);
  if (up) sendRequest(s, adminNode, s.setup.controllerId, id, call.request);
  else setTimer(s, adminNode, String(id), s.nowUs + setupRetryUs);
}

/** The clients of the setup start when its topics exist, as people start them after their cluster. */
function startClients(s: SimState): void {
  if (s.setup.topics.some((topic) => !s.controller.image.topics.has(topic.name)) && s.admin.calls.size > 0) {
    setTimer(s, adminNode, 'start-clients', s.nowUs + setupRetryUs);
    return;
  }
  for (const producer of s.setup.producers) startProducer(s, producer);
  for (const group of s.setup.groups) for (const member of group.members) startConsumer(s, group, member);
}

export function adminResponse(s: SimState, id: number, response: KafkaResponse): void {
  const call = take(s, id);
  if (call === undefined) return;
  const failed = failureOf(response);
  if (failed === null) return;
  if (call.command !== null) tell(s, { kind: 'refused', command: call.command, ...failed });
  else tell(s, { kind: 'refused', command: setupCommand(call.request), ...failed });
}

/** No controller, or the connection closed: the tool gives up. */
export function adminDisconnected(s: SimState, id: number): void {
  const call = take(s, id);
  if (call === undefined) return;
  if (call.command === null) callController(s, call.request, null);
  else tell(s, { kind: 'refused', command: call.command, error: 'REQUEST_TIMED_OUT', message: null });
}

function take(s: SimState, id: number): AdminCall | undefined {
  const call = s.admin.calls.get(id);
  const calls = new Map(s.admin.calls);
  calls.delete(id);
  s.admin = { ...s.admin, calls };
  return call;
}

function failureOf(response: KafkaResponse): { error: ErrorCode; message: string | null } | null {
  switch (response.api) {
    case 'CreateTopics':
      return firstFailure(response.topics);
    case 'CreatePartitions':
    case 'ElectLeaders':
      return firstFailure(response.results);
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
