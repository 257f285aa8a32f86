import { ByteReader, ByteWriter } from '../../base/bytes.ts';
import {
  readArray,
  readNullableBytes,
  readNullableString,
  readString,
  readTaggedFields,
  writeArrayLength,
  writeNullableBytes,
  writeNullableString,
  writeString,
} from './message-fields.ts';

/** Source: GroupMetadataValue.json, versions 0–4. Fields that a version lacks have the defaults named here. */
export interface GroupMetadataMember {
  readonly memberId: string;
  /** From version 3. */
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  /** From version 1; −1 when absent. */
  readonly rebalanceTimeout: number;
  readonly sessionTimeout: number;
  readonly subscription: Uint8Array;
  readonly assignment: Uint8Array;
}

export interface GroupMetadataValue {
  readonly protocolType: string;
  readonly generation: number;
  readonly protocol: string | null;
  readonly leader: string | null;
  /** From version 2; −1 when absent. */
  readonly currentStateTimestamp: number;
  readonly members: readonly GroupMetadataMember[];
}

export const groupMetadataKeyType = 2;
/** What 4.3 writes. */
export const groupMetadataValueVersion = 3;

export function encodeGroupMetadataKey(group: string): Uint8Array {
  const writer = new ByteWriter().i16(groupMetadataKeyType);
  writeString(writer, group);
  return writer.toBytes();
}

/** The group's id. @throws MalformedBytes */
export function decodeGroupMetadataKey(bytes: Uint8Array): string {
  const reader = new ByteReader(bytes);
  reader.i16();
  return readString(reader);
}

function writeMember(writer: ByteWriter, member: GroupMetadataMember, version: number): void {
  const flexible = version >= 4;
  writeString(writer, member.memberId, flexible);
  if (version >= 3) writeNullableString(writer, member.groupInstanceId, flexible);
  writeString(writer, member.clientId, flexible);
  writeString(writer, member.clientHost, flexible);
  if (version >= 1) writer.i32(member.rebalanceTimeout);
  writer.i32(member.sessionTimeout);
  writeNullableBytes(writer, member.subscription, flexible);
  writeNullableBytes(writer, member.assignment, flexible);
  if (flexible) writer.unsignedVarint(0);
}

export function encodeGroupMetadataValue(
  value: GroupMetadataValue,
  version: number = groupMetadataValueVersion,
): Uint8Array {
  const flexible = version >= 4;
  const writer = new ByteWriter(256).i16(version);
  writeString(writer, value.protocolType, flexible);
  writer.i32(value.generation);
  writeNullableString(writer, value.protocol, flexible);
  writeNullableString(writer, value.leader, flexible);
  if (version >= 2) writer.i64(value.currentStateTimestamp);
  writeArrayLength(writer, value.members.length, flexible);
  for (const member of value.members) writeMember(writer, member, version);
  if (flexible) writer.unsignedVarint(0);
  return writer.toBytes();
}

function readMember(reader: ByteReader, version: number): GroupMetadataMember {
  const flexible = version >= 4;
  const member = {
    memberId: readString(reader, flexible),
    groupInstanceId: version >= 3 ? readNullableString(reader, flexible) : null,
    clientId: readString(reader, flexible),
    clientHost: readString(reader, flexible),
    rebalanceTimeout: version >= 1 ? reader.i32() : -1,
    sessionTimeout: reader.i32(),
    subscription: readNullableBytes(reader, flexible) ?? new Uint8Array(0),
    assignment: readNullableBytes(reader, flexible) ?? new Uint8Array(0),
  };
  if (flexible) readTaggedFields(reader);
  return member;
}

/** @throws MalformedBytes */
export function decodeGroupMetadataValue(bytes: Uint8Array): GroupMetadataValue {
  const reader = new ByteReader(bytes);
  const version = reader.i16();
  const flexible = version >= 4;
  return {
    protocolType: readString(reader, flexible),
    generation: reader.i32(),
    protocol: readNullableString(reader, flexible),
    leader: readNullableString(reader, flexible),
    currentStateTimestamp: version >= 2 ? reader.i64() : -1,
    members: readArray(reader, () => readMember(reader, version), flexible),
  };
}
