import { javaHashCode } from '../base/java-string.ts';
import { coordinatorPartition } from '../kafka/group/coordinator-partition.ts';
import { defineSuite } from './suite.ts';

type Partitions = Readonly<Record<string, number>>;

/** For how many partitions the recording asked stands in its answer. */
interface Output {
  readonly group: Partitions;
  readonly transaction: Partitions;
}

function answer(id: string, asked: Partitions): Partitions {
  return Object.fromEntries(Object.keys(asked).map((count) => [count, coordinatorPartition(id, Number(count))]));
}

export const coordinatorSuite = defineSuite<{ id: string }, Output>('coordinator', ({ id }, expected) => ({
  hash: javaHashCode(id),
  group: answer(id, expected.group),
  transaction: answer(id, expected.transaction),
}));
