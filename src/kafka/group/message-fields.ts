import type { ByteReader, ByteWriter } from '../../base/bytes.ts';
import { utf8Length } from '../../base/utf8.ts';

/**
 * The primitive fields of Kafka's message format, plain and flexible (KIP-482) form.
 * Source: clients/src/main/java/org/apache/kafka/common/protocol/types/Type.java.
 */
export function writeString(writer: ByteWriter, text: string, flexible = false): void {
  const length = utf8Length(text);
  if (flexible) writer.unsignedVarint(length + 1);
  else writer.i16(length);
  writer.utf8(text);
}

export function writeNullableString(writer: ByteWriter, text: string | null, flexible = false): void {
  if (text !== null) writeString(writer, text, flexible);
  else if (flexible) writer.unsignedVarint(0);
  else writer.i16(-1);
}

export function writeNullableBytes(writer: ByteWriter, bytes: Uint8Array | null, flexible = false): void {
  if (flexible) writer.unsignedVarint(bytes === null ? 0 : bytes.length + 1);
  else writer.i32(bytes === null ? -1 : bytes.length);
  if (bytes !== null) writer.bytes(bytes);
}

export function writeArrayLength(writer: ByteWriter, length: number, flexible = false): void {
  if (flexible) writer.unsignedVarint(length + 1);
  else writer.i32(length);
}

/** @throws MalformedBytes */
export function readNullableString(reader: ByteReader, flexible = false): string | null {
  const length = flexible ? reader.unsignedVarint() - 1 : reader.i16();
  return length < 0 ? null : reader.utf8(length);
}

/** A null is read as an empty string. @throws MalformedBytes */
export function readString(reader: ByteReader, flexible = false): string {
  return readNullableString(reader, flexible) ?? '';
}

/** @throws MalformedBytes */
export function readNullableBytes(reader: ByteReader, flexible = false): Uint8Array | null {
  const length = flexible ? reader.unsignedVarint() - 1 : reader.i32();
  return length < 0 ? null : reader.bytes(length);
}

/** A null array is read as an empty one. @throws MalformedBytes */
export function readArray<T>(reader: ByteReader, readItem: () => T, flexible = false): T[] {
  const length = flexible ? reader.unsignedVarint() - 1 : reader.i32();
  const items: T[] = [];
  for (let i = 0; i < length; i++) items.push(readItem());
  return items;
}

/** Tagged fields as bytes by tag. @throws MalformedBytes */
export function readTaggedFields(reader: ByteReader): Map<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>();
  const count = reader.unsignedVarint();
  for (let i = 0; i < count; i++) {
    const tag = reader.unsignedVarint();
    fields.set(tag, reader.bytes(reader.unsignedVarint()));
  }
  return fields;
}
