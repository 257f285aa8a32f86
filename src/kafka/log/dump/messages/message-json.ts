import { assert } from '../../../../base/assert.ts';
import { toInt64 } from '../../../../base/int64.ts';
import type { JsonValue } from '../../files/json-text.ts';
import { ZERO_UUID } from '../../files/uuid-text.ts';
import { base64 } from './base64.ts';
import { type Field, type FieldType, isInVersion, type MessageSchema } from './message-schema.ts';
import type { MessageData, MessageValue } from './read-message.ts';

/** Messages as Kafka's generated JsonConverters write them (generator/…/JsonConverterGenerator.java). */
type Json = Map<string, JsonValue>;

function defaultValue(field: Field): MessageValue {
  const { type, defaultText } = field;
  if (defaultText === 'null') return null;
  switch (type.kind) {
    case 'bool':
      return defaultText === 'true';
    case 'string':
      return defaultText ?? '';
    case 'bytes':
      return new Uint8Array(0);
    case 'uuid':
      return ZERO_UUID;
    case 'array':
      return [];
    case 'struct':
      return new Map();
    default:
      return toInt64(BigInt(defaultText ?? 0));
  }
}

export function fieldValue(data: MessageData, field: Field): MessageValue {
  const given = data.get(field.name);
  return given === undefined ? defaultValue(field) : given;
}

/** A tagged field at its default is left out, of the JSON and of the bytes. */
export function isDefault(field: Field, value: MessageValue): boolean {
  if (Array.isArray(value) || value instanceof Uint8Array) return field.defaultText !== 'null' && value.length === 0;
  if (!(value instanceof Map)) return value === defaultValue(field);
  assert(field.type.kind === 'struct', 'a struct holds fields');
  const { fields } = field.type;
  return field.defaultText !== 'null' && fields.every((it) => isDefault(it, fieldValue(value, it)));
}

function toJson(type: FieldType, value: MessageValue, version: number): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint')
    return value;
  if (typeof value === 'number') return type.kind === 'float64' ? { fraction: value } : value;
  if (value instanceof Uint8Array) return base64(value);
  if (Array.isArray(value)) {
    assert(type.kind === 'array', 'a list is an array');
    return value.map((item) => toJson(type.of, item, version));
  }
  assert(type.kind === 'struct', 'a struct holds fields');
  return structJson(type.fields, value, version);
}

function structJson(fields: readonly Field[], data: MessageData, version: number): Json {
  const json: Json = new Map();
  for (const field of fields) {
    if (!isInVersion(field, version)) continue;
    const value = fieldValue(data, field);
    if (field.tag === null || !isDefault(field, value)) json.set(field.name, toJson(field.type, value, version));
  }
  return json;
}

export function messageJson(schema: MessageSchema, data: MessageData, version: number): Json {
  return structJson(schema.fields, data, version);
}
