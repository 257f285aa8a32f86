import type { JavaRandom } from '../../base/java-random.ts';
import { javaHashMapOrder } from '../../base/java-string.ts';
import type { CreatePartitionsRequest, CreatePartitionsResponse, NamedResult } from '../protocol/requests.ts';
import type { MetadataImage, TopicImage } from './metadata-image.ts';
import type { MetadataRecord } from './metadata-records.ts';
import { type Assignment, checkManualAssignment, placePartitions, toNewPartition } from './partition-assignments.ts';
import { toPartitionRecord } from './partition-registration.ts';
import { type ApiError, duplicateTopicName } from './topics.ts';

type RequestedTopic = CreatePartitionsRequest['topics'][number];

/**
 * ControllerApis.createPartitions and ReplicationControlManager.createPartitions: more partitions for existing topics,
 * with the replication factor of the first one. Each topic succeeds or fails on its own; topics named twice fail first.
 */
export function createPartitions(
  image: MetadataImage,
  request: CreatePartitionsRequest,
  random: JavaRandom,
): { readonly records: readonly MetadataRecord[]; readonly response: CreatePartitionsResponse } {
  const names = request.topics.map((topic) => topic.name);
  const duplicates = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  const results: NamedResult[] = javaHashMapOrder([...duplicates]).map(duplicateTopicName);
  const records: MetadataRecord[] = [];
  for (const name of javaHashMapOrder([...new Set(names)])) {
    const requested = request.topics.find((topic) => topic.name === name);
    if (requested === undefined || duplicates.has(name)) continue;
    const topic = image.topics.get(name);
    const added = addPartitions(image, topic, requested, random);
    if ('error' in added || topic === undefined) {
      const refusal = 'error' in added ? added : unknownTopic;
      results.push({ name, error: refusal.error, errorMessage: refusal.message });
      continue;
    }
    added.partitions.forEach((assignment, i) => {
      const partitionId = topic.partitions.length + i;
      records.push(toPartitionRecord(toNewPartition(image, assignment), topic.topicId, partitionId));
    });
    results.push({ name, error: 'NONE', errorMessage: null });
  }
  return { records, response: { api: 'CreatePartitions', results } };
}

const unknownTopic: ApiError = { error: 'UNKNOWN_TOPIC_OR_PARTITION', message: null };

function addPartitions(
  image: MetadataImage,
  topic: TopicImage | undefined,
  requested: RequestedTopic,
  random: JavaRandom,
): ApiError | { readonly partitions: readonly Assignment[] } {
  if (topic === undefined) return unknownTopic;
  const present = topic.partitions.length;
  const additional = requested.count - present;
  if (additional === 0) {
    return { error: 'INVALID_PARTITIONS', message: `Topic already has ${present} partition(s).` };
  }
  if (additional < 0) {
    const message = `The topic ${topic.name} currently has ${present} partition(s); ${requested.count} would not be an increase.`;
    return { error: 'INVALID_PARTITIONS', message };
  }
  const factor = topic.partitions[0]?.replicas.length ?? 0;
  const { assignments } = requested;
  if (assignments.length === 0) return placePartitions(image, random, present, additional, factor);
  if (assignments.length !== additional) {
    const message =
      `Attempted to add ${additional} additional partition(s), but only ${assignments.length} assignment(s) were ` +
      'specified.';
    return { error: 'INVALID_REPLICA_ASSIGNMENT', message };
  }
  const partitions: Assignment[] = [];
  for (const [i, replicas] of assignments.entries()) {
    const checked = checkManualAssignment(image, replicas, present + i, factor);
    if ('error' in checked) return checked;
    partitions.push(checked);
  }
  return { partitions };
}
