import { assert, unreachable } from '../../base/assert.ts';
import type { BrokerRegistration, MetadataImage, PartitionRegistration, TopicImage } from './metadata-image.ts';
import type {
  BrokerRegistrationChangeRecord,
  ClearElrRecord,
  ConfigRecord,
  ConfigResourceType,
  MetadataRecord,
  PartitionChangeRecord,
  PartitionRecord,
  RegisterBrokerRecord,
} from './metadata-records.ts';
import { fromPartitionRecord, mergePartitionChange } from './partition-registration.ts';

/** The image after one record at `offset`. @throws InvariantError when the record does not fit the image. */
export function applyRecord(image: MetadataImage, record: MetadataRecord, offset: number): MetadataImage {
  return applyRecords(image, [record], offset);
}

/**
 * The image after these records at baseOffset, baseOffset + 1, … (org.apache.kafka.image.MetadataDelta). What no record
 * touches is shared with the old image. @throws InvariantError when a record does not fit the image, as Kafka's
 * controller then stops with a fault.
 */
export function applyRecords(
  image: MetadataImage,
  records: readonly MetadataRecord[],
  baseOffset: number,
): MetadataImage {
  if (records.length === 0) return image;
  const draft = openDraft(image);
  records.forEach((record, i) => replay(draft, record, baseOffset + i));
  for (const [name, partitions] of draft.openTopics) {
    const topic = draft.topics.get(name);
    assert(topic !== undefined, `topic ${name} is in the image`);
    own(draft, 'topics').set(name, { ...topic, partitions });
  }
  const { topics, brokers, configs, features, nextProducerId } = draft;
  return { offset: baseOffset + records.length - 1, topics, brokers, configs, features, nextProducerId };
}

/** Name of a resource in `MetadataImage.configs`. */
export function configResourceKey(type: ConfigResourceType, name: string): string {
  return `${type === 'CLIENT_METRICS' ? 'client-metrics' : type.toLowerCase()}:${name}`;
}

/** Maps start as the image's own and are copied on their first change; open topics hold partitions being changed. */
interface Draft {
  topics: Map<string, TopicImage>;
  brokers: Map<number, BrokerRegistration>;
  configs: Map<string, ReadonlyMap<string, string>>;
  features: Map<string, number>;
  nextProducerId: number;
  readonly owned: Set<keyof MetadataImage>;
  readonly openTopics: Map<string, PartitionRegistration[]>;
  nameById: Map<string, string> | null;
}

function openDraft(image: MetadataImage): Draft {
  return {
    topics: image.topics as Map<string, TopicImage>,
    brokers: image.brokers as Map<number, BrokerRegistration>,
    configs: image.configs as Map<string, ReadonlyMap<string, string>>,
    features: image.features as Map<string, number>,
    nextProducerId: image.nextProducerId,
    owned: new Set(),
    openTopics: new Map(),
    nameById: null,
  };
}

type ImageMap = 'topics' | 'brokers' | 'configs' | 'features';

/** The draft's map, copied first if it still belongs to the image. */
function own<K extends ImageMap>(draft: Draft, key: K): Draft[K] {
  if (!draft.owned.has(key)) {
    draft[key] = new Map(draft[key] as Map<never, never>);
    draft.owned.add(key);
  }
  return draft[key];
}

function replay(draft: Draft, record: MetadataRecord, offset: number): void {
  switch (record.type) {
    case 'RegisterBrokerRecord':
      own(draft, 'brokers').set(record.brokerId, fromRegisterRecord(record, offset));
      return;
    case 'UnregisterBrokerRecord':
      registration(draft, record.brokerId, record.brokerEpoch);
      own(draft, 'brokers').delete(record.brokerId);
      return;
    case 'BrokerRegistrationChangeRecord':
      return replayRegistrationChange(draft, record);
    case 'TopicRecord':
      assert(!draft.topics.has(record.name), `no second TopicRecord for ${record.name}`);
      own(draft, 'topics').set(record.name, { name: record.name, topicId: record.topicId, partitions: [] });
      draft.nameById?.set(record.topicId, record.name);
      return;
    case 'RemoveTopicRecord':
      return replayRemoveTopic(draft, record.topicId);
    case 'PartitionRecord':
      return replayPartition(draft, record);
    case 'PartitionChangeRecord':
      return replayPartitionChange(draft, record);
    case 'ClearElrRecord':
      return replayClearElr(draft, record);
    case 'ConfigRecord':
      return replayConfig(draft, record);
    case 'FeatureLevelRecord':
      if (record.featureLevel === 0) own(draft, 'features').delete(record.name);
      else own(draft, 'features').set(record.name, record.featureLevel);
      return;
    case 'ProducerIdsRecord':
      assert(record.nextProducerId > draft.nextProducerId, 'producer ids only grow');
      draft.nextProducerId = record.nextProducerId;
      return;
    case 'NoOpRecord':
    case 'RegisterControllerRecord':
    case 'BeginTransactionRecord':
    case 'EndTransactionRecord':
      return;
    default:
      return unreachable(record);
  }
}

