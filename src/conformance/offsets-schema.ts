import { assert } from '../base/assert.ts';
import { ByteReader, ByteWriter, fromHex, hex } from '../base/bytes.ts';
import { encodeCooperativeStickyUserData, encodeStickyUserData } from '../kafka/group/assignors/sticky-user-data.ts';
import { decodeSubscription, encodeAssignment, encodeSubscription } from '../kafka/group/consumer-protocol.ts';
import type { MessageSchema } from '../kafka/log/dump/messages/message-schema.ts';
import { offsetsMessages } from '../kafka/log/dump/messages/offsets-messages.ts';
import { readMessage } from '../kafka/log/dump/messages/read-message.ts';
import { transactionLogMessages } from '../kafka/log/dump/messages/transaction-log-messages.ts';
import { writeMessage } from '../kafka/log/dump/messages/write-message.ts';
import { difference } from './difference.ts';
import { type MessageJson, messageFrom, messageTo } from './message-values.ts';
import { defineSuite } from './suite.ts';

type Partition = readonly [topic: string, partition: number];

type Input =
  | {
      readonly kind: 'record';
      readonly topic: '__consumer_offsets' | '__transaction_state';
      readonly keyType: number;
      readonly key: MessageJson;
      readonly valueVersion: number | null;
      readonly value: MessageJson | null;
    }
  | {
      readonly kind: 'subscription';
      readonly version: number;
      readonly topics: readonly string[];
      readonly userData: string | null;
      readonly ownedPartitions: readonly Partition[];
      readonly generationId: number;
      readonly rackId: string | null;
    }
  | {
      readonly kind: 'assignment';
      readonly version: number;
      readonly partitions: readonly Partition[];
      readonly userData: string | null;
    }
  | { readonly kind: 'stickyUserData'; readonly partitions: readonly Partition[]; readonly generation: number }
  | { readonly kind: 'cooperativeStickyUserData'; readonly generation: number };

interface Output {
  readonly key: string;
  readonly value: string | null;
}

const partitionsOf = (pairs: readonly Partition[]): { topic: string; partition: number }[] =>
  pairs.map(([topic, partition]) => ({ topic, partition }));
const bytesOf = (text: string | null): Uint8Array | null => (text === null ? null : fromHex(text));

/** The bytes behind a 16-bit prefix: the key's type or the value's version. */
function encode(schema: MessageSchema, prefix: number, json: MessageJson, version: number): string {
  const writer = new ByteWriter().i16(prefix);
  writeMessage(writer, schema, messageFrom(schema, json), version);
  return hex(writer.toBytes());
}

/** What those bytes say. */
function decode(schema: MessageSchema, bytes: Uint8Array, version: number): MessageJson {
  const reader = new ByteReader(bytes);
  reader.i16();
  const data = readMessage(reader, schema, version);
  assert(reader.remaining === 0, 'nothing is left behind the message');
  return messageTo(schema, data, version);
}

function schemaOf({ topic, keyType }: Extract<Input, { kind: 'record' }>, part: 'Key' | 'Value'): MessageSchema {
  const messages = topic === '__transaction_state' ? transactionLogMessages : offsetsMessages;
  const schema = [...messages.values()].find(({ name, apiKey }) => apiKey === keyType && name.endsWith(part));
  assert(schema !== undefined, `there is a ${part} of type ${keyType}`);
  return schema;
}

/** The bytes; and where reading the recorded ones gives something else than the input, that too. */
function playRecord(input: Extract<Input, { kind: 'record' }>, expected: Output): object {
  const { keyType, key, value, valueVersion } = input;
  const keySchema = schemaOf(input, 'Key');
  const wrong = difference(key, decode(keySchema, fromHex(expected.key), 0), 'key');
  const answer = { key: encode(keySchema, keyType, key, 0), ...(wrong === null ? {} : { wrong }) };
  if (value === null || valueVersion === null) return { ...answer, value: null };
  const schema = schemaOf(input, 'Value');
  const wrongValue = difference(value, decode(schema, fromHex(expected.value ?? ''), valueVersion), 'value');
  const bytes = encode(schema, valueVersion, value, valueVersion);
  return { ...answer, value: bytes, ...(wrongValue === null ? {} : { wrongValue }) };
}

function innerJson(name: string, bytes: Uint8Array, version: number): MessageJson {
  const schema = offsetsMessages.get(name);
  assert(schema !== undefined, `${name} is known`);
  return decode(schema, bytes, version);
}

function playSubscription(input: Extract<Input, { kind: 'subscription' }>): object {
  const { version, userData, ownedPartitions } = input;
  const subscription = { ...input, userData: bytesOf(userData), ownedPartitions: partitionsOf(ownedPartitions) };
  const bytes = encodeSubscription(subscription, version);
  const decoded = decodeSubscription(bytes);
  return {
    bytes: hex(bytes),
    json: innerJson('ConsumerProtocolSubscription', bytes, version),
    decoded: {
      ...decoded,
      userData: decoded.userData === null ? null : hex(decoded.userData),
      ownedPartitions: decoded.ownedPartitions.map(({ topic, partition }) => [topic, partition]),
    },
  };
}

function play(input: Input, expected: Output): object {
  switch (input.kind) {
    case 'record':
      return playRecord(input, expected);
    case 'subscription':
      return playSubscription(input);
    case 'assignment': {
      const { version, partitions, userData } = input;
      const bytes = encodeAssignment({ partitions: partitionsOf(partitions), userData: bytesOf(userData) }, version);
      return { bytes: hex(bytes), json: innerJson('ConsumerProtocolAssignment', bytes, version) };
    }
    case 'stickyUserData':
      return { bytes: hex(encodeStickyUserData(partitionsOf(input.partitions), input.generation)) };
    case 'cooperativeStickyUserData':
      return { bytes: hex(encodeCooperativeStickyUserData(input.generation)) };
  }
}

export const offsetsSchemaSuite = defineSuite<Input, Output>('offsets-schema', play);
