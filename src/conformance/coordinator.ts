import { javaHashCode } from '../base/java-string.ts';
import { coordinatorPartition } from '../kafka/group/coordinator-partition.ts';
import { defineSuite } from './suite.ts';

const PARTITION_COUNTS = [1, 2, 3, 7, 50, 100];

export const coordinatorSuite = defineSuite<{ id: string }>('coordinator', ({ id }) => {
  const partitions = Object.fromEntries(PARTITION_COUNTS.map((count) => [count, coordinatorPartition(id, count)]));
  return { hash: javaHashCode(id), group: partitions, transaction: partitions };
});
