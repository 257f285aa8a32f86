import { type ByteReader, type ByteWriter, MalformedBytes } from '../../base/bytes.ts';
import {
  readCompactArray,
  readCompactNullableArray,
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
  RegisterControllerRecord,
} from './metadata-records.ts';

/** Bytes of RegisterBrokerRecord (written as version 4) and BrokerRegistrationChangeRecord, after api key and version. */
export function writeRegister(into: ByteWriter, record: RegisterBrokerRecord): void {
  into.i32(record.brokerId).i8(0); // isMigratingZkBroker: never
  writeUuid(into, record.incarnationId);
  into.i64(record.brokerEpoch);
  writeCompactArray(into, record.endPoints, (endPoint) => writeEndPoint(into, endPoint));
  writeCompactArray(into, record.features, (feature) => writeFeature(into, feature));
  writeCompactString(into, record.rack);
  into.i8(record.fenced ? 1 : 0).i8(record.inControlledShutdown ? 1 : 0);
  const fields: TaggedField[] = [];
  if (record.logDirs.length > 0) fields.push([0, (field) => writeUuids(field, record.logDirs)]);
  pushCordoned(fields, 1, record.cordonedLogDirs);
  writeTaggedFields(into, fields);
}

function pushCordoned(fields: TaggedField[], tag: number, dirs: readonly string[] | null | undefined): void {
  if (dirs !== null && dirs !== undefined) fields.push([tag, (field) => writeUuids(field, dirs)]);
}

function writeFeature(into: ByteWriter, feature: BrokerFeature): void {
  writeCompactString(into, feature.name);
  into.i16(feature.minSupportedVersion).i16(feature.maxSupportedVersion);
  writeTaggedFields(into, []);
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
  let cordonedLogDirs: string[] | null = null;
  readTaggedFields(from, (tag, field) => {
    if (tag === 0) logDirs = readUuids(field);
    else if (tag === 1) cordonedLogDirs = readNullableUuids(field);
  });
  return { ...fixed, logDirs, ...(cordonedLogDirs !== null && { cordonedLogDirs }) };
}

function readNullableUuids(from: ByteReader): string[] | null {
  return readCompactNullableArray(from, () => readUuid(from));
}

export function writeRegisterController(into: ByteWriter, record: RegisterControllerRecord): void {
  into.i32(record.controllerId);
  writeUuid(into, record.incarnationId);
  into.i8(record.zkMigrationReady ? 1 : 0);
  writeCompactArray(into, record.endPoints, (endPoint) => writeEndPoint(into, endPoint));
  writeCompactArray(into, record.features, (feature) => writeFeature(into, feature));
  writeTaggedFields(into, []);
}

export function readRegisterController(from: ByteReader): RegisterControllerRecord {
  const record: RegisterControllerRecord = {
    type: 'RegisterControllerRecord',
    controllerId: from.i32(),
    incarnationId: readUuid(from),
    zkMigrationReady: from.i8() !== 0,
    endPoints: readCompactArray(from, () => readEndPoint(from)),
    features: readCompactArray(from, () => readFeature(from)),
  };
  skipTaggedFields(from);
  return record;
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
  pushCordoned(fields, 3, record.cordonedLogDirs);
  writeTaggedFields(into, fields);
}

export function readRegistrationChange(from: ByteReader): BrokerRegistrationChangeRecord {
  const brokerId = from.i32();
  const brokerEpoch = from.i64();
  let fenced: -1 | 0 | 1 = 0;
  let inControlledShutdown: 0 | 1 = 0;
  let logDirs: readonly string[] | null = null;
  let cordonedLogDirs: readonly string[] | null = null;
  readTaggedFields(from, (tag, field) => {
    if (tag === 0) fenced = readFencing(field);
    else if (tag === 1) inControlledShutdown = field.i8() === 1 ? 1 : 0;
    else if (tag === 2) logDirs = readUuids(field);
    else if (tag === 3) cordonedLogDirs = readNullableUuids(field);
  });
  return {
    type: 'BrokerRegistrationChangeRecord',
    brokerId,
    brokerEpoch,
    fenced,
    inControlledShutdown,
    ...(logDirs !== null && { logDirs }),
    ...(cordonedLogDirs !== null && { cordonedLogDirs }),
  };
}

function readFencing(field: ByteReader): -1 | 0 | 1 {
  const change = field.i8();
  if (change !== -1 && change !== 0 && change !== 1)
    throw new MalformedBytes(`unknown value for fenced field: ${change}`);
  return change;
}
