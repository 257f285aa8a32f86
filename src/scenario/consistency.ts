import type { Command } from '../sim/command.ts';
import type { ClusterSetup, GroupSetup, ProducerSetup, TopicSetup } from '../sim/setup.ts';
import { checkConfigs } from './check-configs.ts';
import { checkWorkload } from './check-workload.ts';
import { checkCommand } from './command-consistency.ts';
import type { RunDocument } from './document.ts';
import { checkGroup } from './group-consistency.ts';
import { limits } from './limits.ts';
import { presetById } from './presets/index.ts';
import { type DocumentProblem, invalid, shown } from './problem.ts';
import { isReservedTopicName, isTopicName, topicCollisionKey } from './topic-name.ts';
import { type World, worldOf } from './world.ts';

/**
 * What a schema cannot say: names that exist, ids that are unique, configs that Kafka knows, commands in the order of
 * time. An act that Kafka would refuse is a valid command: the run refuses it again.
 */
export function checkConsistency(document: RunDocument): DocumentProblem | null {
  if (document.preset !== 'custom' && presetById(document.preset) === null) {
    return invalid('preset', { code: 'unknown', what: 'preset', value: shown(document.preset) });
  }
  const later = topicsCreatedLater(document);
  return checkSetup(document.setup, later) ?? checkCommands(document);
}

function topicsCreatedLater(document: RunDocument): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { command } of document.commands) if (command.do === 'create-topic') names.add(command.topic.name);
  return names;
}

function checkSetup(setup: ClusterSetup, later: ReadonlySet<string>): DocumentProblem | null {
  return (
    checkNodes(setup) ??
    checkConfigs('broker', setup.brokerConfigs, 'setup.brokerConfigs') ??
    checkTopics(setup) ??
    checkProducers(setup.producers, knownTopics(setup, later)) ??
    checkGroups(setup.groups, knownTopics(setup, later)) ??
    checkReplicas(worldOf(setup))
  );
}

function knownTopics(setup: ClusterSetup, later: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...setup.topics.map((topic) => topic.name), ...later]);
}

function checkNodes(setup: ClusterSetup): DocumentProblem | null {
  const seen = new Set<number>();
  // A voter may be a broker: then it is both (process.roles).
  for (const [i, broker] of setup.brokers.entries()) {
    if (seen.has(broker.id)) return invalid(`setup.brokers[${i}].id`, { code: 'not-unique', value: `${broker.id}` });
    seen.add(broker.id);
  }
  return setup.controllerIds === undefined ? null : checkControllers(setup.controllerId, setup.controllerIds);
}

/** A quorum of three or five: with an even number it would bear no more failures. `controllerId` is the first of them. */
function checkControllers(first: number, ids: readonly number[]): DocumentProblem | null {
  const seen = new Set<number>();
  const path = 'setup.controllerIds';
  if (ids.length !== 3 && ids.length !== 5) return invalid(path, { code: 'not-one-of', allowed: ['3', '5'] });
  if (ids[0] !== first) return invalid(`${path}[0]`, { code: 'not-one-of', allowed: [`${first}`] });
  for (const [i, id] of ids.entries()) {
    if (seen.has(id)) return invalid(`${path}[${i}]`, { code: 'not-unique', value: `${id}` });
    seen.add(id);
  }
  return null;
}

function checkTopics(setup: ClusterSetup): DocumentProblem | null {
  const seen = new Map<string, string>();
  for (const [i, topic] of setup.topics.entries()) {
    const path = `setup.topics[${i}]`;
    const problem = checkTopic(topic, path) ?? checkTopicAmong(topic, seen, path);
    if (problem !== null) return problem;
    seen.set(topicCollisionKey(topic.name), topic.name);
    const brokers = setup.brokers.length;
    const { replicationFactor } = topic;
    if (replicationFactor > brokers) {
      return invalid(`${path}.replicationFactor`, { code: 'replication-above-brokers', replicationFactor, brokers });
    }
  }
  return null;
}

function checkTopic(topic: TopicSetup, path: string): DocumentProblem | null {
  const name = shown(topic.name);
  if (!isTopicName(topic.name)) return invalid(`${path}.name`, { code: 'bad-topic-name', name });
  if (isReservedTopicName(topic.name)) return invalid(`${path}.name`, { code: 'reserved-topic-name', name });
  return checkConfigs('topic', topic.configs, `${path}.configs`);
}

