import { dynamicOnlyBrokerConfigs } from '../kafka/config/dynamic-broker-configs.ts';
import type { Command, ConfigChange, ConsumerCommand } from '../sim/command.ts';
import type { GroupSetup } from '../sim/setup.ts';
import { checkConfigs, checkEachConfig } from './check-configs.ts';
import { checkWorkload } from './check-workload.ts';
import { checkAssign, checkGroup } from './group-consistency.ts';
import { limits } from './limits.ts';
import { type Countable, type DocumentProblem, invalid, shown } from './problem.ts';
import { isReservedTopicName } from './topic-name.ts';
import { addTopic, deadLetterProducer, growTopic, reassignPartition, removeTopic, type World } from './world.ts';

/**
 * Checks that a command names what exists by then and lets `world` follow it. `index` is its place in the document.
 */
export function checkCommand(world: World, command: Command, index: number): DocumentProblem | null {
  const path = `commands[${index}].command`;
  switch (command.do) {
    case 'stop-broker':
    case 'kill-broker':
    case 'start-broker':
    case 'power-off-broker':
    case 'slow-disk':
    case 'fill-disk':
    case 'free-disk':
    case 'write-byte':
    case 'pause-broker':
    case 'resume-broker':
    case 'unregister-broker':
      return knownNode(world, command.broker, `${path}.broker`);
    case 'stop-controller':
    case 'kill-controller':
    case 'start-controller':
    case 'pause-controller':
    case 'resume-controller':
      return knownController(world, command.controller, `${path}.controller`);
    case 'cut-link':
    case 'heal-link':
    case 'slow-link':
    case 'lose-packets':
      return knownNode(world, command.from, `${path}.from`) ?? knownNode(world, command.to, `${path}.to`);
    case 'produce-record':
      // Its producer comes into being with the first record, under this client.id.
      world.everProducers.add(`console-producer-acks-${command.acks}`);
      return knownTopic(world, command.topic, `${path}.topic`);
    case 'elect-preferred-leader':
    case 'elect-unclean-leader':
    case 'delete-records':
    case 'verify-reassignment':
      return knownTopic(world, command.topic, `${path}.topic`);
    case 'alter-topic-config':
    case 'alter-broker-config':
    case 'delete-topic':
    case 'reassign-partition':
      return checkAdmin(world, command, path);
    case 'change-producer':
    case 'remove-producer':
    case 'add-producer':
      return checkProducerCommand(world, command, path);
    case 'reset-offsets':
      // A group that nobody knows is one without offsets; Kafka makes it.
      return command.topic === null ? null : knownTopic(world, command.topic, `${path}.topic`);
    case 'add-group':
    case 'add-consumer':
    case 'remove-consumer':
    case 'crash-consumer':
    case 'slow-consumer':
    case 'freeze-consumer':
    case 'unfreeze-consumer':
    case 'pause-consumer':
    case 'resume-consumer':
    case 'seek-consumer':
    case 'pause-partitions':
    case 'resume-partitions':
      return checkConsumerCommand(world, command, path);
    case 'add-broker':
    case 'create-topic':
    case 'add-partitions':
      return checkGrowth(world, command, path);
    // A rack without brokers is refused when the time comes.
    case 'power-off-rack':
    case 'start-chaos':
    case 'stop-chaos':
    case 'change-network':
    case 'power-off':
    case 'power-on':
      return null;
  }
}

type Of<N extends Command['do']> = Command & { readonly do: N };

function checkProducerCommand(
  world: World,
  command: Of<'change-producer' | 'remove-producer' | 'add-producer'>,
  path: string,
): DocumentProblem | null {
  if (command.do === 'add-producer') {
    const { id, topic, alsoTo = [] } = command.producer;
    world.everProducers.add(id);
    world.producers.add(id);
    for (const [i, also] of alsoTo.entries()) {
      const problem = knownTopic(world, also, `${path}.producer.alsoTo[${i}]`);
      if (problem !== null) return problem;
    }
    return knownTopic(world, topic, `${path}.producer.topic`) ?? atMost(world.producers.size, 'producers', path);
  }
  if (!world.everProducers.has(command.producer)) return unknown(`${path}.producer`, 'producer', command.producer);
  if (command.do === 'remove-producer') {
    world.producers.delete(command.producer);
    return null;
  }
  // Whether the configs go together with those that it has is seen when the time comes.
  return (
    checkEachConfig('producer', setConfigs(command.configs ?? {}), `${path}.configs`) ??
    checkWorkload(command.keys ?? { kind: 'none' }, command.record, `${path}.keys`, `${path}.record`)
  );
}

