import { type ByteReader, type ByteWriter, MalformedBytes } from '../../base/bytes.ts';
import {
  readCompactArray,
  readCompactNullableString,
  readCompactString,
  readTaggedFields,
  readUuid,
  readUuids,
  skipTaggedFields,
  type TaggedField,
  writeCompactArray,
  writeCompactString,
  writeTaggedFields,
  writeUuid,
  writeUuids,
} from './compact-fields.ts';
import type {
  BrokerEndpoint,
  BrokerFeature,
  BrokerRegistrationChangeRecord,
  RegisterBrokerRecord,
} from './metadata-records.ts';

/** Bytes of RegisterBrokerRecord (written as version 4) and BrokerRegistrationChangeRecord, after api key and version. */
export function writeRegister(into: ByteWriter, record: RegisterBrokerRecord): void {
  into.i32(record.brokerId).i8(0); // isMigratingZkBroker: never
  writeUuid(into, record.incarnationId);
  into.i64(record.brokerEpoch);
  writeCompactArray(into, record.endPoints, (endPoint) => writeEndPoint(into, endPoint));
  writeCompactArray(into, record.features, (feature) => {
    writeCompactString(into, feature.name);
    into.i16(feature.minSupportedVersion).i16(feature.maxSupportedVersion);
    writeTaggedFields(into, []);
  });
  writeCompactString(into, record.rack);
  into.i8(record.fenced ? 1 : 0).i8(record.inControlledShutdown ? 1 : 0);
  const fields: TaggedField[] = [];
  if (record.logDirs.length > 0) fields.push([0, (field) => writeUuids(field, record.logDirs)]);
  writeTaggedFields(into, fields);
}

function writeEndPoint(into: ByteWriter, endPoint: BrokerEndpoint): void {
  writeCompactString(into, endPoint.name);
  writeCompactString(into, endPoint.host);
  into.i16((endPoint.port << 16) >> 16).i16(endPoint.securityProtocol);
  writeTaggedFields(into, []);
}

export function readRegister(from: ByteReader, version: number): RegisterBrokerRecord {
  const brokerId = from.i32();
  if (version >= 2) from.i8();
  const fixed = {
    type: 'RegisterBrokerRecord',
    brokerId,
    incarnationId: readUuid(from),
    brokerEpoch: from.i64(),
    endPoints: readCompactArray(from, () => readEndPoint(from)),
    features: readCompactArray(from, () => readFeature(from)),
    rack: readCompactNullableString(from),
    fenced: from.i8() !== 0,
    inControlledShutdown: version >= 1 && from.i8() !== 0,
  } as const;
  let logDirs: string[] = [];
  readTaggedFields(from, (tag, field) => {
    if (tag === 0) logDirs = readUuids(field);
  });
  return { ...fixed, logDirs };
}

function readEndPoint(from: ByteReader): BrokerEndpoint {
  const endPoint = {
    name: readCompactString(from),
    host: readCompactString(from),
    port: from.i16() & 0xffff,
    securityProtocol: from.i16(),
  };
  skipTaggedFields(from);
  return endPoint;
}

function readFeature(from: ByteReader): BrokerFeature {
  const feature = {
    name: readCompactString(from),
    minSupportedVersion: from.i16(),
    maxSupportedVersion: from.i16(),
  };
  skipTaggedFields(from);
  return feature;
}

export function writeRegistrationChange(
  into: ByteWriter,
  record: BrokerRegistrationChangeRecord,
  version: number,
): void {
  into.i32(record.brokerId).i64(record.brokerEpoch);
  const logDirs = record.logDirs ?? [];
  const fields: TaggedField[] = [];
  if (record.fenced !== 0) fields.push([0, (field) => field.i8(record.fenced)]);
  if (version >= 1 && record.inControlledShutdown !== 0) fields.push([1, (field) => field.i8(1)]);
  if (version >= 2 && logDirs.length > 0) fields.push([2, (field) => writeUuids(field, logDirs)]);
  writeTaggedFields(into, fields);
}

export function readRegistrationChange(from: ByteReader): BrokerRegistrationChangeRecord {
  const brokerId = from.i32();
  const brokerEpoch = from.i64();
  let fenced: -1 | 0 | 1 = 0;
  let inControlledShutdown: 0 | 1 = 0;
  let logDirs: readonly string[] | null = null;
  readTaggedFields(from, (tag, field) => {
    if (tag === 0) fenced = readFencing(field);
    else if (tag === 1) inControlledShutdown = field.i8() === 1 ? 1 : 0;
    else if (tag === 2) logDirs = readUuids(field);
  });
  return {
    type: 'BrokerRegistrationChangeRecord',
    brokerId,
    brokerEpoch,
    fenced,
    inControlledShutdown,
    ...(logDirs !== null && { logDirs }),
  };
}

function readFencing(field: ByteReader): -1 | 0 | 1 {
  const change = field.i8();
  if (change !== -1 && change !== 0 && change !== 1) throw new MalformedBytes(`unknown value for fenced field: ${change}`);
  return change;
}
