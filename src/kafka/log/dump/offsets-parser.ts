import { assert } from '../../../base/assert.ts';
import { ByteReader, MalformedBytes } from '../../../base/bytes.ts';
import type { JsonValue } from '../files/json-text.ts';
import { coordinatorParser } from './coordinator-parser.ts';
import { messageJson } from './messages/message-json.ts';
import type { MessageSchema } from './messages/message-schema.ts';
import { offsetsMessages } from './messages/offsets-messages.ts';
import { type MessageData, type MessageValue, readMessage } from './messages/read-message.ts';

/** Bytes that the members' own assignor wrote, as JSON; null when they are no such message. */
function innerJson(name: string, bytes: MessageValue | undefined): JsonValue | null {
  const schema = offsetsMessages.get(name);
  assert(schema !== undefined && bytes instanceof Uint8Array, 'a member has bytes of a known message');
  try {
    const reader = new ByteReader(bytes);
    const version = reader.i16();
    return messageJson(schema, readMessage(reader, schema, version), version);
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return null;
  }
}

function setIfRead(json: Map<string, JsonValue>, field: string, inner: JsonValue | null): void {
  if (inner !== null) json.set(field, inner);
}

/** OffsetsMessageParser.prepareGroupMetadataValue: of a consumer group, what stands in the members' bytes. */
function groupMetadataJson(schema: MessageSchema, data: MessageData, version: number): JsonValue {
  const json = messageJson(schema, data, version);
  const members = json.get('members');
  const memberData = data.get('members');
  if (data.get('protocolType') !== 'consumer' || !Array.isArray(members) || !Array.isArray(memberData)) return json;
  for (const [i, member] of members.entries()) {
    const bytes = memberData[i];
    if (!(member instanceof Map) || !(bytes instanceof Map)) continue;
    setIfRead(member, 'subscription', innerJson('ConsumerProtocolSubscription', bytes.get('subscription')));
    setIfRead(member, 'assignment', innerJson('ConsumerProtocolAssignment', bytes.get('assignment')));
  }
  return json;
}

/** --offsets-decoder: records of __consumer_offsets. */
export const offsetsParser = coordinatorParser(offsetsMessages, (schema, data, version) =>
  schema.name === 'GroupMetadataValue' ? groupMetadataJson(schema, data, version) : messageJson(schema, data, version),
);
