import { ByteReader, MalformedBytes } from '../../../base/bytes.ts';
import type { ExactRecord } from '../../record/batch-records.ts';
import { type JsonValue, printJson } from '../files/json-text.ts';
import { messageJson } from './messages/message-json.ts';
import type { MessageSchema } from './messages/message-schema.ts';
import { type MessageData, MessageError, readMessage } from './messages/read-message.ts';
import type { ParsedTexts, RecordParser } from './record-parser.ts';
import { runtimeFailure } from './tool-output.ts';

/** What JSON a value becomes. */
export type ValueJson = (schema: MessageSchema, data: MessageData, version: number) => JsonValue;

interface KeyAndValue {
  readonly key: MessageSchema;
  readonly value: MessageSchema;
}

function pairsByType(messages: ReadonlyMap<string, MessageSchema>): ReadonlyMap<number, KeyAndValue> {
  const pairs = new Map<number, KeyAndValue>();
  for (const key of messages.values()) {
    const value = key.name.endsWith('Key') ? messages.get(`${key.name.slice(0, -'Key'.length)}Value`) : undefined;
    if (value !== undefined && key.apiKey !== null) pairs.set(key.apiKey, { key, value });
  }
  return pairs;
}

/** What Java's exception says: a BufferUnderflowException nothing. */
export function javaMessage(error: MalformedBytes): string {
  return error instanceof MessageError ? error.message : 'null';
}

function readVersion(reader: ByteReader, name: string): number {
  if (reader.remaining < 2) throw new MessageError(`Could not read version from ${name}'s buffer.`);
  return reader.i16();
}

function readPart(reader: ByteReader, schema: MessageSchema, version: number, name: string): MessageData {
  try {
    return readMessage(reader, schema, version);
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    const reason = `due to: ${javaMessage(error)}.`;
    throw new MessageError(`Could not read record with version ${version} from ${name}'s buffer ${reason}`);
  }
}

function valueText(type: number, schema: MessageSchema, value: Uint8Array, toJson: ValueJson): string {
  const reader = new ByteReader(value);
  const version = readVersion(reader, 'value');
  if (version < schema.lowestVersion || version > schema.highestVersion) {
    throw new MessageError(`Found an unknown record version ${version} for ${type} type`);
  }
  const data = toJson(schema, readPart(reader, schema, version, 'value'), version);
  return printJson(
    new Map<string, JsonValue>([
      ['version', String(version)],
      ['data', data],
    ]),
  );
}

/**
 * CoordinatorRecordMessageParser: the key's first two bytes name the record's type, the value's its version
 * (CoordinatorRecordSerde). What cannot be read is told in the place of the key.
 */
export function coordinatorParser(
  messages: ReadonlyMap<string, MessageSchema>,
  toJson: ValueJson = messageJson,
): RecordParser {
  const pairs = pairsByType(messages);
  const parse = (key: Uint8Array, { offset, value }: ExactRecord): ParsedTexts => {
    const reader = new ByteReader(key);
    const type = readVersion(reader, 'key');
    const pair = pairs.get(type);
    if (pair === undefined) return { key: `Unknown record type ${type} at offset ${offset}, skipping.`, value: null };
    const keyData = messageJson(pair.key, readPart(reader, pair.key, type, 'key'), 0);
    const payload = value === null ? '<DELETE>' : valueText(type, pair.value, value, toJson);
    return {
      key: printJson(
        new Map<string, JsonValue>([
          ['type', String(type)],
          ['data', keyData],
        ]),
      ),
      value: payload,
    };
  };
  return (record) => {
    if (record.key === null) {
      const reason = 'using the specified decoder (message had a missing key)';
      throw runtimeFailure(`Failed to decode message at offset ${record.offset} ${reason}`);
    }
    try {
      return parse(record.key, record);
    } catch (error) {
      if (!(error instanceof MalformedBytes)) throw error;
      return { key: `Error at offset ${record.offset}, skipping. ${javaMessage(error)}`, value: null };
    }
  };
}
