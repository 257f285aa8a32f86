import { JavaRandom } from '../base/java-random.ts';
import type { UsableBroker } from '../kafka/controller/striped-replica-placer.ts';
import { placeReplicas } from '../kafka/controller/striped-replica-placer.ts';
import { defineSuite } from './suite.ts';

interface Input {
  readonly seed: string;
  readonly brokers: readonly UsableBroker[];
  readonly topics: readonly {
    readonly startPartition: number;
    readonly numPartitions: number;
    readonly replicationFactor: number;
    readonly brokers?: readonly UsableBroker[];
  }[];
}

export const placementSuite = defineSuite<Input>('placement', (input) => {
  const random = new JavaRandom(BigInt(input.seed));
  let brokers = input.brokers;
  const topics = input.topics.map((topic) => {
    brokers = topic.brokers ?? brokers;
    const { startPartition, numPartitions, replicationFactor } = topic;
    const placed = placeReplicas(random, brokers, startPartition, numPartitions, replicationFactor);
    if (placed.ok) return { assignments: placed.value };
    return { error: { class: 'InvalidReplicationFactorException', message: placed.error.message } };
  });
  return { topics, nextInt: random.nextInt() };
});