function checkConsumerCommand(
  world: World,
  command: Of<'add-group' | 'add-consumer'> | ConsumerCommand,
  path: string,
): DocumentProblem | null {
  if (command.do === 'add-group') return addGroup(world, command.group, `${path}.group`);
  if (command.do === 'add-consumer') {
    if (!world.groups.has(command.group)) return unknown(`${path}.group`, 'group', command.group);
    const problem = checkAssign(command, (topic) => isKnownTopic(world, topic), `${path}.assign`);
    return problem ?? addConsumer(world, command.member, path);
  }
  if (!world.everConsumers.has(command.member)) return unknown(`${path}.member`, 'consumer', command.member);
  if (command.do === 'remove-consumer' || command.do === 'crash-consumer') world.consumers.delete(command.member);
  return 'topic' in command && command.topic !== null ? knownTopic(world, command.topic, `${path}.topic`) : null;
}

function addGroup(world: World, group: GroupSetup, path: string): DocumentProblem | null {
  world.groups.add(group.id);
  const problem = checkGroup(group, (topic) => isKnownTopic(world, topic), path);
  if (problem !== null) return problem;
  for (const member of group.members) {
    const problem = addConsumer(world, member.id, path);
    if (problem !== null) return problem;
  }
  return atMost(world.groups.size, 'groups', path);
}

function addConsumer(world: World, id: string, path: string): DocumentProblem | null {
  world.everConsumers.add(id);
  world.everProducers.add(deadLetterProducer(id));
  world.consumers.add(id);
  return atMost(world.consumers.size, 'consumers', path);
}

function checkAdmin(
  world: World,
  command: Of<'alter-topic-config' | 'alter-broker-config' | 'delete-topic' | 'reassign-partition'>,
  path: string,
): DocumentProblem | null {
  if (command.do === 'alter-broker-config') {
    const node = command.broker === null ? null : knownNode(world, command.broker, `${path}.broker`);
    return node ?? checkConfigs('broker', setConfigs(command.configs), `${path}.configs`, dynamicOnlyBrokerConfigs);
  }
  const problem = knownTopic(world, command.topic, `${path}.topic`);
  if (problem !== null) return problem;
  switch (command.do) {
    case 'alter-topic-config':
      return checkConfigs('topic', setConfigs(command.configs), `${path}.configs`);
    case 'delete-topic':
      removeTopic(world, command.topic);
      return null;
    case 'reassign-partition':
      reassignPartition(world, command.topic, command.replicas?.length ?? 0);
      return atMost(world.replicas, 'replicas', path);
  }
}

/** Those that get a value; one that goes back to its default needs no check. */
function setConfigs(configs: ConfigChange): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(configs).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

function checkGrowth(
  world: World,
  command: Of<'add-broker' | 'create-topic' | 'add-partitions'>,
  path: string,
): DocumentProblem | null {
  switch (command.do) {
    case 'add-broker':
      if (!world.nodes.has(command.broker)) world.brokers += 1;
      world.nodes.add(command.broker);
      return atMost(world.brokers, 'brokers', path);
    case 'create-topic':
      addTopic(world, command.topic);
      return atMost(world.topics.size, 'topics', path) ?? atMost(world.replicas, 'replicas', path);
    case 'add-partitions': {
      const problem = knownTopic(world, command.topic, `${path}.topic`);
      if (problem !== null) return problem;
      growTopic(world, command.topic, command.total);
      return atMost(world.replicas, 'replicas', path);
    }
  }
}

const countLimits = {
  brokers: limits.brokers,
  topics: limits.topics,
  replicas: limits.replicas,
  producers: limits.producers,
  groups: limits.groups,
  consumers: limits.members,
} as const;

function atMost(count: number, what: keyof typeof countLimits & Countable, path: string): DocumentProblem | null {
  const max = countLimits[what];
  return count > max ? invalid(path, { code: 'too-many', what, max }) : null;
}

function knownNode(world: World, node: number, path: string): DocumentProblem | null {
  return world.nodes.has(node) ? null : unknown(path, 'node', `${node}`);
}

function knownController(world: World, node: number, path: string): DocumentProblem | null {
  return world.controllers.has(node) ? null : unknown(path, 'node', `${node}`);
}

/** Kafka's own topics count as known: they may come into being at any time. */
const isKnownTopic = (world: World, topic: string): boolean => world.topics.has(topic) || isReservedTopicName(topic);

function knownTopic(world: World, topic: string, path: string): DocumentProblem | null {
  return isKnownTopic(world, topic) ? null : unknown(path, 'topic', topic);
}

function unknown(
  path: string,
  what: 'node' | 'topic' | 'producer' | 'group' | 'consumer',
  value: string,
): DocumentProblem {
  return invalid(path, { code: 'unknown', what, value: shown(value) });
}
