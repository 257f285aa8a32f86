import { type ByteReader, type ByteWriter, MalformedBytes } from '../../base/bytes.ts';
import {
  readInts,
  readTaggedFields,
  readUuid,
  readUuids,
  type TaggedField,
  writeInts,
  writeTaggedFields,
  writeUuid,
  writeUuids,
} from './compact-fields.ts';
import type { LeaderRecoveryState, PartitionChangeRecord, PartitionRecord } from './metadata-records.ts';

/** Bytes of PartitionRecord (written as version 2) and PartitionChangeRecord (version 2), after the api key and version. */
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const recoveryStates: readonly LeaderRecoveryState[] = ['RECOVERED', 'RECOVERING'];

function readRecoveryState(from: ByteReader): LeaderRecoveryState {
  const id = from.i8();
  const state = recoveryStates[id];
  if (state === undefined) throw new MalformedBytes(`unknown leader recovery state ${id}`);
  return state;
}

export function writePartition(into: ByteWriter, record: PartitionRecord): void {
  into.i32(record.partitionId);
  writeUuid(into, record.topicId);
  writeInts(into, record.replicas);
  writeInts(into, record.isr);
  writeInts(into, record.removingReplicas);
  writeInts(into, record.addingReplicas);
  into.i32(record.leader).i32(record.leaderEpoch).i32(record.partitionEpoch);
  writeUuids(into, record.directories);
  const fields: TaggedField[] = [];
  if (record.leaderRecoveryState === 'RECOVERING') fields.push([0, (field) => field.i8(1)]);
  pushInts(fields, 1, record.eligibleLeaderReplicas);
  pushInts(fields, 2, record.lastKnownElr);
  writeTaggedFields(into, fields);
}

function pushInts(fields: TaggedField[], tag: number, ids: readonly number[] | null | undefined): void {
  if (ids !== null && ids !== undefined) fields.push([tag, (field) => writeInts(field, ids)]);
}

export function readPartition(from: ByteReader, version: number): PartitionRecord {
  const record: Writable<PartitionRecord> = {
    type: 'PartitionRecord',
    partitionId: from.i32(),
    topicId: readUuid(from),
    replicas: readInts(from),
    isr: readInts(from),
    removingReplicas: readInts(from),
    addingReplicas: readInts(from),
    leader: from.i32(),
    leaderRecoveryState: 'RECOVERED',
    leaderEpoch: from.i32(),
    partitionEpoch: from.i32(),
    directories: version >= 1 ? readUuids(from) : [],
  };
  readTaggedFields(from, (tag, field) => {
    if (tag === 0) record.leaderRecoveryState = readRecoveryState(field);
    else if (tag === 1) record.eligibleLeaderReplicas = readInts(field);
    else if (tag === 2) record.lastKnownElr = readInts(field);
  });
  return record;
}

export function writeChange(into: ByteWriter, record: PartitionChangeRecord): void {
  into.i32(record.partitionId);
  writeUuid(into, record.topicId);
  const { leader, leaderRecoveryState, directories } = record;
  const fields: TaggedField[] = [];
  pushInts(fields, 0, record.isr);
  if (leader !== null && leader !== undefined) fields.push([1, (field) => field.i32(leader)]);
  pushInts(fields, 2, record.replicas);
  pushInts(fields, 3, record.removingReplicas);
  pushInts(fields, 4, record.addingReplicas);
  if (leaderRecoveryState !== null && leaderRecoveryState !== undefined) {
    fields.push([5, (field) => field.i8(recoveryStates.indexOf(leaderRecoveryState))]);
  }
  pushInts(fields, 6, record.eligibleLeaderReplicas);
  pushInts(fields, 7, record.lastKnownElr);
  if (directories !== null && directories !== undefined) {
    fields.push([8, (field) => writeUuids(field, directories)]);
  }
  writeTaggedFields(into, fields);
}

export function readChange(from: ByteReader): PartitionChangeRecord {
  const record: Writable<PartitionChangeRecord> = {
    type: 'PartitionChangeRecord',
    partitionId: from.i32(),
    topicId: readUuid(from),
  };
  readTaggedFields(from, (tag, field) => readChangeField(record, tag, field));
  return record;
}

function readChangeField(record: Writable<PartitionChangeRecord>, tag: number, field: ByteReader): void {
  if (tag === 0) record.isr = readInts(field);
  else if (tag === 1) record.leader = field.i32();
  else if (tag === 2) record.replicas = readInts(field);
  else if (tag === 3) record.removingReplicas = readInts(field);
  else if (tag === 4) record.addingReplicas = readInts(field);
  else if (tag === 5) record.leaderRecoveryState = readRecoveryState(field);
  else if (tag === 6) record.eligibleLeaderReplicas = readInts(field);
  else if (tag === 7) record.lastKnownElr = readInts(field);
  else if (tag === 8) record.directories = readUuids(field);
}
