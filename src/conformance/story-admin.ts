import type { ErrorCode } from '../kafka/protocol/errors.ts';
import { exceptionName } from '../kafka/protocol/exceptions.ts';
import type { KafkaRequest } from '../kafka/protocol/requests.ts';
import { callController, deleteRecords } from '../sim/client/admin-process.ts';
import type { Command } from '../sim/command.ts';
import type { SimState } from '../sim/state.ts';
import { committedImage } from '../sim/view/committed-image.ts';
import { answers, isConnected } from './story-clients.ts';
import { advance, ms, second } from './story-clock.ts';
import type { StoryResult, StoryStep } from './story-steps.ts';

type AdminStep = Extract<
  StoryStep,
  {
    do:
      | 'create-topic'
      | 'create-partitions'
      | 'delete-topic'
      | 'config'
      | 'elect'
      | 'reassign'
      | 'delete-records'
      | 'unregister';
  }
>;

/** The recorder's admin client gives up after so long. */
const apiTimeoutUs = 8 * second;

/** A step that an admin client does. */
export function playAdminStep(s: SimState, step: AdminStep): StoryResult {
  if (step.do === 'delete-records') return playDeleteRecords(s, step);
  const forwarder =
    step.do === 'config' && step.broker !== undefined && step.broker !== '' ? Number(step.broker) : null;
  return viaBroker(s, requestOf(step), forwarder);
}

function requestOf(step: Exclude<AdminStep, { do: 'delete-records' }>): KafkaRequest {
  switch (step.do) {
    case 'create-topic': {
      const configs = Object.entries(step.config ?? {}).map(([name, value]) => ({ name, value: String(value) }));
      const { topic: name, assignment: assignments } = step;
      return {
        api: 'CreateTopics',
        topics: [{ name, numPartitions: -1, replicationFactor: -1, assignments, configs }],
      };
    }
    case 'create-partitions':
      return {
        api: 'CreatePartitions',
        topics: [{ name: step.topic, count: step.total, assignments: step.assignment }],
      };
    case 'delete-topic':
      return { api: 'DeleteTopics', topicNames: [step.topic] };
    case 'config': {
      const configs = Object.entries(step.set).map(([name, value]) => ({
        name,
        value: value === null ? null : String(value),
      }));
      const resourceType = step.topic === undefined ? 'BROKER' : 'TOPIC';
      const resourceName = step.topic ?? step.broker ?? '';
      return { api: 'IncrementalAlterConfigs', resources: [{ resourceType, resourceName, configs }] };
    }
    case 'elect': {
      const electionType = step.type === 'unclean' ? 'UNCLEAN' : 'PREFERRED';
      const partitions = [{ topic: step.topic, partition: step.partition }];
      return { api: 'ElectLeaders', electionType, partitions };
    }
    case 'reassign': {
      const { topic, partition, replicas } = step;
      const partitions = [{ topic, partition, replicas }];
      return { api: 'AlterPartitionReassignments', allowReplicationFactorChange: true, partitions };
    }
    case 'unregister':
      return { api: 'UnregisterBroker', brokerId: step.broker };
  }
}

/** Brokers forward to the controller; `forwarder`: only this one takes the request. */
function viaBroker(s: SimState, request: KafkaRequest, forwarder: number | null): StoryResult {
  const ids = forwarder === null ? [...s.brokers.keys()] : [forwarder];
  if (!ids.some((id) => isConnected(s, id))) return givesUp(s);
  const command = placeholder();
  return outcomeOf(s, command, () => callController(s, request, command));
}

/** Some command to hang a refusal on, told from others by being itself. */
const placeholder = (): Command => ({ do: 'power-on' });

function givesUp(s: SimState): StoryResult {
  advance(s, apiTimeoutUs);
  return { ok: false, error: 'TimeoutException' };
}

/** Refusals after which an admin client tries again until its time is over. */
const retried: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_OR_FOLLOWER',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'REQUEST_TIMED_OUT',
]);

/** Runs until the call has its answer or its time is over. */
function outcomeOf(s: SimState, command: Command, call: () => void, retries = false): StoryResult {
  const toldBefore = s.updates.length;
  const before = s.admin.nextId;
  call();
  const isOpen = (): boolean => s.admin.nextId > before && s.admin.calls.has(before);
  let waited = 0;
  for (; waited < apiTimeoutUs && isOpen(); waited += 10 * ms) advance(s, 10 * ms);
  if (isOpen()) return { ok: false, error: 'TimeoutException' };
  for (const update of s.updates.slice(toldBefore)) {
    if (update.kind === 'refused' && update.command === command) {
      if (!retries || !retried.has(update.error)) return { ok: false, error: exceptionName(update.error) };
      advance(s, apiTimeoutUs - waited);
      return { ok: false, error: 'TimeoutException' };
    }
    if (update.kind === 'records-deleted') return { ok: true, lowWatermark: update.lowWatermark };
  }
  return { ok: true };
}

/** The leader is asked, as the metadata of a broker names it. */
function playDeleteRecords(s: SimState, step: Extract<AdminStep, { do: 'delete-records' }>): StoryResult {
  const leader = committedImage(s).topics.get(step.topic)?.partitions[step.partition]?.leader ?? -1;
  if (leader >= 0 && !answers(s, leader)) return givesUp(s);
  const command = placeholder();
  return outcomeOf(s, command, () => deleteRecords(s, step, step.before, command), true);
}
