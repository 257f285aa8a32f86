import { ByteReader, ByteWriter, MalformedBytes } from '../../../base/bytes.ts';
import { javaHashMapOrder } from '../../../base/java-string.ts';
import type { TopicPartition } from '../../protocol/requests.ts';
import { readString, writeArrayLength, writeString } from '../message-fields.ts';

/** What a member says that it had. Source: AbstractStickyAssignor.MemberData. */
export interface MemberData {
  readonly partitions: readonly TopicPartition[];
  /** Null: not said. */
  readonly generation: number | null;
}

/**
 * Version 1, with the generation; topics in Java's hash order.
 * Source: StickyAssignor.serializeTopicPartitionAssignment.
 */
export function encodeStickyUserData(partitions: readonly TopicPartition[], generation: number): Uint8Array {
  const byTopic = new Map<string, number[]>();
  for (const { topic, partition } of partitions) {
    const list = byTopic.get(topic);
    if (list === undefined) byTopic.set(topic, [partition]);
    else list.push(partition);
  }
  const writer = new ByteWriter();
  writeArrayLength(writer, byTopic.size);
  for (const topic of javaHashMapOrder([...byTopic.keys()])) {
    const list = byTopic.get(topic) ?? [];
    writeString(writer, topic);
    writeArrayLength(writer, list.length);
    for (const partition of list) writer.i32(partition);
  }
  return writer.i32(generation).toBytes();
}

/**
 * Version 1, else version 0, which has no generation. Bytes that are neither count as no claim, generation −1.
 * Source: StickyAssignor.deserializeTopicPartitionAssignment.
 */
export function decodeStickyUserData(bytes: Uint8Array): MemberData {
  try {
    const reader = new ByteReader(bytes);
    const partitions = readClaims(reader);
    return { partitions, generation: reader.remaining < 4 ? null : reader.i32() };
  } catch (error) {
    if (error instanceof MalformedBytes) return { partitions: [], generation: -1 };
    throw error;
  }
}

function readClaims(reader: ByteReader): TopicPartition[] {
  const partitions: TopicPartition[] = [];
  for (let topics = readLength(reader); topics > 0; topics--) {
    const length = reader.i16();
    if (length < 0) throw new MalformedBytes('a topic has no name');
    reader.position -= 2;
    const topic = readString(reader);
    for (let left = readLength(reader); left > 0; left--) partitions.push({ topic, partition: reader.i32() });
  }
  return partitions;
}

/** Source: ArrayOf.read. */
function readLength(reader: ByteReader): number {
  const length = reader.i32();
  if (length < 0 || length > reader.remaining) throw new MalformedBytes(`no array has ${length} items here`);
  return length;
}

/** Source: CooperativeStickyAssignor.subscriptionUserData. */
export const encodeCooperativeStickyUserData = (generation: number): Uint8Array =>
  new ByteWriter(4).i32(generation).toBytes();

/** The generation; −1 when the bytes are too few, null without bytes. Source: CooperativeStickyAssignor.memberData. */
export function decodeCooperativeStickyUserData(bytes: Uint8Array | null): number | null {
  if (bytes === null) return null;
  return bytes.length < 4 ? -1 : new ByteReader(bytes).i32();
}
