import { ByteReader, ByteWriter } from '../../base/bytes.ts';
import type { TopicPartition } from '../protocol/requests.ts';
import {
  readArray,
  readNullableBytes,
  readNullableString,
  readString,
  writeArrayLength,
  writeNullableBytes,
  writeNullableString,
  writeString,
} from './message-fields.ts';

/** The protocol type of consumer groups, as JoinGroup and the group's record name it. */
export const consumerProtocolType = 'consumer';
/** The newest version of both messages, which 4.3 writes. */
export const consumerProtocolVersion = 3;

/** What a member tells the leader. Source: ConsumerProtocolSubscription.json, versions 0–3. */
export interface ConsumerProtocolSubscription {
  readonly topics: readonly string[];
  readonly userData: Uint8Array | null;
  /** From version 1. */
  readonly ownedPartitions: readonly TopicPartition[];
  /** From version 2; −1 when absent. */
  readonly generationId: number;
  /** From version 3. */
  readonly rackId: string | null;
}

/** What the leader gives a member. Source: ConsumerProtocolAssignment.json, versions 0–3. */
export interface ConsumerProtocolAssignment {
  readonly partitions: readonly TopicPartition[];
  readonly userData: Uint8Array | null;
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
export const byTopicPartition = (a: TopicPartition, b: TopicPartition): number =>
  byName(a.topic, b.topic) || a.partition - b.partition;

/** Partitions grouped by topic in the order in which the topics first come. */
function writePartitions(writer: ByteWriter, partitions: readonly TopicPartition[]): void {
  const byTopic = new Map<string, number[]>();
  for (const { topic, partition } of partitions) {
    const list = byTopic.get(topic);
    if (list === undefined) byTopic.set(topic, [partition]);
    else list.push(partition);
  }
  writeArrayLength(writer, byTopic.size);
  for (const [topic, list] of byTopic) {
    writeString(writer, topic);
    writeArrayLength(writer, list.length);
    for (const partition of list) writer.i32(partition);
  }
}

function readPartitions(reader: ByteReader): TopicPartition[] {
  const groups = readArray(reader, () => {
    const topic = readString(reader);
    return readArray(reader, () => reader.i32()).map((partition) => ({ topic, partition }));
  });
  return groups.flat();
}

/** Topics and owned partitions are sorted first. Source: ConsumerProtocol.serializeSubscription. */
export function encodeSubscription(
  subscription: ConsumerProtocolSubscription,
  version: number = consumerProtocolVersion,
): Uint8Array {
  const writer = new ByteWriter().i16(version);
  const topics = [...subscription.topics].sort(byName);
  writeArrayLength(writer, topics.length);
  for (const topic of topics) writeString(writer, topic);
  writeNullableBytes(writer, subscription.userData);
  if (version >= 1) writePartitions(writer, [...subscription.ownedPartitions].sort(byTopicPartition));
  if (version >= 2) writer.i32(subscription.generationId);
  if (version >= 3) writeNullableString(writer, subscription.rackId);
  return writer.toBytes();
}

/**
 * Versions above 3 are read as 3. A negative generation and an empty rack are none.
 * Source: ConsumerProtocol.deserializeSubscription. @throws MalformedBytes
 */
export function decodeSubscription(bytes: Uint8Array): ConsumerProtocolSubscription {
  const reader = new ByteReader(bytes);
  const version = reader.i16();
  return {
    topics: readArray(reader, () => readString(reader)),
    userData: readNullableBytes(reader),
    ownedPartitions: version >= 1 ? readPartitions(reader) : [],
    generationId: version >= 2 ? Math.max(-1, reader.i32()) : -1,
    rackId: version >= 3 ? readNullableString(reader) || null : null,
  };
}

/** Partitions keep their order within a topic. Source: ConsumerProtocol.serializeAssignment. */
export function encodeAssignment(
  assignment: ConsumerProtocolAssignment,
  version: number = consumerProtocolVersion,
): Uint8Array {
  const writer = new ByteWriter().i16(version);
  writePartitions(writer, assignment.partitions);
  writeNullableBytes(writer, assignment.userData);
  return writer.toBytes();
}

/** @throws MalformedBytes */
export function decodeAssignment(bytes: Uint8Array): ConsumerProtocolAssignment {
  const reader = new ByteReader(bytes);
  reader.i16();
  return { partitions: readPartitions(reader), userData: readNullableBytes(reader) };
}
