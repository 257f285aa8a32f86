import { type ByteReader, MalformedBytes } from '../../../../base/bytes.ts';
import { type Int64, readInt64 } from '../../../../base/int64.ts';
import { readUuid } from '../../../controller/compact-fields.ts';
import { type Field, type FieldType, isInVersion, type MessageSchema } from './message-schema.ts';

/** What a message's field holds; a struct's fields by name, those that its bytes do not give left out. */
export type MessageValue = null | boolean | Int64 | string | Uint8Array | MessageValue[] | MessageData;
export type MessageData = Map<string, MessageValue>;

/** Bytes that are no such message, in the words of Kafka's generated readers. */
export class MessageError extends MalformedBytes {}

interface Context {
  readonly reader: ByteReader;
  readonly version: number;
  readonly flexible: boolean;
}

/** Lengths and counts are Java's `int`. */
function readVarint(reader: ByteReader): number {
  return reader.unsignedVarint() | 0;
}

function readByteArray(reader: ByteReader, length: number): Uint8Array {
  if (length <= reader.remaining) return reader.bytes(length);
  const there = `only ${reader.remaining} byte(s) available`;
  throw new MessageError(`Error reading byte array of ${length} byte(s): ${there}`);
}

function nullOr(name: string, nullable: boolean): null {
  if (nullable) return null;
  throw new MessageError(`non-nullable field ${name} was serialized as null`);
}

function readText(context: Context, name: string, nullable: boolean): string | null {
  const { reader, flexible } = context;
  const length = flexible ? readVarint(reader) - 1 : reader.i16();
  if (length < 0) return nullOr(name, nullable);
  if (length > 0x7fff) throw new MessageError(`string field ${name} had invalid length ${length}`);
  if (length <= reader.remaining) return reader.utf8(length);
  const there = `only ${reader.remaining} byte(s) available`;
  throw new MessageError(`Error reading byte array of ${length} byte(s): ${there}`);
}

function readBytes(context: Context, name: string, nullable: boolean): Uint8Array | null {
  const { reader, flexible } = context;
  const length = flexible ? readVarint(reader) - 1 : reader.i32();
  return length < 0 ? nullOr(name, nullable) : readByteArray(reader, length);
}

function readArray(context: Context, of: FieldType, name: string, nullable: boolean): MessageValue[] | null {
  const { reader, flexible } = context;
  const length = flexible ? readVarint(reader) - 1 : reader.i32();
  if (length < 0) return nullOr(name, nullable);
  if (length > reader.remaining) {
    const there = `there are only ${reader.remaining} bytes remaining.`;
    throw new MessageError(`Tried to allocate a collection of size ${length}, but ${there}`);
  }
  const items: MessageValue[] = [];
  for (let i = 0; i < length; i++) items.push(readValue(context, of, `${name} element`, false));
  return items;
}

function readValue(context: Context, type: FieldType, name: string, nullable: boolean): MessageValue {
  const { reader } = context;
  switch (type.kind) {
    case 'bool':
      return reader.i8() !== 0;
    case 'int8':
      return reader.i8();
    case 'int16':
      return reader.i16();
    case 'uint16':
      return reader.i16() & 0xffff;
    case 'int32':
      return reader.i32();
    case 'int64':
      return readInt64(reader);
    case 'float64':
      return reader.f64();
    case 'uuid':
      return readUuid(reader);
    case 'string':
      return readText(context, name, nullable);
    case 'bytes':
      return readBytes(context, name, nullable);
    case 'array':
      return readArray(context, type.of, name, nullable);
    case 'struct':
      return nullable && reader.i8() < 0 ? null : readStruct(context, type.fields);
  }
}

/** A struct that may be null says first whether it is there: by one byte, behind a tag by a varint. */
function readTagged(context: Context, field: Field): MessageValue {
  const { type, name, nullable } = field;
  if (type.kind !== 'struct' || !nullable) return readValue(context, type, name, nullable);
  return readVarint(context.reader) <= 0 ? null : readStruct(context, type.fields);
}

function readTaggedFields(context: Context, fields: readonly Field[], into: MessageData): void {
  const { reader, version } = context;
  const count = readVarint(reader);
  for (let i = 0; i < count; i++) {
    const tag = readVarint(reader);
    const size = readVarint(reader);
    const field = fields.find((candidate) => candidate.tag === tag);
    if (field === undefined) readByteArray(reader, size);
    else if (!isInVersion(field, version)) {
      throw new MessageError(`Tag ${tag} is not valid for version ${version}`);
    } else into.set(field.name, readTagged(context, field));
  }
}

function readStruct(context: Context, fields: readonly Field[]): MessageData {
  const data: MessageData = new Map();
  for (const field of fields) {
    if (field.tag !== null || !isInVersion(field, context.version)) continue;
    data.set(field.name, readValue(context, field.type, field.name, field.nullable));
  }
  if (context.flexible) readTaggedFields(context, fields, data);
  return data;
}

/**
 * The message that begins at the reader's place, as Kafka's generated readers take it: a version beyond the valid ones is
 * read like the nearest. What follows the message is left. @throws MalformedBytes, mostly a MessageError
 */
export function readMessage(reader: ByteReader, schema: MessageSchema, version: number): MessageData {
  return readStruct({ reader, version, flexible: version >= schema.flexibleFrom }, schema.fields);
}
