import { assert } from '../../base/assert.ts';
import { ByteReader, ByteWriter, MalformedBytes } from '../../base/bytes.ts';
import { utf8Length } from '../../base/utf8.ts';

/**
 * The field encodings of Kafka's flexible messages (KIP-482): compact strings and arrays carry their length + 1 as an
 * unsigned varint (0: null), tagged fields follow the others as count, then (tag, size, bytes) in rising tag order.
 */
const uuidAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function writeCompactString(into: ByteWriter, text: string | null): void {
  if (text === null) {
    into.unsignedVarint(0);
    return;
  }
  into.unsignedVarint(utf8Length(text) + 1).utf8(text);
}

export function readCompactNullableString(from: ByteReader): string | null {
  const length = from.unsignedVarint() - 1;
  return length < 0 ? null : from.utf8(length);
}

export function readCompactString(from: ByteReader): string {
  const text = readCompactNullableString(from);
  if (text === null) throw new MalformedBytes('non-nullable string was serialized as null');
  return text;
}

export function writeCompactArray<T>(into: ByteWriter, items: readonly T[], writeItem: (item: T) => void): void {
  into.unsignedVarint(items.length + 1);
  for (const item of items) writeItem(item);
}

export function readCompactNullableArray<T>(from: ByteReader, readItem: () => T): T[] | null {
  const count = from.unsignedVarint() - 1;
  if (count < 0) return null;
  if (count > from.remaining) throw new MalformedBytes(`an array of ${count} items in ${from.remaining} bytes`);
  const items: T[] = [];
  for (let i = 0; i < count; i++) items.push(readItem());
  return items;
}

export function readCompactArray<T>(from: ByteReader, readItem: () => T): T[] {
  const items = readCompactNullableArray(from, readItem);
  if (items === null) throw new MalformedBytes('non-nullable array was serialized as null');
  return items;
}

export function writeInts(into: ByteWriter, ids: readonly number[]): void {
  writeCompactArray(into, ids, (id) => into.i32(id));
}

export function readInts(from: ByteReader): number[] {
  return readCompactArray(from, () => from.i32());
}

/** `uuid` in Kafka's text form: base64url of 16 bytes without padding, 22 characters. */
export function writeUuid(into: ByteWriter, uuid: string): void {
  assert(uuid.length === 22, `a uuid has 22 characters: ${uuid}`);
  let bits = 0;
  let held = 0;
  for (const character of uuid) {
    const value = uuidAlphabet.indexOf(character);
    assert(value >= 0, `not a base64url character: ${character}`);
    bits = ((bits & 0xff) << 6) | value;
    held += 6;
    if (held >= 8) {
      held -= 8;
      into.i8((((bits >> held) & 0xff) << 24) >> 24);
    }
  }
}

export function readUuid(from: ByteReader): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (let i = 0; i < 16; i++) {
    bits = ((bits & 0x3f) << 8) | (from.i8() & 0xff);
    held += 8;
    while (held >= 6) {
      held -= 6;
      text += uuidAlphabet.charAt((bits >> held) & 0x3f);
    }
  }
  return text + uuidAlphabet.charAt((bits << (6 - held)) & 0x3f);
}

export function writeUuids(into: ByteWriter, uuids: readonly string[]): void {
  writeCompactArray(into, uuids, (uuid) => writeUuid(into, uuid));
}

export function readUuids(from: ByteReader): string[] {
  return readCompactArray(from, () => readUuid(from));
}

export type TaggedField = readonly [tag: number, write: (into: ByteWriter) => void];

/** `fields` in rising tag order; a field at its default is left out by the caller. */
export function writeTaggedFields(into: ByteWriter, fields: readonly TaggedField[]): void {
  into.unsignedVarint(fields.length);
  for (const [tag, write] of fields) {
    const value = new ByteWriter();
    write(value);
    const bytes = value.toBytes();
    into.unsignedVarint(tag).unsignedVarint(bytes.length).bytes(bytes);
  }
}

/** Calls `readField` for each field with a reader of just its bytes; unknown tags are for it to ignore. */
export function readTaggedFields(from: ByteReader, readField: (tag: number, field: ByteReader) => void): void {
  const count = from.unsignedVarint();
  for (let i = 0; i < count; i++) {
    const tag = from.unsignedVarint();
    const size = from.unsignedVarint();
    const start = from.position;
    from.skip(size);
    readField(tag, new ByteReader(from.source, start, start + size));
  }
}

export function skipTaggedFields(from: ByteReader): void {
  readTaggedFields(from, () => {});
}
