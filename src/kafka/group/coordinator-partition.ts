import { assert } from '../../base/assert.ts';
import { javaHashCode } from '../../base/java-string.ts';

/**
 * The partition of __consumer_offsets whose leader coordinates a group, or of __transaction_state for a
 * transactional.id: |hashCode| mod partitions, where the one hash without a positive counterpart counts as 0
 * (Utils.abs; GroupCoordinatorService.partitionFor, TransactionStateManager.partitionFor).
 */
export function coordinatorPartition(id: string, numPartitions: number): number {
  assert(numPartitions > 0, 'the coordinator topic has partitions');
  const hash = javaHashCode(id);
  return (hash === -0x80000000 ? 0 : Math.abs(hash)) % numPartitions;
}
