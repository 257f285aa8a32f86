import type { ClusterSetup, TopicSetup } from '../sim/setup.ts';
import { isTopicName } from './topic-name.ts';

/** What exists so far while the commands of a document are read in order. */
export interface World {
  /** Brokers and controllers; none ever leaves. */
  readonly nodes: Set<number>;
  readonly controllers: ReadonlySet<number>;
  brokers: number;
  /** Partitions and replication factor by topic. Refused creations stay: a later command may name them. */
  readonly topics: Map<string, { readonly partitions: number; readonly replicationFactor: number }>;
  /** Sum of partitions × replication factor. */
  replicas: number;
  /** Ids that were ever in use, and those that are now. */
  readonly everProducers: Set<string>;
  readonly producers: Set<string>;
  readonly everConsumers: Set<string>;
  readonly consumers: Set<string>;
  readonly groups: Set<string>;
}

/** The voters of the metadata quorum: one, unless `controllerIds` names several. */
const controllersOf = (setup: ClusterSetup): readonly number[] => setup.controllerIds ?? [setup.controllerId];

/** Those that are no brokers. */
export const dedicatedControllersOf = (setup: ClusterSetup): readonly number[] =>
  controllersOf(setup).filter((id) => !setup.brokers.some((broker) => broker.id === id));

export function worldOf(setup: ClusterSetup): World {
  const producers = setup.producers.map((producer) => producer.id);
  const consumers = setup.groups.flatMap((group) => group.members.map((member) => member.id));
  const world: World = {
    nodes: new Set([...controllersOf(setup), ...setup.brokers.map((broker) => broker.id)]),
    controllers: new Set(controllersOf(setup)),
    brokers: setup.brokers.length,
    topics: new Map(),
    replicas: 0,
    everProducers: new Set([...producers, ...consumers.map(deadLetterProducer)]),
    producers: new Set(producers),
    everConsumers: new Set(consumers),
    consumers: new Set(consumers),
    groups: new Set(setup.groups.map((group) => group.id)),
  };
  for (const topic of setup.topics) addTopic(world, topic);
  return world;
}

/** client.id of the producer that a consumer's process may start for its dead letters. */
export const deadLetterProducer = (member: string): string => `${member}-dead-letters`;

/** A topic that Kafka would refuse is remembered by name and takes no room. */
export function addTopic(world: World, topic: TopicSetup): void {
  if ((world.topics.get(topic.name)?.partitions ?? 0) > 0) return;
  const { partitions, replicationFactor } = topic;
  const refused = !isTopicName(topic.name) || replicationFactor > world.brokers;
  world.topics.set(topic.name, refused ? { partitions: 0, replicationFactor: 0 } : { partitions, replicationFactor });
  if (!refused) world.replicas += partitions * replicationFactor;
}

/** Its name stays known: a later command may name it. */
export function removeTopic(world: World, name: string): void {
  const topic = world.topics.get(name);
  if (topic === undefined) return;
  world.replicas -= topic.partitions * topic.replicationFactor;
  world.topics.set(name, { partitions: 0, replicationFactor: 0 });
}

/** One partition may come to have more replicas than the others. */
export function reassignPartition(world: World, name: string, replicas: number): void {
  const topic = world.topics.get(name);
  if (topic !== undefined && topic.partitions > 0) world.replicas += Math.max(0, replicas - topic.replicationFactor);
}

export function growTopic(world: World, name: string, total: number): void {
  const topic = world.topics.get(name);
  if (topic === undefined || total <= topic.partitions) return;
  world.replicas += (total - topic.partitions) * topic.replicationFactor;
  world.topics.set(name, { ...topic, partitions: total });
}
