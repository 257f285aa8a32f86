import { assert } from '../../../base/assert.ts';
import { ByteReader, MalformedBytes } from '../../../base/bytes.ts';
import type { ExactRecord } from '../../record/batch-records.ts';
import { printJson } from '../files/json-text.ts';
import { javaMessage } from './coordinator-parser.ts';
import { controlRecordMessages } from './messages/control-record-messages.ts';
import { messageJson } from './messages/message-json.ts';
import type { MessageSchema } from './messages/message-schema.ts';
import { readMessage } from './messages/read-message.ts';
import { runtimeFailure, ToolFailure } from './tool-output.ts';

/** Label and message of the control records of KRaft, by type (ControlRecordType). */
const KRAFT_RECORDS: ReadonlyMap<number, readonly [string, string]> = new Map([
  [2, ['LeaderChange:', 'LeaderChangeMessage']],
  [3, ['SnapshotHeader', 'SnapshotHeaderRecord']],
  [4, ['SnapshotFooter', 'SnapshotFooterRecord']],
  [5, ['KRaftVersion', 'KRaftVersionRecord']],
  [6, ['KRaftVoters', 'VotersRecord']],
]);

function bytesOf(part: Uint8Array | null): ByteReader {
  if (part === null) throw new ToolFailure('java.lang.NullPointerException', 'a control record has no key or value');
  return new ByteReader(part);
}

function invalidRecord(message: string): ToolFailure {
  return new ToolFailure('org.apache.kafka.common.InvalidRecordException', message);
}

/** ControlRecordType.parseTypeId: a version that is not known yet is read like the last known. */
function controlType(key: ByteReader): number {
  if (key.remaining < 4) {
    const found = `Must have at least 4 bytes, but found only ${key.remaining}`;
    throw invalidRecord(`Invalid value size found for control record key. ${found}`);
  }
  const version = key.i16();
  if (version < 0)
    throw invalidRecord(`Invalid version found for control record: ${version}. May indicate data corruption`);
  return key.i16();
}

/** EndTransactionMarker.deserialize. */
function coordinatorEpoch(value: ByteReader): number {
  const version = value.i16();
  if (version >= 0) return value.i32();
  throw invalidRecord(`Invalid version found for end transaction marker: ${version}. May indicate data corruption`);
}

/** ControlRecordUtils reads version 0, whatever version the record says it has; JSON is then written in that one. */
function kraftJson(schema: MessageSchema, value: ByteReader): string {
  const data = readMessage(value, schema, 0);
  return printJson(messageJson(schema, data, Number(data.get('version'))));
}

function textOf(record: ExactRecord): string {
  const type = controlType(bytesOf(record.key));
  if (type === 0 || type === 1) {
    const epoch = coordinatorEpoch(bytesOf(record.value));
    return ` endTxnMarker: ${type === 0 ? 'ABORT' : 'COMMIT'} coordinatorEpoch: ${epoch}`;
  }
  const kraft = KRAFT_RECORDS.get(type);
  if (kraft === undefined) return ` controlType: UNKNOWN(${type})`;
  const schema = controlRecordMessages.get(kraft[1]);
  assert(schema !== undefined, 'the messages of control records are known');
  return ` ${kraft[0]} ${kraftJson(schema, bytesOf(record.value))}`;
}

/** DumpLogSegments.printControlRecord. @throws ToolFailure when the record is not what its type says. */
export function controlRecordText(record: ExactRecord): string {
  try {
    return textOf(record);
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    throw runtimeFailure(javaMessage(error));
  }
}
