import { assignorNameOfClass } from '../kafka/config/assignor-classes.ts';
import { brokerConfigs } from '../kafka/config/broker-configs.ts';
import type { ConfigDef, ConfigValue } from '../kafka/config/config-def.ts';
import { consumerConfigs } from '../kafka/config/consumer-configs.ts';
import { defaultConfigValue, parseConfigValue } from '../kafka/config/parse-config-value.ts';
import { producerConfigProblem } from '../kafka/config/producer-config-problem.ts';
import { producerConfigs } from '../kafka/config/producer-configs.ts';
import { topicConfigs } from '../kafka/config/topic-configs.ts';
import { validateTopicConfigs } from '../kafka/config/validate-topic-configs.ts';
import { type ConfigRange, configLimits, configsSetElsewhere } from './config-limits.ts';
import { partPath } from './plain-data.ts';
import { type ConfigOwner, type DocumentProblem, type InvalidReason, invalid, shown } from './problem.ts';

type Configs = Readonly<Record<string, string>>;

function byName(defs: readonly ConfigDef[]): ReadonlyMap<string, ConfigDef> {
  return new Map(defs.map((def) => [def.name, def]));
}

const definitions: Readonly<Record<ConfigOwner, ReadonlyMap<string, ConfigDef>>> = {
  topic: byName(topicConfigs),
  broker: byName(brokerConfigs),
  producer: byName(producerConfigs),
  consumer: byName(consumerConfigs),
};

/**
 * Refuses by name what Kafka 4.3.1 does not know, a value that it refuses, and one outside this playground's range.
 * `more`: what is known here beside the owner's own configs.
 */
export function checkConfigs(
  owner: ConfigOwner,
  configs: Configs,
  path: string,
  more: readonly ConfigDef[] = [],
): DocumentProblem | null {
  const problem = checkEachConfig(owner, configs, path, more);
  if (problem !== null) return problem;
  const message = conflictOf(owner, configs);
  return message === null ? null : invalid(path, { code: 'bad-config', owner, ...message });
}

/** Each by itself: of what they are together with, others know. */
export function checkEachConfig(
  owner: ConfigOwner,
  configs: Configs,
  path: string,
  more: readonly ConfigDef[] = [],
): DocumentProblem | null {
  for (const [name, text] of Object.entries(configs)) {
    const def = definitions[owner].get(name) ?? more.find((known) => known.name === name);
    const reason = checkOne(owner, def, name, text);
    if (reason !== null) return invalid(partPath(path, name, false), reason);
  }
  return null;
}

function checkOne(owner: ConfigOwner, def: ConfigDef | undefined, name: string, text: string): InvalidReason | null {
  if (def === undefined) return { code: 'unknown-config', owner, name: shown(name) };
  if (configsSetElsewhere[owner].includes(name)) return { code: 'unknown-field', name };
  const parsed = parseConfigValue(def, text);
  if (!parsed.ok) return { code: 'bad-config', owner, name, message: parsed.error };
  return outOfRange(configLimits[owner].get(name), parsed.value);
}

function outOfRange(range: ConfigRange | undefined, value: ConfigValue): InvalidReason | null {
  if (range === undefined || typeof value !== 'number' || value === range.or) return null;
  if (range.min !== undefined && value < range.min) return { code: 'too-small', min: range.min };
  if (range.max !== undefined && value > range.max) return { code: 'too-big', max: range.max };
  return null;
}

function numberOf(owner: ConfigOwner, configs: Configs, name: string): number {
  const def = definitions[owner].get(name);
  if (def === undefined) return Number.NaN;
  const text = configs[name];
  const parsed = text === undefined ? null : parseConfigValue(def, text);
  return Number(parsed?.ok === true ? parsed.value : defaultConfigValue(def));
}

/** Configs that Kafka refuses together, with its message. */
function conflictOf(owner: ConfigOwner, configs: Configs): { readonly name: string; readonly message: string } | null {
  if (owner === 'topic') {
    const checked = validateTopicConfigs(new Map(Object.entries(configs)));
    return checked.ok ? null : { name: 'max.compaction.lag.ms', message: checked.error };
  }
  if (owner === 'producer') return producerConflict(configs);
  if (owner === 'consumer') return unknownAssignor(configs) ?? heartbeatTooSlow(configs);
  if (owner === 'broker') return unknownSelector(configs);
  return null;
}

/** What Kafka refuses of a producer's configs together. */
function producerConflict(configs: Configs): { readonly name: string; readonly message: string } | null {
  const problem = producerConfigProblem(configs);
  return problem === null ? null : { name: problem.name, message: problem.message };
}

/** A broker does not start with a class that is not there (ReplicaManager.createReplicaSelector); Kafka brings one. */
function unknownSelector(configs: Configs): { readonly name: string; readonly message: string } | null {
  const name = 'replica.selector.class';
  const selector = configs[name];
  if (selector === undefined || selector === 'org.apache.kafka.common.replica.RackAwareReplicaSelector') return null;
  return { name, message: `java.lang.ClassNotFoundException: ${selector}` };
}

/** ConsumerPartitionAssignor.getAssignorInstances: every class is loaded when the consumer starts. */
function unknownAssignor(configs: Configs): { readonly name: string; readonly message: string } | null {
  const name = 'partition.assignment.strategy';
  const classes = configs[name]?.split(',').map((it) => it.trim()) ?? [];
  const unknown = classes.find((it) => assignorNameOfClass(it) === undefined);
  return unknown === undefined ? null : { name, message: `${unknown} ClassNotFoundException exception occurred` };
}

/** The constructor of org.apache.kafka.clients.consumer.internals.Heartbeat. */
function heartbeatTooSlow(configs: Configs): { readonly name: string; readonly message: string } | null {
  const name = 'heartbeat.interval.ms';
  if (numberOf('consumer', configs, name) < numberOf('consumer', configs, 'session.timeout.ms')) return null;
  return { name, message: 'Heartbeat must be set lower than the session timeout' };
}
