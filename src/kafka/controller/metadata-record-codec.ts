import { unreachable } from '../../base/assert.ts';
import { ByteReader, ByteWriter, MalformedBytes } from '../../base/bytes.ts';
import { err, ok, type Result } from '../../base/result.ts';
import {
  readCompactNullableString,
  readCompactString,
  readTaggedFields,
  readUuid,
  skipTaggedFields,
  writeCompactString,
  writeTaggedFields,
  writeUuid,
} from './compact-fields.ts';
import {
  readRegister,
  readRegisterController,
  readRegistrationChange,
  writeRegister,
  writeRegisterController,
  writeRegistrationChange,
} from './metadata-record-brokers.ts';
import { readChange, readPartition, writeChange, writePartition } from './metadata-record-partitions.ts';
import type { ConfigResourceType, MetadataRecord } from './metadata-records.ts';

/**
 * The value bytes of a metadata record: frame version 1, api key, version (unsigned varints), then the flexible message
 * (org.apache.kafka.metadata.MetadataRecordSerde; raft AbstractApiMessageSerde).
 */
const frameVersion = 1;

const apiKeys: Readonly<Record<MetadataRecord['type'], number>> = {
  RegisterBrokerRecord: 0,
  UnregisterBrokerRecord: 1,
  TopicRecord: 2,
  PartitionRecord: 3,
  ConfigRecord: 4,
  PartitionChangeRecord: 5,
  RemoveTopicRecord: 9,
  FeatureLevelRecord: 12,
  ProducerIdsRecord: 15,
  BrokerRegistrationChangeRecord: 17,
  NoOpRecord: 20,
  BeginTransactionRecord: 23,
  EndTransactionRecord: 24,
  RegisterControllerRecord: 27,
  ClearElrRecord: 28,
};

/** Newest version of each record that 4.3.1 reads; versions below it are read too. */
const newestVersions: ReadonlyMap<number, number> = new Map([
  [0, 4],
  [3, 2],
  [5, 2],
  [17, 3],
]);

const resourceTypes: readonly (readonly [number, ConfigResourceType])[] = [
  [2, 'TOPIC'],
  [4, 'BROKER'],
  [16, 'CLIENT_METRICS'],
  [32, 'GROUP'],
];

/** The version that a cluster at metadata.version 4.3-IV0 writes (MetadataVersion.java and the callers of each record). */
export function metadataRecordVersion(record: MetadataRecord): number {
  switch (record.type) {
    case 'RegisterBrokerRecord':
      return 4;
    case 'PartitionRecord':
    case 'PartitionChangeRecord':
      return 2;
    case 'BrokerRegistrationChangeRecord':
      if (record.cordonedLogDirs !== undefined && record.cordonedLogDirs !== null) return 3;
      if (record.logDirs !== undefined && record.logDirs.length > 0) return 2;
      return record.inControlledShutdown === 1 ? 1 : 0;
    default:
      return 0;
  }
}

export function encodeMetadataRecord(record: MetadataRecord): Uint8Array {
  const into = new ByteWriter();
  into.unsignedVarint(frameVersion).unsignedVarint(apiKeys[record.type]);
  into.unsignedVarint(metadataRecordVersion(record));
  writeBody(into, record);
  return into.toBytes();
}

/** The error is a sentence: bytes cut off, a record or version that this cluster does not know. */
export function decodeMetadataRecord(value: Uint8Array): Result<MetadataRecord, string> {
  try {
    return decode(new ByteReader(value));
  } catch (e) {
    if (e instanceof MalformedBytes) return err(e.message);
    throw e;
  }
}

function decode(from: ByteReader): Result<MetadataRecord, string> {
  const frame = from.unsignedVarint();
  if (frame !== frameVersion) {
    return err(
      `Could not deserialize metadata record due to unknown frame version ${frame}(only frame version 1 is supported)`,
    );
  }
  const apiKey = from.unsignedVarint();
  const version = from.unsignedVarint();
  if (!Object.values(apiKeys).includes(apiKey)) return err(`Unknown metadata id ${apiKey}`);
  if (version > (newestVersions.get(apiKey) ?? 0)) return err(`Failed to deserialize record with type ${apiKey}`);
  const record = readBody(from, apiKey, version);
  if (from.remaining > 0) return err(`Found ${from.remaining} byte(s) of garbage after ${apiKey}`);
  return ok(record);
}

