import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import { latestEpoch, logSizeInBytes, type PartitionLog } from '../../kafka/log/partition-log.ts';
import { murmur2, toPositive } from '../../kafka/record/murmur2.ts';
import { type RecordBatch, readRecords } from '../../kafka/record/record-batch.ts';
import { unavailableUs } from '../availability.ts';
import { isAlive } from '../broker/broker-state.ts';
import { effectiveMinIsr } from '../settings.ts';
import type { PartitionView, ReplicaView } from '../snapshot.ts';
import { isInternalTopic, replicaKey, type SimState } from '../state.ts';
import { committedImage } from './committed-image.ts';
import { throttledView } from './throttle-views.ts';

/** Place of each user partition, by `topic-partition`, in the order the topics were created. */
export function userPartitions(s: SimState): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  for (const name of s.topicNumbers.keys()) {
    if (isInternalTopic(name)) continue;
    const partitions = knownPartitions(s, committedImage(s), name);
    for (let partition = 0; partition < partitions; partition++) order.set(`${name}-${partition}`, order.size);
  }
  return order;
}

/** Without any running node the disks still tell how many partitions there are. */
function knownPartitions(s: SimState, image: MetadataImage, topic: string): number {
  const known = image.topics.get(topic);
  if (known !== undefined) return known.partitions.length;
  let highest = -1;
  for (const log of s.logs.values()) if (log.topic === topic) highest = Math.max(highest, log.partition);
  return highest + 1;
}

export function partitionViews(s: SimState, order: ReadonlyMap<string, number>): PartitionView[] {
  const image = committedImage(s);
  const views: PartitionView[] = [];
  for (const [name, index] of order) {
    const dash = name.lastIndexOf('-');
    const topic = name.slice(0, dash);
    views.push(partitionView(s, image, topic, Number(name.slice(dash + 1)), index));
  }
  return views;
}

export function partitionView(
  s: SimState,
  image: MetadataImage,
  topic: string,
  partition: number,
  index: number,
): PartitionView {
  const registration = image.topics.get(topic)?.partitions[partition];
  const replicas = registration?.replicas ?? brokersWithLog(s, topic, partition);
  const isr = registration?.isr ?? [];
  return {
    topic,
    partition,
    index,
    internal: isInternalTopic(topic),
    leader: registration?.leader ?? -1,
    preferredLeader: replicas[0] ?? -1,
    leaderEpoch: registration?.leaderEpoch ?? -1,
    partitionEpoch: registration?.partitionEpoch ?? -1,
    isr,
    elr: registration?.elr ?? [],
    addingReplicas: registration?.addingReplicas ?? [],
    removingReplicas: registration?.removingReplicas ?? [],
    minInsyncReplicas: effectiveMinIsr(s, image, topic, replicas.length),
    unavailableUs: unavailableUs(s, topic, partition),
    replicas: replicas.map((broker) => replicaView(s, topic, partition, broker, isr.includes(broker))),
    recentKeys: recentKeys(longestLog(s, topic, partition, replicas)),
  };
}

function brokersWithLog(s: SimState, topic: string, partition: number): number[] {
  return [...s.brokers.keys()].filter((broker) => s.logs.has(replicaKey(s, broker, topic, partition)));
}

function longestLog(
  s: SimState,
  topic: string,
  partition: number,
  replicas: readonly number[],
): PartitionLog | undefined {
  let longest: PartitionLog | undefined;
  for (const broker of replicas) {
    const log = s.logs.get(replicaKey(s, broker, topic, partition));
    if (log !== undefined && log.logEndOffset > (longest?.logEndOffset ?? -1)) longest = log;
  }
  return longest;
}

function replicaView(s: SimState, topic: string, partition: number, broker: number, inSync: boolean): ReplicaView {
  const key = replicaKey(s, broker, topic, partition);
  const log = s.logs.get(key);
  const replica = s.replicas.get(key);
  const owner = s.brokers.get(broker);
  const running = owner !== undefined && isAlive(owner);
  const checkpointed = owner?.highWatermarkCheckpoint.get(key) ?? 0;
  const logEndOffset = log?.logEndOffset ?? 0;
  return {
    broker,
    role: running && replica !== undefined ? (replica.role === 'leader' ? 'leader' : 'follower') : 'offline',
    inSync,
    ...throttledView(s, replica),
    logStartOffset: log?.logStartOffset ?? 0,
    logEndOffset,
    highWatermark: replica?.highWatermark ?? Math.min(checkpointed, logEndOffset),
    lastEpoch: log === undefined ? -1 : (latestEpoch(log) ?? -1),
    sizeInBytes: log === undefined ? 0 : logSizeInBytes(log),
    segments: log?.segments.length ?? 0,
  };
}

const keyClasses = new WeakMap<Uint8Array, readonly number[]>();
const recentCount = 16;

function keyClassesOf(batch: RecordBatch): readonly number[] {
  const known = keyClasses.get(batch.bytes);
  if (known !== undefined) return known;
  const classes = readRecords(batch).map((record) => (record.key === null ? -1 : toPositive(murmur2(record.key)) % 8));
  keyClasses.set(batch.bytes, classes);
  return classes;
}

/** Key classes of the newest records, oldest first. */
function recentKeys(log: PartitionLog | undefined): number[] {
  const recent: number[] = [];
  if (log === undefined) return recent;
  for (let segment = log.segments.length - 1; segment >= 0 && recent.length < recentCount; segment--) {
    const { batches, length } = log.segments[segment] ?? { batches: [], length: 0 };
    for (let at = length - 1; at >= 0 && recent.length < recentCount; at--) {
      const batch = batches[at];
      if (batch !== undefined) recent.unshift(...keyClassesOf(batch));
    }
  }
  return recent.slice(-recentCount);
}

/** The broker that leads the partition in the running leader's own view, with its high watermark; null when there is none. */
export function leaderHighWatermark(s: SimState, topic: string, partition: number): number | null {
  if (!s.topicNumbers.has(topic)) return null;
  const leader = committedImage(s).topics.get(topic)?.partitions[partition]?.leader ?? -1;
  const replica = leader < 0 ? undefined : s.replicas.get(replicaKey(s, leader, topic, partition));
  if (replica !== undefined && replica.role === 'leader') return replica.highWatermark;
  return null;
}