function fromRegisterRecord(record: RegisterBrokerRecord, offset: number): BrokerRegistration {
  return {
    id: record.brokerId,
    epoch: record.brokerEpoch,
    incarnationId: record.incarnationId,
    rack: record.rack,
    fenced: record.fenced,
    inControlledShutdown: record.inControlledShutdown,
    registrationOffset: offset,
    logDirs: record.logDirs,
    ...(record.cordonedLogDirs && { cordonedLogDirs: record.cordonedLogDirs }),
  };
}

function registration(draft: Draft, brokerId: number, epoch: number): BrokerRegistration {
  const current = draft.brokers.get(brokerId);
  assert(current !== undefined, `broker ${brokerId} is registered`);
  assert(current.epoch === epoch, `broker ${brokerId} is registered with epoch ${epoch}, not ${current.epoch}`);
  return current;
}

function replayRegistrationChange(draft: Draft, record: BrokerRegistrationChangeRecord): void {
  const current = registration(draft, record.brokerId, record.brokerEpoch);
  const logDirs = record.logDirs ?? [];
  own(draft, 'brokers').set(record.brokerId, {
    ...current,
    fenced: record.fenced === 0 ? current.fenced : record.fenced === 1,
    inControlledShutdown: current.inControlledShutdown || record.inControlledShutdown === 1,
    ...(logDirs.length > 0 && { logDirs }),
    ...(record.cordonedLogDirs && { cordonedLogDirs: record.cordonedLogDirs }),
  });
}

function topicName(draft: Draft, topicId: string): string {
  draft.nameById ??= new Map([...draft.topics.values()].map((topic) => [topic.topicId, topic.name]));
  const name = draft.nameById.get(topicId);
  assert(name !== undefined, `there is a topic with id ${topicId}`);
  return name;
}

/** The topic's partitions as an array of this draft's own. */
function openPartitions(draft: Draft, name: string): PartitionRegistration[] {
  let partitions = draft.openTopics.get(name);
  if (partitions === undefined) {
    partitions = [...(draft.topics.get(name)?.partitions ?? [])];
    draft.openTopics.set(name, partitions);
  }
  return partitions;
}

function replayRemoveTopic(draft: Draft, topicId: string): void {
  const name = topicName(draft, topicId);
  own(draft, 'topics').delete(name);
  draft.nameById?.delete(topicId);
  draft.openTopics.delete(name);
  const key = configResourceKey('TOPIC', name);
  if (draft.configs.has(key)) own(draft, 'configs').delete(key);
}

function replayPartition(draft: Draft, record: PartitionRecord): void {
  const partitions = openPartitions(draft, topicName(draft, record.topicId));
  assert(record.partitionId <= partitions.length, 'partitions are created in order');
  partitions[record.partitionId] = fromPartitionRecord(record);
}

function replayPartitionChange(draft: Draft, record: PartitionChangeRecord): void {
  const name = topicName(draft, record.topicId);
  const partitions = openPartitions(draft, name);
  const current = partitions[record.partitionId];
  assert(current !== undefined, `partition ${name}-${record.partitionId} exists`);
  partitions[record.partitionId] = mergePartitionChange(current, record);
}

/** ReplicationControlManager.removeTopicElrs: only partitions that have something to clear change. */
function replayClearElr(draft: Draft, record: ClearElrRecord): void {
  const names = record.topicName === '' ? [...draft.topics.keys()] : [record.topicName];
  for (const name of names) {
    const topic = draft.topics.get(name);
    assert(topic !== undefined, `there is a topic ${name} to clear the ELRs of`);
    const now = draft.openTopics.get(name) ?? topic.partitions;
    if (!now.some(hasElr)) continue;
    const partitions = openPartitions(draft, name);
    partitions.forEach((partition, i) => {
      if (hasElr(partition)) {
        partitions[i] = { ...partition, elr: [], lastKnownElr: [], partitionEpoch: partition.partitionEpoch + 1 };
      }
    });
  }
}

function hasElr(partition: PartitionRegistration): boolean {
  return partition.elr.length > 0 || partition.lastKnownElr.length > 0;
}

function replayConfig(draft: Draft, record: ConfigRecord): void {
  const key = configResourceKey(record.resourceType, record.resourceName);
  const configs = new Map(draft.configs.get(key));
  if (record.value === null) configs.delete(record.name);
  else configs.set(record.name, record.value);
  if (configs.size === 0) own(draft, 'configs').delete(key);
  else own(draft, 'configs').set(key, configs);
}