function writeBody(into: ByteWriter, record: MetadataRecord): void {
  switch (record.type) {
    case 'RegisterBrokerRecord':
      return writeRegister(into, record);
    case 'RegisterControllerRecord':
      return writeRegisterController(into, record);
    case 'BeginTransactionRecord':
      return writeTaggedFields(
        into,
        record.name === null ? [] : [[0, (field) => writeCompactString(field, record.name)]],
      );
    case 'BrokerRegistrationChangeRecord':
      return writeRegistrationChange(into, record, metadataRecordVersion(record));
    case 'PartitionRecord':
      return writePartition(into, record);
    case 'PartitionChangeRecord':
      return writeChange(into, record);
    default:
      writePlainFields(into, record);
      writeTaggedFields(into, []);
  }
}

type PlainRecord = Exclude<
  MetadataRecord,
  {
    type:
      | 'RegisterBrokerRecord'
      | 'RegisterControllerRecord'
      | 'BrokerRegistrationChangeRecord'
      | 'PartitionRecord'
      | 'PartitionChangeRecord'
      | 'BeginTransactionRecord';
  }
>;

/** The records without tagged fields. */
function writePlainFields(into: ByteWriter, record: PlainRecord): void {
  switch (record.type) {
    case 'UnregisterBrokerRecord':
      into.i32(record.brokerId).i64(record.brokerEpoch);
      return;
    case 'TopicRecord':
      writeCompactString(into, record.name);
      return writeUuid(into, record.topicId);
    case 'RemoveTopicRecord':
      return writeUuid(into, record.topicId);
    case 'ConfigRecord':
      into.i8(resourceTypes.find(([, type]) => type === record.resourceType)?.[0] ?? 0);
      writeCompactString(into, record.resourceName);
      writeCompactString(into, record.name);
      return writeCompactString(into, record.value);
    case 'FeatureLevelRecord':
      writeCompactString(into, record.name);
      into.i16(record.featureLevel);
      return;
    case 'ClearElrRecord':
      return writeCompactString(into, record.topicName);
    case 'ProducerIdsRecord':
      into.i32(record.brokerId).i64(record.brokerEpoch).i64(record.nextProducerId);
      return;
    case 'NoOpRecord':
    case 'EndTransactionRecord':
      return;
    default:
      return unreachable(record);
  }
}

function readBody(from: ByteReader, apiKey: number, version: number): MetadataRecord {
  switch (apiKey) {
    case apiKeys.RegisterBrokerRecord:
      return readRegister(from, version);
    case apiKeys.RegisterControllerRecord:
      return readRegisterController(from);
    case apiKeys.BeginTransactionRecord:
      return readBeginTransaction(from);
    case apiKeys.BrokerRegistrationChangeRecord:
      return readRegistrationChange(from);
    case apiKeys.PartitionRecord:
      return readPartition(from, version);
    case apiKeys.PartitionChangeRecord:
      return readChange(from);
    default: {
      const record = readPlainFields(from, apiKey);
      skipTaggedFields(from);
      return record;
    }
  }
}

function readPlainFields(from: ByteReader, apiKey: number): MetadataRecord {
  switch (apiKey) {
    case apiKeys.UnregisterBrokerRecord:
      return { type: 'UnregisterBrokerRecord', brokerId: from.i32(), brokerEpoch: from.i64() };
    case apiKeys.TopicRecord:
      return { type: 'TopicRecord', name: readCompactString(from), topicId: readUuid(from) };
    case apiKeys.RemoveTopicRecord:
      return { type: 'RemoveTopicRecord', topicId: readUuid(from) };
    case apiKeys.ConfigRecord:
      return {
        type: 'ConfigRecord',
        resourceType: readResourceType(from),
        resourceName: readCompactString(from),
        name: readCompactString(from),
        value: readCompactNullableString(from),
      };
    case apiKeys.FeatureLevelRecord:
      return { type: 'FeatureLevelRecord', name: readCompactString(from), featureLevel: from.i16() };
    case apiKeys.ClearElrRecord:
      return { type: 'ClearElrRecord', topicName: readCompactString(from) };
    case apiKeys.ProducerIdsRecord:
      return {
        type: 'ProducerIdsRecord',
        brokerId: from.i32(),
        brokerEpoch: from.i64(),
        nextProducerId: from.i64(),
      };
    case apiKeys.EndTransactionRecord:
      return { type: 'EndTransactionRecord' };
    default:
      return { type: 'NoOpRecord' };
  }
}

function readBeginTransaction(from: ByteReader): MetadataRecord {
  let name: string | null = null;
  readTaggedFields(from, (tag, field) => {
    if (tag === 0) name = readCompactNullableString(field);
  });
  return { type: 'BeginTransactionRecord', name };
}

function readResourceType(from: ByteReader): ConfigResourceType {
  const id = from.i8();
  const found = resourceTypes.find(([known]) => known === id);
  if (found === undefined) throw new MalformedBytes(`unknown config resource type ${id}`);
  return found[1];
}
