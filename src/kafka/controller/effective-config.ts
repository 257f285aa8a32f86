import { assert } from '../../base/assert.ts';
import type { ConfigDef } from '../config/config-def.ts';
import { brokerDefaultOf } from '../config/topic-config-synonyms.ts';
import { topicConfigs } from '../config/topic-configs.ts';
import { configResourceKey } from './apply-records.ts';
import type { MetadataImage } from './metadata-image.ts';

/** What a node has of its own beside the image: its id and its server.properties. */
export interface NodeSettings {
  readonly nodeId: number;
  /** Broker config name → value. */
  readonly staticConfig: ReadonlyMap<string, string>;
}

/** A node without any setting of its own. */
export const plainNode: NodeSettings = { nodeId: -1, staticConfig: new Map() };

const defByName: ReadonlyMap<string, ConfigDef> = new Map(topicConfigs.map((def) => [def.name, def]));

export type ConfigSource =
  | 'DYNAMIC_TOPIC_CONFIG'
  | 'DYNAMIC_BROKER_CONFIG'
  | 'DYNAMIC_DEFAULT_BROKER_CONFIG'
  | 'STATIC_BROKER_CONFIG'
  | 'DEFAULT_CONFIG';

/**
 * The text of a topic config in force and where it comes from: the topic, then the node's dynamic config, the cluster
 * default, server.properties, Kafka's default; in each of the broker places under any of its broker-wide names
 * (org.apache.kafka.metadata.KafkaConfigSchema.resolveEffectiveTopicConfig). null: no value at all.
 */
export function resolveTopicConfig(
  image: MetadataImage,
  topic: string,
  name: string,
  node: NodeSettings = plainNode,
): { readonly value: string | null; readonly source: ConfigSource } {
  const own = image.configs.get(configResourceKey('TOPIC', topic))?.get(name);
  if (own !== undefined) return { value: own, source: 'DYNAMIC_TOPIC_CONFIG' };
  return resolveBrokerDefault(image, name, node);
}

/** The same for a topic that sets nothing itself. */
export function resolveBrokerDefault(
  image: MetadataImage,
  name: string,
  node: NodeSettings = plainNode,
): { readonly value: string | null; readonly source: ConfigSource } {
  const def = defByName.get(name);
  assert(def !== undefined, `${name} is a topic config`);
  const places: readonly (readonly [ConfigSource, ReadonlyMap<string, string> | undefined])[] = [
    ['DYNAMIC_BROKER_CONFIG', image.configs.get(configResourceKey('BROKER', String(node.nodeId)))],
    ['DYNAMIC_DEFAULT_BROKER_CONFIG', image.configs.get(configResourceKey('BROKER', ''))],
    ['STATIC_BROKER_CONFIG', node.staticConfig],
  ];
  for (const [source, configs] of places) {
    const value = configs === undefined ? undefined : brokerDefaultOf((synonym) => configs.get(synonym), name);
    if (value !== undefined) return { value, source };
  }
  return { value: def.default ?? null, source: 'DEFAULT_CONFIG' };
}

/** The value in force as text; @throws InvariantError for a config without any value. */
export function effectiveTopicConfig(
  image: MetadataImage,
  topic: string,
  name: string,
  node: NodeSettings = plainNode,
): string {
  const { value } = resolveTopicConfig(image, topic, name, node);
  assert(value !== null, `${name} has a value`);
  return value;
}

/**
 * min.insync.replicas of the topic, at most the replica count of its partition 0 (RCM.getTopicEffectiveMinIsr). Before
 * the change at hand, so a reassignment of partition 0 counts only when it is written.
 */
export function effectiveMinIsr(image: MetadataImage, topic: string, node: NodeSettings = plainNode): number {
  const replicas = image.topics.get(topic)?.partitions[0]?.replicas.length;
  assert(replicas !== undefined, `topic ${topic} has a partition`);
  return Math.min(configuredMinIsr(image, topic, node), replicas);
}

/** min.insync.replicas of the topic in force on a node, however many replicas there are. */
export function configuredMinIsr(image: MetadataImage, topic: string, node: NodeSettings): number {
  return Number(effectiveTopicConfig(image, topic, 'min.insync.replicas', node));
}

export function uncleanLeaderElectionEnabled(
  image: MetadataImage,
  topic: string,
  node: NodeSettings = plainNode,
): boolean {
  return effectiveTopicConfig(image, topic, 'unclean.leader.election.enable', node).trim().toLowerCase() === 'true';
}

/** Eligible leader replicas (KIP-966) are on when their feature is finalized at 1. */
export function elrEnabled(image: MetadataImage): boolean {
  return (image.features.get('eligible.leader.replicas.version') ?? 0) >= 1;
}
