import { assert } from '../base/assert.ts';
import { fromHex, hex } from '../base/hex.ts';
import { fieldValue, isDefault } from '../kafka/log/dump/messages/message-json.ts';
import {
  type Field,
  type FieldType,
  isInVersion,
  type MessageSchema,
} from '../kafka/log/dump/messages/message-schema.ts';
import type { MessageData, MessageValue } from '../kafka/log/dump/messages/read-message.ts';
import { fromJson64, toJson64 } from './json64.ts';

/** A message as the vectors write it: Kafka's JSON, with bytes in hex and large 64-bit integers as strings. */
export type MessageJson = Readonly<Record<string, unknown>>;

function fromJson(type: FieldType, json: unknown): MessageValue {
  if (json === null || typeof json === 'boolean') return json;
  if (Array.isArray(json)) {
    assert(type.kind === 'array', 'a list is an array');
    return json.map((item) => fromJson(type.of, item));
  }
  if (type.kind === 'struct') return fieldsFrom(type.fields, json as MessageJson);
  if (type.kind === 'int64') return fromJson64(json as number | string);
  if (type.kind === 'bytes') return fromHex(json as string);
  return json as number | string;
}

function fieldsFrom(fields: readonly Field[], json: MessageJson): MessageData {
  const data: MessageData = new Map();
  for (const [name, value] of Object.entries(json)) {
    const field = fields.find((candidate) => candidate.name === name);
    assert(field !== undefined, `${name} is a field`);
    data.set(name, fromJson(field.type, value));
  }
  return data;
}

export const messageFrom = (schema: MessageSchema, json: MessageJson): MessageData => fieldsFrom(schema.fields, json);

function toJson(type: FieldType, value: MessageValue, version: number): unknown {
  if (value instanceof Uint8Array) return hex(value);
  if (typeof value === 'bigint') return toJson64(value);
  if (Array.isArray(value)) return type.kind === 'array' ? value.map((item) => toJson(type.of, item, version)) : value;
  if (!(value instanceof Map)) return value;
  assert(type.kind === 'struct', 'a map is a struct');
  return fieldsTo(type.fields, value, version);
}

function fieldsTo(fields: readonly Field[], data: MessageData, version: number): MessageJson {
  const json: Record<string, unknown> = {};
  for (const field of fields) {
    const value = fieldValue(data, field);
    if (!isInVersion(field, version) || (field.tag !== null && isDefault(field, value))) continue;
    json[field.name] = toJson(field.type, value, version);
  }
  return json;
}

export const messageTo = (schema: MessageSchema, data: MessageData, version: number): MessageJson =>
  fieldsTo(schema.fields, data, version);
