import type { PartitionRegistration } from '../../kafka/controller/metadata-image.ts';
import type { KafkaRequest, TopicPartition } from '../../kafka/protocol/requests.ts';
import { reassignmentThrottle } from '../../kafka/quota/reassignment-throttle.ts';
import type { Command } from '../command.ts';
import { activeController } from '../controller/active-controller.ts';
import { type SimState, tell } from '../state.ts';
import type { AdminStep } from './admin-calls.ts';
import { startJob } from './admin-process.ts';

type Reassign = Extract<Command, { do: 'reassign-partition' }>;
type Verify = Extract<Command, { do: 'verify-reassignment' }>;

/** Source of this file: ReassignPartitionsCommand (4.3.1). What the tool reads first it is given without a request. */
export function reassign(s: SimState, command: Reassign): void {
  const { replicas, throttle } = command;
  if (replicas === null) return cancel(s, command);
  if (throttle === undefined) return startJob(s, [move(command, replicas)], command);
  // verifyBrokerIds: only a move with a throttle needs the brokers before the controller has looked at them.
  const live = liveBrokers(s);
  const unknown = replicas.find((id) => !live.includes(id));
  if (unknown !== undefined) {
    const message = `Unknown broker id ${unknown}`;
    return tell(s, { kind: 'refused', command, error: 'INVALID_REPLICA_ASSIGNMENT', message });
  }
  startJob(s, [...setThrottles(s, command, replicas, throttle), move(command, replicas)], command);
}

/** cancelAssignment: the throttles go, whether anything was moving or not. */
function cancel(s: SimState, command: Reassign): void {
  const moving = isMoving(activeController(s).image.topics.get(command.topic)?.partitions[command.partition]);
  if (!moving) {
    const message = 'None of the specified partition reassignments are active.';
    tell(s, { kind: 'refused', command, error: 'NO_REASSIGNMENT_IN_PROGRESS', message });
  }
  startJob(s, [...(moving ? [move(command, null)] : []), ...clearThrottles(s, command, [])], command);
}

const isMoving = (it: PartitionRegistration | undefined): boolean =>
  it !== undefined && it.addingReplicas.length + it.removingReplicas.length > 0;

function move({ topic, partition }: TopicPartition, replicas: readonly number[] | null): AdminStep {
  const partitions = [{ topic, partition, replicas }];
  const request = { api: 'AlterPartitionReassignments' as const, allowReplicationFactorChange: true, partitions };
  return { requests: [request], told: null };
}

/** modifyReassignmentThrottle: the topics first, then all brokers at once. */
function setThrottles(s: SimState, at: TopicPartition, replicas: readonly number[], rate: number): AdminStep[] {
  const { topic, partition } = at;
  const wanted = reassignmentThrottle(activeController(s).image, topic, partition, replicas);
  // The controller will say that there is no such partition.
  if (wanted === null) return [];
  const { topics, brokers } = wanted;
  const resources = [...topics].map(([resourceName, { leaders, followers }]) => ({
    resourceType: 'TOPIC' as const,
    resourceName,
    configs: [
      { name: 'leader.replication.throttled.replicas', value: leaders },
      { name: 'follower.replication.throttled.replicas', value: followers },
    ],
  }));
  const rates = [
    { name: 'leader.replication.throttled.rate', value: String(rate) },
    { name: 'follower.replication.throttled.rate', value: String(rate) },
  ];
  return [
    { requests: [{ api: 'IncrementalAlterConfigs', resources }], told: null },
    {
      requests: brokers.map((id) => brokerConfigs(id, rates)),
      told: { kind: 'throttle-set', topic, partition, brokers, rate },
    },
  ];
}

/** clearAllThrottles: of every live broker and every target, then of the topic. */
function clearThrottles(s: SimState, { topic }: TopicPartition, targets: readonly number[]): AdminStep[] {
  const brokers = [...new Set([...liveBrokers(s), ...targets])].sort((a, b) => a - b);
  const rates = [
    'leader.replication.throttled.rate',
    'follower.replication.throttled.rate',
    'replica.alter.log.dirs.io.max.bytes.per.second',
  ];
  const lists = ['leader.replication.throttled.replicas', 'follower.replication.throttled.replicas'];
  const gone = (names: readonly string[]) => names.map((name) => ({ name, value: null }));
  const resources = [{ resourceType: 'TOPIC' as const, resourceName: topic, configs: gone(lists) }];
  return [
    { requests: brokers.map((id) => brokerConfigs(id, gone(rates))), told: null },
    {
      requests: [{ api: 'IncrementalAlterConfigs', resources }],
      told: { kind: 'throttle-cleared', topic, brokers },
    },
  ];
}

function brokerConfigs(id: number, configs: readonly { name: string; value: string | null }[]): KafkaRequest {
  return {
    api: 'IncrementalAlterConfigs',
    resources: [{ resourceType: 'BROKER', resourceName: String(id), configs }],
  };
}

/** describeCluster names the brokers that are not fenced. */
const liveBrokers = (s: SimState): number[] =>
  [...activeController(s).image.brokers.values()].flatMap(({ id, fenced }) => (fenced ? [] : [id]));

/** verifyAssignment: as long as anything moves anywhere the throttles stay. */
export function verifyReassignment(s: SimState, command: Verify): void {
  const { topic, partition, replicas: target } = command;
  const { topics } = activeController(s).image;
  const found = topics.get(topic)?.partitions[partition];
  const replicas = found?.replicas ?? [];
  const same = replicas.length === target.length && replicas.every((id, at) => id === target[at]);
  const othersMove = [...topics.values()].some((it) =>
    it.partitions.some((other) => other !== found && isMoving(other)),
  );
  const state = isMoving(found) ? 'in-progress' : same ? 'completed' : 'different';
  tell(s, { kind: 'reassignment-verified', topic, partition, state, replicas, target, othersMove });
  if (state !== 'in-progress' && !othersMove) startJob(s, clearThrottles(s, command, target), command);
}
