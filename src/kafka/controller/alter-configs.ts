import { javaHashMapOrder } from '../../base/java-string.ts';
import { validateTopicConfigs } from '../config/validate-topic-configs.ts';
import type { IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse } from '../protocol/requests.ts';
import { configResourceKey } from './apply-records.ts';
import { elrEnabled, type NodeSettings, plainNode } from './effective-config.ts';
import type { MetadataImage } from './metadata-image.ts';
import type { ConfigRecord, MetadataRecord } from './metadata-records.ts';
import { brokerSettings, clearElrRecords, oversizedConfig } from './topic-config-records.ts';
import { invalidTopicName } from './topic-names.ts';
import type { ApiError } from './topics.ts';

type Resource = IncrementalAlterConfigsRequest['resources'][number];

/**
 * Sets configs of topics, of one broker or of all brokers, or takes them back to their defaults. Each resource succeeds
 * or fails as a whole and on its own. With ELR on every change of min.insync.replicas is followed by a ClearElrRecord.
 * Source: ConfigurationControlManager.incrementalAlterConfigs (4.3.1).
 */
export function incrementalAlterConfigs(
  image: MetadataImage,
  request: IncrementalAlterConfigsRequest,
  node: NodeSettings = plainNode,
): { readonly records: readonly MetadataRecord[]; readonly response: IncrementalAlterConfigsResponse } {
  const records: ConfigRecord[] = [];
  const responses = request.resources.map((resource) => {
    const { resourceType, resourceName } = resource;
    const outcome = alterResource(image, resource, node);
    if ('error' in outcome) {
      return { resourceType, resourceName, error: outcome.error, errorMessage: outcome.message };
    }
    records.push(...outcome.records);
    return { resourceType, resourceName, error: 'NONE' as const, errorMessage: null };
  });
  return {
    records: [...records, ...clearElrRecords(image, records)],
    response: { api: 'IncrementalAlterConfigs', responses },
  };
}

function alterResource(
  image: MetadataImage,
  resource: Resource,
  node: NodeSettings,
): ApiError | { readonly records: readonly ConfigRecord[] } {
  const present = image.configs.get(configResourceKey(resource.resourceType, resource.resourceName)) ?? new Map();
  const wanted = new Map(resource.configs.map(({ name, value }) => [name, value]));
  if (wanted.size < resource.configs.length) {
    return { error: 'INVALID_REQUEST', message: 'Error due to duplicate config keys' };
  }
  const records: ConfigRecord[] = [];
  for (const name of javaHashMapOrder([...wanted.keys()])) {
    const value = wanted.get(name) ?? null;
    // A broker's record is written even when nothing changes, so that brokers read the value again (KAFKA-14136).
    if ((present.get(name) ?? null) === value && resource.resourceType !== 'BROKER') continue;
    const { resourceType, resourceName } = resource;
    records.push({ type: 'ConfigRecord', resourceType, resourceName, name, value });
  }
  return problemWith(image, resource, present, records, node) ?? { records };
}

/** validateAlterConfig: the rules of ELR, then the values, then whether there is such a resource. */
function problemWith(
  image: MetadataImage,
  { resourceType, resourceName }: Resource,
  present: ReadonlyMap<string, string>,
  records: readonly ConfigRecord[],
  node: NodeSettings,
): ApiError | null {
  const configs = new Map(present);
  for (const { name, value } of records) {
    const problem = minIsrProblem(image, resourceType, resourceName, name, value) ?? oversizedConfig(value);
    if (problem !== null) return problem;
    if (value === null) configs.delete(name);
    else configs.set(name, value);
  }
  return resourceType === 'TOPIC'
    ? topicProblem(image, resourceName, configs, node)
    : brokerProblem(image, resourceName);
}

/** With ELR on, the controller and all brokers must agree on it: one value for the whole cluster, which cannot go. */
function minIsrProblem(
  image: MetadataImage,
  resourceType: Resource['resourceType'],
  resourceName: string,
  name: string,
  value: string | null,
): ApiError | null {
  if (name !== 'min.insync.replicas' || resourceType !== 'BROKER' || !elrEnabled(image)) return null;
  if (resourceName !== '') {
    return { error: 'INVALID_CONFIG', message: `Broker-level ${name} cannot be altered while ELR is enabled.` };
  }
  if (value !== null) return null;
  return { error: 'INVALID_CONFIG', message: `Cluster-level ${name} cannot be removed while ELR is enabled.` };
}

/** ControllerConfigurationValidator.validate, then ConfigResourceExistenceChecker. */
function topicProblem(
  image: MetadataImage,
  topic: string,
  configs: ReadonlyMap<string, string>,
  node: NodeSettings,
): ApiError | null {
  if (topic === '') return { error: 'INVALID_REQUEST', message: 'Default topic resources are not allowed.' };
  const nameProblem = invalidTopicName(topic);
  if (nameProblem !== null) return { error: 'INVALID_TOPIC_EXCEPTION', message: nameProblem };
  const validated = validateTopicConfigs(configs, brokerSettings(image, node));
  if (!validated.ok) return { error: 'INVALID_CONFIG', message: validated.error };
  if (image.topics.has(topic)) return null;
  return { error: 'UNKNOWN_TOPIC_OR_PARTITION', message: `The topic '${topic}' does not exist.` };
}

function brokerProblem(image: MetadataImage, broker: string): ApiError | null {
  if (broker === '' || image.brokers.has(Number(broker))) return null;
  return { error: 'BROKER_ID_NOT_REGISTERED', message: `No node with id ${broker} found.` };
}
