import { ByteReader, ByteWriter } from '../../base/bytes.ts';
import {
  readNullableString,
  readString,
  readTaggedFields,
  writeNullableString,
  writeString,
} from './message-fields.ts';

/** Key type 1; type 0 (LegacyOffsetCommitKey) has the same fields. Source: OffsetCommitKey.json. */
export interface OffsetCommitKey {
  readonly keyType: 0 | 1;
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}

/** Source: OffsetCommitValue.json, versions 0–4. Fields that a version lacks have the defaults named here. */
export interface OffsetCommitValue {
  readonly offset: number;
  /** From version 3; −1 when absent. */
  readonly leaderEpoch: number;
  readonly metadata: string;
  readonly commitTimestamp: number;
  /** In version 1 only; −1 elsewhere. */
  readonly expireTimestamp: number;
  /** 16 bytes, tag 0 of version 4; null when absent. */
  readonly topicId: Uint8Array | null;
}

/** What 4.3 writes for a commit without an explicit retention. */
export const offsetCommitValueVersion = 4;

export function encodeOffsetCommitKey(key: OffsetCommitKey): Uint8Array {
  const writer = new ByteWriter().i16(key.keyType);
  writeString(writer, key.group);
  writeString(writer, key.topic);
  return writer.i32(key.partition).toBytes();
}

export function encodeOffsetCommitValue(
  value: OffsetCommitValue,
  version: number = offsetCommitValueVersion,
): Uint8Array {
  const flexible = version >= 4;
  const writer = new ByteWriter().i16(version).i64(value.offset);
  if (version >= 3) writer.i32(value.leaderEpoch);
  writeNullableString(writer, value.metadata, flexible);
  writer.i64(value.commitTimestamp);
  if (version === 1) writer.i64(value.expireTimestamp);
  if (!flexible) return writer.toBytes();
  if (value.topicId === null) return writer.unsignedVarint(0).toBytes();
  return writer.unsignedVarint(1).unsignedVarint(0).unsignedVarint(16).bytes(value.topicId).toBytes();
}

/** The bytes after the key type. @throws MalformedBytes */
export function decodeOffsetCommitKey(bytes: Uint8Array): OffsetCommitKey {
  const reader = new ByteReader(bytes);
  const keyType = reader.i16() === 0 ? 0 : 1;
  return { keyType, group: readString(reader), topic: readString(reader), partition: reader.i32() };
}

/** Also throws when a 64-bit field is beyond 2^53. @throws MalformedBytes */
export function decodeOffsetCommitValue(bytes: Uint8Array): OffsetCommitValue {
  const reader = new ByteReader(bytes);
  const version = reader.i16();
  const flexible = version >= 4;
  const offset = reader.i64();
  const leaderEpoch = version >= 3 ? reader.i32() : -1;
  const metadata = readNullableString(reader, flexible) ?? '';
  const commitTimestamp = reader.i64();
  const expireTimestamp = version === 1 ? reader.i64() : -1;
  const topicId = flexible ? (readTaggedFields(reader).get(0) ?? null) : null;
  return { offset, leaderEpoch, metadata, commitTimestamp, expireTimestamp, topicId };
}
