import type { ToyCluster } from '../kafka/client/consumer/toy-cluster/toy-cluster.ts';
import type { ErrorCode } from '../kafka/protocol/errors.ts';
import { exceptionName } from '../kafka/protocol/exceptions.ts';
import { type ByTopic, type GroupStoryStep, partitionsOf } from './group-story-steps.ts';

/** Gives the class of the exception with which the step failed; anything else: it did not. */
type Act = (cluster: ToyCluster, step: GroupStoryStep, group: string) => unknown;
const memberOf = ({ member = '' }: GroupStoryStep): string => member;

/** What each step does. */
export const acts: Readonly<Record<string, Act>> = {
  start: () => null,
  wait: () => null,
  close: (cluster, step) => cluster.close(memberOf(step)),
  crash: (cluster, step) => cluster.crash(memberOf(step)),
  freeze: (cluster, step) => cluster.freeze(memberOf(step)),
  resume: (cluster, step) => cluster.resume(memberOf(step)),
  stall: (cluster, step) => cluster.stall(memberOf(step)),
  unstall: (cluster, step) => cluster.unstall(memberOf(step)),
  produce: (cluster, step) => cluster.produce(step.topic ?? '', step.partition ?? 0, step.count ?? 0, step.ageMs ?? 0),
  txn: (cluster, step) => transact(cluster, step),
  endTxn: (cluster, step) => endTransaction(cluster, step),
  addPartitions: (cluster, step) => cluster.logs.addPartitions(step.topic ?? '', Number(step.partitions)),
  createTopic: (cluster, step) => cluster.logs.createTopic(step.topic ?? '', Number(step.partitions)),
  deleteTopic: (cluster, step) => cluster.deleteTopic(step.topic ?? ''),
  deleteRecords: (cluster, step) => cluster.logs.deleteRecords(step.topic ?? '', step.partition ?? 0, step.before ?? 0),
  commit: (cluster, step) => commit(cluster, step, true),
  commitAsync: (cluster, step) => commit(cluster, step, false),
  seek: (cluster, step) => cluster.call(memberOf(step), { do: 'seek', offsets: offsetsOf(step.offsets ?? {}) }),
  seekToBeginning: (cluster, step) => cluster.call(memberOf(step), { do: 'seekToBeginning' }),
  seekToEnd: (cluster, step) => cluster.call(memberOf(step), { do: 'seekToEnd' }),
  pausePartitions: (cluster, step) =>
    cluster.call(memberOf(step), { do: 'pause', partitions: namedPartitions(step.partitions) }),
  resumePartitions: (cluster, step) =>
    cluster.call(memberOf(step), { do: 'resume', partitions: namedPartitions(step.partitions) }),
  subscribe: (cluster, step) => cluster.call(memberOf(step), { do: 'subscribe', topics: step.topics ?? [] }),
  unsubscribe: (cluster, step) => cluster.call(memberOf(step), { do: 'unsubscribe' }),
  enforceRebalance: (cluster, step) => cluster.call(memberOf(step), { do: 'enforceRebalance' }),
  alterOffsets: (cluster, step, groupId) => alterOffsets(cluster, groupId, offsetsOf(step.offsets ?? {})),
  deleteOffsets: (cluster, step, groupId) =>
    exceptionOf(cluster.coordinator.deleteOffsets(groupId, namedPartitions(step.partitions))),
  deleteGroup: (cluster, _, groupId) => exceptionOf(cluster.coordinator.deleteGroup(groupId)),
  removeStatic: (cluster, step, groupId) => removeStatic(cluster, groupId, step.instances ?? []),
};

const exceptionOf = (error: ErrorCode): string | null => (error === 'NONE' ? null : exceptionName(error));

const offsetsOf = (given: ByTopic<Record<string, number>>) =>
  Object.entries(given).flatMap(([topic, offsets]) =>
    Object.entries(offsets).map(([partition, offset]) => ({
      topic,
      partition: Number(partition),
      offset,
      leaderEpoch: -1,
    })),
  );

const namedPartitions = (given: unknown) => partitionsOf((given ?? {}) as ByTopic<readonly number[]>);

function transact(cluster: ToyCluster, step: GroupStoryStep): void {
  for (const { topic, partition = 0, count } of step.produce ?? []) {
    cluster.logs.produceInTransaction(step.id ?? '', topic, partition, count);
  }
  endTransaction(cluster, step);
}

function endTransaction(cluster: ToyCluster, { id = '', end = 'open' }: GroupStoryStep): void {
  if (end !== 'open') cluster.logs.endTransaction(id, end);
  cluster.lookAtParked();
}

/** commitSync is waited for, commitAsync only begun. */
function commit(cluster: ToyCluster, step: GroupStoryStep, waits: boolean): string | null {
  const offsets = step.offsets === undefined ? null : offsetsOf(step.offsets);
  const id = cluster.commit(memberOf(step), offsets, waits);
  const end = () => cluster.trace.find(({ effect }) => effect.kind === 'commitEnded' && effect.id === id)?.effect;
  for (let waited = 0; waits && waited < 60_000 && end() === undefined; waited += 10) cluster.advance(10);
  const ended = end();
  return waits && ended?.kind === 'commitEnded' ? ended.error : null;
}

/** kafka-consumer-groups --reset-offsets: a commit of nobody's. */
function alterOffsets(cluster: ToyCluster, groupId: string, offsets: ReturnType<typeof offsetsOf>): string | null {
  const response = cluster.ask({
    api: 'OffsetCommit',
    groupId,
    generationId: -1,
    memberId: '',
    groupInstanceId: null,
    offsets: offsets.map(({ topic, partition, offset, leaderEpoch }) => ({
      topic,
      partition,
      committedOffset: offset,
      committedLeaderEpoch: leaderEpoch,
      committedMetadata: '',
    })),
  });
  if (response.api !== 'OffsetCommit') return null;
  return exceptionOf(response.responses.find(({ error }) => error !== 'NONE')?.error ?? 'NONE');
}

/** Admin.removeMembersFromConsumerGroup. */
function removeStatic(cluster: ToyCluster, groupId: string, instances: readonly string[]): string | null {
  const reason = 'member was removed by an admin';
  const members = instances.map((groupInstanceId) => ({ memberId: '', groupInstanceId, reason }));
  const response = cluster.ask({ api: 'LeaveGroup', groupId, members });
  return response.api === 'LeaveGroup' ? exceptionOf(response.error) : null;
}
