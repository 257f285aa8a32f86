import { javaHashCode } from '../../base/java-string.ts';
import { offsetsTopic, type SimState } from '../state.ts';
import { checker } from './checker.ts';
import type { ShardChange } from './seen/shard-change.ts';

/**
 * G16. A group is coordinated by the leader of the partition of __consumer_offsets to which its id maps, in the epoch in
 * which it leads, and by nobody else. Source: GroupCoordinatorService.partitionFor, onElection.
 */
export const coordinators = checker('coordinators', ['G16'], (s, { shards }) => {
  for (const change of shards) {
    const wrong = wrongCoordinator(s, change);
    if (wrong !== null) return `broker ${change.broker}: ${wrong}`;
  }
  return null;
});

function wrongCoordinator(s: SimState, { key, broker, shard, groups }: ShardChange): string | null {
  if (shard === null) return null;
  const replica = s.replicas.get(key);
  if (replica?.role !== 'leader' || replica.topic !== offsetsTopic || replica.partition !== shard.partition)
    return `coordinates the groups of ${offsetsTopic}-${shard.partition}, which it does not lead`;
  if (replica.leaderEpoch !== shard.epoch)
    return `coordinates in epoch ${shard.epoch} and leads in epoch ${replica.leaderEpoch}`;
  const count = s.brokers.get(broker)?.image.topics.get(offsetsTopic)?.partitions.length ?? 0;
  if (count === 0) return null;
  for (const { id } of groups) {
    const hash = javaHashCode(id);
    const partition = (hash === -0x80000000 ? 0 : Math.abs(hash)) % count;
    if (partition !== shard.partition)
      return `coordinates group ${id} in partition ${shard.partition}, its partition is ${partition}`;
  }
  return null;
}
