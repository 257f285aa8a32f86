import { assert } from '../../../../base/assert.ts';
import { ByteWriter } from '../../../../base/bytes.ts';
import { writeInt64 } from '../../../../base/int64.ts';
import { utf8Length } from '../../../../base/utf8.ts';
import { writeUuid } from '../../../controller/compact-fields.ts';
import { fieldValue, isDefault } from './message-json.ts';
import { type Field, type FieldType, isInVersion, type MessageSchema } from './message-schema.ts';
import type { MessageData, MessageValue } from './read-message.ts';

interface Context {
  readonly writer: ByteWriter;
  readonly version: number;
  readonly flexible: boolean;
}

/** Lengths of strings, `null` for a null one. */
function writeLength({ writer, flexible }: Context, length: number | null, short: boolean): void {
  if (flexible) writer.unsignedVarint(length === null ? 0 : length + 1);
  else if (short) writer.i16(length ?? -1);
  else writer.i32(length ?? -1);
}

function writeNull(context: Context, type: FieldType): void {
  if (type.kind === 'struct') context.writer.i8(-1);
  else writeLength(context, null, type.kind === 'string');
}

function writeNumber({ writer }: Context, type: FieldType, value: number): void {
  switch (type.kind) {
    case 'int8':
      writer.i8(value);
      return;
    case 'int16':
      writer.i16(value);
      return;
    case 'uint16':
      writer.i16((value << 16) >> 16);
      return;
    case 'int32':
      writer.i32(value);
      return;
    case 'float64':
      writer.f64(value);
      return;
    default:
      writeInt64(writer, value);
  }
}

function writeValue(context: Context, type: FieldType, value: MessageValue, nullable: boolean): void {
  const { writer } = context;
  if (value === null) {
    writeNull(context, type);
  } else if (typeof value === 'number') {
    writeNumber(context, type, value);
  } else if (typeof value === 'bigint') {
    writeInt64(writer, value);
  } else if (typeof value === 'boolean') {
    writer.i8(value ? 1 : 0);
  } else if (typeof value === 'string') {
    if (type.kind !== 'uuid') writeLength(context, utf8Length(value), true);
    if (type.kind === 'uuid') writeUuid(writer, value);
    else writer.utf8(value);
  } else if (value instanceof Uint8Array) {
    writeLength(context, value.length, false);
    writer.bytes(value);
  } else if (Array.isArray(value)) {
    assert(type.kind === 'array', 'a list is an array');
    writeLength(context, value.length, false);
    for (const item of value) writeValue(context, type.of, item, false);
  } else {
    assert(type.kind === 'struct', 'a map is a struct');
    if (nullable) writer.i8(1);
    writeStruct(context, type.fields, value);
  }
}

/** A struct that may be null says first whether it is there: behind a tag by a varint. */
function taggedBytes(context: Context, { type, nullable }: Field, value: MessageValue): Uint8Array {
  const inner = { ...context, writer: new ByteWriter() };
  if (type.kind === 'struct' && nullable) {
    inner.writer.unsignedVarint(value === null ? 0 : 1);
    if (value !== null) writeValue(inner, type, value, false);
  } else {
    writeValue(inner, type, value, nullable);
  }
  return inner.writer.toBytes();
}

function writeStruct(context: Context, fields: readonly Field[], data: MessageData): void {
  const { writer, version, flexible } = context;
  const tagged: [number, Uint8Array][] = [];
  for (const field of fields) {
    if (!isInVersion(field, version)) continue;
    const value = fieldValue(data, field);
    if (field.tag === null) writeValue(context, field.type, value, field.nullable);
    else if (!isDefault(field, value)) tagged.push([field.tag, taggedBytes(context, field, value)]);
  }
  if (!flexible) return;
  writer.unsignedVarint(tagged.length);
  for (const [tag, bytes] of tagged.sort(([a], [b]) => a - b)) {
    writer.unsignedVarint(tag).unsignedVarint(bytes.length).bytes(bytes);
  }
}

/** The message as Kafka's generated writers lay it out; fields that are not given have their defaults. */
export function writeMessage(writer: ByteWriter, schema: MessageSchema, data: MessageData, version: number): void {
  writeStruct({ writer, version, flexible: version >= schema.flexibleFrom }, schema.fields, data);
}
