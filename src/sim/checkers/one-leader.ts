import { remembering } from './checker.ts';

/**
 * R11. A leader epoch of a partition has one leader, ever. Remembers the latest epochs' leaders.
 * Source: LeaderEpochSeq of the replication model; PartitionRegistration.merge.
 */
export const oneLeader = remembering(
  'one leader an epoch',
  ['R11'],
  () => new Map<string, Map<number, number>>(),
  (_, { changes }, memory) => {
    for (const { broker, partition, replica } of changes) {
      if (replica?.role !== 'leader') continue;
      const id = `${partition.topicId}/${partition.partition}`;
      const leaders = memory.get(id) ?? new Map<number, number>();
      memory.set(id, leaders);
      const other = leaders.get(replica.leaderEpoch) ?? broker;
      if (other !== broker)
        return `${partition.name}: brokers ${other} and ${broker} lead in epoch ${replica.leaderEpoch}`;
      leaders.set(replica.leaderEpoch, broker);
      const [oldest] = leaders.keys();
      if (leaders.size > 64 && oldest !== undefined) leaders.delete(oldest);
    }
    return null;
  },
);
