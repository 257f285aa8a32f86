import { javaHashMapOrder } from '../../base/java-string.ts';
import type { DeleteTopicsRequest, DeleteTopicsResponse, NamedResult } from '../protocol/requests.ts';
import { type NodeSettings, plainNode } from './effective-config.ts';
import type { MetadataImage } from './metadata-image.ts';
import type { MetadataRecord } from './metadata-records.ts';
import { duplicateTopicName } from './topics.ts';

/**
 * Removes topics by name; each succeeds or fails on its own. One RemoveTopicRecord takes partitions and configs with it.
 * Source: ControllerApis.deleteTopics, ReplicationControlManager.deleteTopic (4.3.1). Kafka shuffles the results; here
 * they stand in the order of its hash maps.
 */
export function deleteTopics(
  image: MetadataImage,
  request: DeleteTopicsRequest,
  node: NodeSettings = plainNode,
): { readonly records: readonly MetadataRecord[]; readonly response: DeleteTopicsResponse } {
  const names = request.topicNames;
  if (node.staticConfig.get('delete.topic.enable') === 'false') {
    return { records: [], response: { api: 'DeleteTopics', responses: names.map(deletionDisabled) } };
  }
  const duplicates = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  const responses = javaHashMapOrder([...duplicates]).map(duplicateTopicName);
  const records: MetadataRecord[] = [];
  for (const name of javaHashMapOrder([...new Set(names)])) {
    if (duplicates.has(name)) continue;
    const topic = image.topics.get(name);
    if (topic === undefined) {
      const errorMessage = 'This server does not host this topic-partition.';
      responses.push({ name, error: 'UNKNOWN_TOPIC_OR_PARTITION', errorMessage });
      continue;
    }
    records.push({ type: 'RemoveTopicRecord', topicId: topic.topicId });
    responses.push({ name, error: 'NONE', errorMessage: null });
  }
  return { records, response: { api: 'DeleteTopics', responses } };
}

function deletionDisabled(name: string): NamedResult {
  return { name, error: 'TOPIC_DELETION_DISABLED', errorMessage: 'Topic deletion is disabled.' };
}
