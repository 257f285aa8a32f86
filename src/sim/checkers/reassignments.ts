import type { PartitionRegistration } from '../../kafka/controller/metadata-image.ts';
import { checker } from './checker.ts';

/**
 * R21. A reassignment lets go of replicas only when those it adds are in the ISR; what it was adding itself may go again.
 * Source: PartitionReassignmentReplicas.maybeCompleteReassignment, PartitionReassignmentRevert.
 */
export const reassignments = checker('reassignments', ['R21'], (_, { writes }) => {
  for (const { changes } of writes) {
    for (const { topic, partition, was, is } of changes) {
      const wrong = was === null ? null : wrongRemoval(was, is);
      if (wrong !== null) return `${topic}-${partition}: ${wrong}`;
    }
  }
  return null;
});

function wrongRemoval(was: PartitionRegistration, is: PartitionRegistration): string | null {
  const gone = was.replicas.filter((id) => !is.replicas.includes(id) && !was.addingReplicas.includes(id));
  if (gone.length === 0) return null;
  const unfinished = [...is.addingReplicas, ...is.removingReplicas];
  if (unfinished.length > 0) return `broker ${gone.join(', ')} left while brokers ${unfinished.join(', ')} are moved`;
  const old = was.replicas.filter((id) => !was.addingReplicas.includes(id));
  const missing = is.replicas.find((id) => !old.includes(id) && !is.isr.includes(id));
  if (missing !== undefined) return `broker ${gone.join(', ')} left before broker ${missing} was in sync`;
  return is.isr.length > 0 || is.leader < 0 ? null : 'nobody is left in the ISR';
}
