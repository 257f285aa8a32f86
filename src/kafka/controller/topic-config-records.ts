import { javaHashMapOrder } from '../../base/java-string.ts';
import { topicConfigNames } from '../config/topic-configs.ts';
import { validateTopicConfigs } from '../config/validate-topic-configs.ts';
import { elrEnabled, type NodeSettings, resolveBrokerDefault } from './effective-config.ts';
import type { MetadataImage } from './metadata-image.ts';
import type { MetadataRecord } from './metadata-records.ts';

/**
 * The ConfigRecords of a topic to be created, or why they are refused. In the order of Kafka's hash map; with ELR on, a
 * min.insync.replicas among them is followed by a ClearElrRecord (ConfigurationControlManager.incrementalAlterConfig).
 */
export function topicConfigRecords(
  image: MetadataImage,
  topic: string,
  configs: readonly { readonly name: string; readonly value: string }[],
  node: NodeSettings,
): { readonly error: 'INVALID_CONFIG'; readonly message: string } | { readonly records: readonly MetadataRecord[] } {
  const values = new Map(configs.map(({ name, value }) => [name, value]));
  const order = javaHashMapOrder([...values.keys()]);
  const ordered = new Map(order.map((name) => [name, values.get(name) ?? '']));
  for (const value of ordered.values()) {
    const oversized = oversizedConfig(value);
    if (oversized !== null) return oversized;
  }
  if (ordered.size > 0) {
    const validated = validateTopicConfigs(ordered, brokerSettings(image, node));
    if (!validated.ok) return { error: 'INVALID_CONFIG', message: validated.error };
  }
  const records: MetadataRecord[] = order.map((name) => ({
    type: 'ConfigRecord',
    resourceType: 'TOPIC',
    resourceName: topic,
    name,
    value: ordered.get(name) ?? '',
  }));
  return { records: [...records, ...clearElrRecords(image, records)] };
}

const maxValueLength = 32767;

/** A value longer than a record's string can be; null (delete) is never too long. */
export function oversizedConfig(
  value: string | null,
): { readonly error: 'INVALID_CONFIG'; readonly message: string } | null {
  if (value === null || value.length <= maxValueLength) return null;
  const message = 'The configuration value cannot be added because it exceeds the maximum value size of 32767 bytes.';
  return { error: 'INVALID_CONFIG', message };
}

/**
 * A ClearElrRecord for each change of min.insync.replicas among the records while ELR is on
 * (ConfigurationControlManager.createClearElrRecordsAsNeeded).
 */
export function clearElrRecords(image: MetadataImage, records: readonly MetadataRecord[]): MetadataRecord[] {
  if (!elrEnabled(image)) return [];
  return records.flatMap((record) => {
    if (record.type !== 'ConfigRecord' || record.name !== 'min.insync.replicas') return [];
    return [{ type: 'ClearElrRecord', topicName: record.resourceType === 'TOPIC' ? record.resourceName : '' }];
  });
}

/** The topic configs that the node itself sets, by their topic name. */
export function brokerSettings(image: MetadataImage, node: NodeSettings): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const name of topicConfigNames) {
    const { value, source } = resolveBrokerDefault(image, name, node);
    if (value !== null && source !== 'DEFAULT_CONFIG') settings.set(name, value);
  }
  return settings;
}
