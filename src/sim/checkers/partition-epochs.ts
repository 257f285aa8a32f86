import type { PartitionRegistration } from '../../kafka/controller/metadata-image.ts';
import { checker } from './checker.ts';

/**
 * R15. Each record of a partition raises its partition epoch by one. Another leader, or none, or a replica that leaves the
 * list raises the leader epoch by one; a change of the ISR alone does not. Source: PartitionRegistration.merge,
 * PartitionChangeBuilder.triggerLeaderEpochBumpIfNeeded.
 */
export const partitionEpochs = checker('partition epochs', ['R15'], (_, { writes }) => {
  for (const { changes } of writes) {
    for (const { topic, partition, was, is } of changes) {
      const wrong = was === null ? null : wrongChange(was, is);
      if (wrong !== null) return `${topic}-${partition}: ${wrong}`;
    }
  }
  return null;
});

function wrongChange(was: PartitionRegistration, is: PartitionRegistration): string | null {
  if (is.partitionEpoch !== was.partitionEpoch + 1)
    return `the partition epoch went from ${was.partitionEpoch} to ${is.partitionEpoch}`;
  const dropped = was.replicas.some((id) => !is.replicas.includes(id));
  const raised = is.leader !== was.leader || dropped ? 1 : 0;
  if (is.leaderEpoch === was.leaderEpoch + raised) return null;
  return `the leader epoch went from ${was.leaderEpoch} to ${is.leaderEpoch}, the leader from ${was.leader} to ${is.leader}`;
}
