import type { JavaRandom } from '../../base/java-random.ts';
import { javaHashMapOrder } from '../../base/java-string.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { CreateTopicsRequest, CreateTopicsResponse, NamedResult } from '../protocol/requests.ts';
import { type NodeSettings, plainNode } from './effective-config.ts';
import type { MetadataImage } from './metadata-image.ts';
import type { MetadataRecord } from './metadata-records.ts';
import { type Assignment, checkManualAssignment, placePartitions, toNewPartition } from './partition-assignments.ts';
import { toPartitionRecord } from './partition-registration.ts';
import { topicConfigRecords } from './topic-config-records.ts';
import { collidingTopic, invalidTopicName } from './topic-names.ts';

type RequestedTopic = CreateTopicsRequest['topics'][number];

export interface TopicDefaults {
  /** num.partitions of the active controller. */
  readonly numPartitions: number;
  /** default.replication.factor of the active controller. */
  readonly defaultReplicationFactor: number;
  readonly node?: NodeSettings;
}

/** A refusal: the code and the message that the client is shown. */
export interface ApiError {
  readonly error: ErrorCode;
  readonly message: string | null;
}

const maxPartitionsPerBatch = 10000;

/**
 * ControllerApis.createTopics and ReplicationControlManager.createTopics: each topic succeeds or fails on its own. A
 * topic gives a TopicRecord, its ConfigRecords (and, with ELR on, a ClearElrRecord if min.insync.replicas is among
 * them), then its PartitionRecords. `newTopicId` is called once for each topic that succeeds.
 */
export function createTopics(
  image: MetadataImage,
  request: CreateTopicsRequest,
  random: JavaRandom,
  newTopicId: () => string,
  defaults: TopicDefaults,
): { readonly records: readonly MetadataRecord[]; readonly response: CreateTopicsResponse } {
  const names = request.topics.map((topic) => topic.name);
  const duplicates = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  const topics = request.topics.filter(({ name }) => !duplicates.has(name) && name !== clusterMetadataTopic);
  const records: MetadataRecord[] = [];
  const results: NamedResult[] = [];
  const tooMany = topics.reduce((sum, topic) => sum + wantedPartitions(topic, defaults), 0) > maxPartitionsPerBatch;
  for (const topic of topics) {
    const outcome = tooMany ? excessive : createTopic(image, topic, random, newTopicId, defaults);
    if ('error' in outcome) {
      results.push({ name: topic.name, error: outcome.error, errorMessage: outcome.message });
    } else {
      records.push(...outcome.records);
      results.push({ name: topic.name, error: 'NONE', errorMessage: null });
    }
  }
  for (const name of javaHashMapOrder([...duplicates])) results.push(duplicateTopicName(name));
  if (names.includes(clusterMetadataTopic) && !duplicates.has(clusterMetadataTopic)) {
    const errorMessage = `Creation of internal topic ${clusterMetadataTopic} is prohibited.`;
    results.push({ name: clusterMetadataTopic, error: 'INVALID_REQUEST', errorMessage });
  }
  return { records, response: { api: 'CreateTopics', topics: results } };
}

const clusterMetadataTopic = '__cluster_metadata';

/** Kafka's code is POLICY_VIOLATION. */
const excessive: ApiError = {
  error: 'INVALID_REQUEST',
  message: 'Excessively large number of partitions per request.',
};

export function duplicateTopicName(name: string): NamedResult {
  return { name, error: 'INVALID_REQUEST', errorMessage: 'Duplicate topic name.' };
}

function wantedPartitions(topic: RequestedTopic, defaults: TopicDefaults): number {
  if (topic.assignments.length > 0) return topic.assignments.length;
  return topic.numPartitions === -1 ? defaults.numPartitions : Math.max(0, topic.numPartitions);
}

function createTopic(
  image: MetadataImage,
  topic: RequestedTopic,
  random: JavaRandom,
  newTopicId: () => string,
  defaults: TopicDefaults,
): ApiError | { readonly records: readonly MetadataRecord[] } {
  const nameError = checkName(image, topic.name);
  if (nameError !== null) return nameError;
  const configs = topicConfigRecords(image, topic.name, topic.configs, defaults.node ?? plainNode);
  if ('error' in configs) return configs;
  const assigned = topic.assignments.length > 0 ? assign(image, topic) : place(image, topic, random, defaults);
  if ('error' in assigned) return assigned;
  const topicId = newTopicId();
  return {
    records: [
      { type: 'TopicRecord', name: topic.name, topicId },
      ...configs.records,
      ...assigned.partitions.map((assignment, partitionId) =>
        toPartitionRecord(toNewPartition(image, assignment), topicId, partitionId),
      ),
    ],
  };
}

function checkName(image: MetadataImage, name: string): ApiError | null {
  if (image.topics.has(name)) {
    return { error: 'TOPIC_ALREADY_EXISTS', message: `Topic '${name}' already exists.` };
  }
  const colliding = collidingTopic(image, name);
  if (colliding !== null) {
    return {
      error: 'INVALID_TOPIC_EXCEPTION',
      message: `Topic '${name}' collides with existing topic: ${colliding}`,
    };
  }
  const message = invalidTopicName(name);
  return message === null ? null : { error: 'INVALID_TOPIC_EXCEPTION', message };
}

type Assigned = ApiError | { readonly partitions: readonly Assignment[] };

function assign(image: MetadataImage, topic: RequestedTopic): Assigned {
  if (topic.replicationFactor !== -1) {
    return {
      error: 'INVALID_REQUEST',
      message: 'A manual partition assignment was specified, but replication factor was not set to -1.',
    };
  }
  if (topic.numPartitions !== -1) {
    return {
      error: 'INVALID_REQUEST',
      message: 'A manual partition assignment was specified, but numPartitions was not set to -1.',
    };
  }
  const partitions: Assignment[] = [];
  for (const [partitionId, replicas] of topic.assignments.entries()) {
    const checked = checkManualAssignment(image, replicas, partitionId, partitions[0]?.replicas.length ?? null);
    if ('error' in checked) return checked;
    partitions.push(checked);
  }
  return { partitions };
}

function place(image: MetadataImage, topic: RequestedTopic, random: JavaRandom, defaults: TopicDefaults): Assigned {
  if (topic.replicationFactor < -1 || topic.replicationFactor === 0) {
    return {
      error: 'INVALID_REPLICATION_FACTOR',
      message: 'Replication factor must be larger than 0, or -1 to use the default value.',
    };
  }
  if (topic.numPartitions < -1 || topic.numPartitions === 0) {
    return {
      error: 'INVALID_PARTITIONS',
      message: 'Number of partitions was set to an invalid non-positive value.',
    };
  }
  const count = topic.numPartitions === -1 ? defaults.numPartitions : topic.numPartitions;
  const factor = topic.replicationFactor === -1 ? defaults.defaultReplicationFactor : topic.replicationFactor;
  const placed = placePartitions(image, random, 0, count, factor);
  if (!('error' in placed) || placed.fromPlacer !== true) return placed;
  return { error: placed.error, message: `Unable to replicate the partition ${factor} time(s): ${placed.message}` };
}