function checkTopicAmong(topic: TopicSetup, seen: ReadonlyMap<string, string>, path: string): DocumentProblem | null {
  const other = seen.get(topicCollisionKey(topic.name));
  if (other === undefined) return null;
  if (other === topic.name) return invalid(`${path}.name`, { code: 'not-unique', value: shown(topic.name) });
  return invalid(`${path}.name`, { code: 'topic-name-collision', name: shown(topic.name), other: shown(other) });
}

function checkProducers(producers: readonly ProducerSetup[], topics: ReadonlySet<string>): DocumentProblem | null {
  const seen = new Set<string>();
  for (const [i, producer] of producers.entries()) {
    const path = `setup.producers[${i}]`;
    if (seen.has(producer.id)) return invalid(`${path}.id`, { code: 'not-unique', value: shown(producer.id) });
    seen.add(producer.id);
    if (!topics.has(producer.topic)) return unknownTopic(`${path}.topic`, producer.topic);
    for (const [j, topic] of (producer.alsoTo ?? []).entries()) {
      if (!topics.has(topic)) return unknownTopic(`${path}.alsoTo[${j}]`, topic);
    }
    const problem = checkProducer(producer, path);
    if (problem !== null) return problem;
  }
  return null;
}

function checkProducer({ keys, record, configs }: ProducerSetup, path: string): DocumentProblem | null {
  return (
    checkConfigs('producer', configs, `${path}.configs`) ??
    checkWorkload(keys, record, `${path}.keys`, `${path}.record`)
  );
}

function checkGroups(groups: readonly GroupSetup[], topics: ReadonlySet<string>): DocumentProblem | null {
  const seen = new Set<string>();
  const members = new Set<string>();
  for (const [i, group] of groups.entries()) {
    const path = `setup.groups[${i}]`;
    if (seen.has(group.id)) return invalid(`${path}.id`, { code: 'not-unique', value: shown(group.id) });
    seen.add(group.id);
    const problem =
      checkGroup(group, (topic) => topics.has(topic), path) ??
      checkMembers(group, members, path) ??
      checkConfigs('consumer', group.configs, `${path}.configs`);
    if (problem !== null) return problem;
  }
  return null;
}

/** Member ids are unique in the whole cluster: `seen` goes from group to group. */
function checkMembers(group: GroupSetup, seen: Set<string>, path: string): DocumentProblem | null {
  for (const [i, { id }] of group.members.entries()) {
    if (seen.has(id)) return invalid(`${path}.members[${i}].id`, { code: 'not-unique', value: shown(id) });
    seen.add(id);
  }
  return null;
}

function unknownTopic(path: string, topic: string): DocumentProblem {
  return invalid(path, { code: 'unknown', what: 'topic', value: shown(topic) });
}

function checkReplicas(world: World): DocumentProblem | null {
  if (world.replicas > limits.replicas) {
    return invalid('setup.topics', { code: 'too-many', what: 'replicas', max: limits.replicas });
  }
  if (world.consumers.size > limits.members) {
    return invalid('setup.groups', { code: 'too-many', what: 'consumers', max: limits.members });
  }
  return null;
}

function checkCommands(document: RunDocument): DocumentProblem | null {
  const world = worldOf(document.setup);
  let previous = 0;
  for (const [i, { atUs, command }] of document.commands.entries()) {
    if (atUs < previous) return invalid(`commands[${i}].atUs`, { code: 'not-in-order' });
    previous = atUs;
    const problem = checkCommandParts(command, `commands[${i}].command`) ?? checkCommand(world, command, i);
    if (problem !== null) return problem;
  }
  return null;
}

function checkCommandParts(command: Command, path: string): DocumentProblem | null {
  switch (command.do) {
    case 'create-topic':
      if (isReservedTopicName(command.topic.name)) {
        const name = shown(command.topic.name);
        return invalid(`${path}.topic.name`, { code: 'reserved-topic-name', name });
      }
      return checkConfigs('topic', command.topic.configs, `${path}.topic.configs`);
    case 'add-producer':
      return checkProducer(command.producer, `${path}.producer`);
    case 'add-group':
      return checkConfigs('consumer', command.group.configs, `${path}.group.configs`);
    default:
      return null;
  }
}
