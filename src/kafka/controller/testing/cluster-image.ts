import { applyRecords } from '../apply-records.ts';
import { bootstrapRecords } from '../bootstrap-records.ts';
import { unfenceBroker } from '../broker-registration.ts';
import { emptyImage, type MetadataImage, type PartitionRegistration } from '../metadata-image.ts';
import type { MetadataRecord, PartitionRecord } from '../metadata-records.ts';
import { toPartitionRecord } from '../partition-registration.ts';

/** The id of the one topic that these pictures have. */
export const topicId = 'c2Ftc2Etb3JhY2xlLTAwMQ';

/**
 * A partition in one line, in the words of kafka-topics: "leader 1 epoch 0/2 replicas 1,2,3 isr 1,2 elr 3 last - adding
 * - removing -"; what is left out is empty (leader: none; epochs: leader/partition, 0/0).
 */
export function partition(picture: string): PartitionRegistration {
  const words = picture.split(/\s+/);
  const after = (word: string): string => words[words.indexOf(word) + 1] ?? '';
  const list = (word: string): number[] => {
    const text = words.includes(word) ? after(word) : '-';
    return text === '-' ? [] : text.split(',').map(Number);
  };
  const [leaderEpoch = 0, partitionEpoch = 0] = words.includes('epoch') ? after('epoch').split('/').map(Number) : [];
  return {
    replicas: list('replicas'),
    isr: list('isr'),
    elr: list('elr'),
    lastKnownElr: list('last'),
    addingReplicas: list('adding'),
    removingReplicas: list('removing'),
    leader: words.includes('leader') && after('leader') !== 'none' ? Number(after('leader')) : -1,
    leaderEpoch,
    partitionEpoch,
    leaderRecoveryState: words.includes('recovering') ? 'RECOVERING' : 'RECOVERED',
  };
}

/** The same line for a partition of an image. */
export function draw(p: PartitionRegistration | undefined): string {
  if (p === undefined) return 'no partition';
  const ids = (word: string, list: readonly number[]): string =>
    list.length === 0 ? '' : ` ${word} ${list.join(',')}`;
  return (
    `leader ${p.leader === -1 ? 'none' : p.leader} epoch ${p.leaderEpoch}/${p.partitionEpoch} replicas ${p.replicas}` +
    ` isr ${p.isr.join(',') || '-'}${ids('elr', p.elr)}${ids('last', p.lastKnownElr)}${ids('adding', p.addingReplicas)}` +
    `${ids('removing', p.removingReplicas)}${p.leaderRecoveryState === 'RECOVERING' ? ' recovering' : ''}`
  );
}

export interface ClusterPicture {
  /** All unfenced; the epoch of broker n is 100 + n. Default 1, 2, 3. */
  readonly brokers?: readonly number[];
  /** Default true. */
  readonly elr?: boolean;
  /** Partitions of topic "t". */
  readonly partitions?: readonly string[];
  readonly configs?: Readonly<Record<string, string>>;
}

/** An image after the given facts. Every broker has one log directory of its own. */
export function clusterImage({ brokers = [1, 2, 3], elr = true, partitions = [], configs = {} }: ClusterPicture) {
  let image = apply(emptyImage, bootstrapRecords({ minInsyncReplicas: 1, elr }));
  for (const id of brokers) image = apply(image, [registration(id)]);
  for (const id of brokers) image = apply(image, unfenceBroker(image, id, 100 + id));
  if (partitions.length === 0) return image;
  const records: MetadataRecord[] = [{ type: 'TopicRecord', name: 't', topicId }];
  for (const [name, value] of Object.entries(configs)) {
    records.push({ type: 'ConfigRecord', resourceType: 'TOPIC', resourceName: 't', name, value });
  }
  partitions.forEach((picture, i) => records.push(partitionRecord(picture, i)));
  return apply(image, records);
}

function registration(id: number): MetadataRecord {
  return {
    type: 'RegisterBrokerRecord',
    brokerId: id,
    incarnationId: incarnation(id),
    brokerEpoch: 100 + id,
    endPoints: [],
    features: [],
    rack: null,
    fenced: true,
    inControlledShutdown: false,
    logDirs: [directory(id)],
    cordonedLogDirs: [],
  };
}

function partitionRecord(picture: string, partitionId: number): PartitionRecord {
  const drawn = partition(picture);
  return toPartitionRecord({ ...drawn, directories: drawn.replicas.map(directory) }, topicId, partitionId);
}

export function directory(brokerId: number): string {
  return `${String(brokerId).padStart(20, 'D')}0A`;
}

export function incarnation(brokerId: number): string {
  return `${String(brokerId).padStart(20, 'I')}0A`;
}

export function apply(image: MetadataImage, records: readonly MetadataRecord[]): MetadataImage {
  return applyRecords(image, records, image.offset + 1);
}

/** Partition `index` of topic "t" in one line. */
export function drawPartition(image: MetadataImage, index = 0): string {
  return draw(image.topics.get('t')?.partitions[index]);
}
