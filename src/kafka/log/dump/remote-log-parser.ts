import { readApiMessage } from './api-message.ts';
import { type MessageData, MessageError, type MessageValue } from './messages/read-message.ts';
import { remoteLogMetadataMessages } from './messages/remote-log-metadata-messages.ts';
import type { RecordParser } from './record-parser.ts';

/**
 * --remote-log-metadata-decoder: records of __remote_log_metadata (KIP-405) as the toString of their classes prints them.
 * Source: RemoteLogMetadataSerde, RemoteLogSegmentMetadata and the classes beside it.
 */
const SEGMENT_STATES = [
  'COPY_SEGMENT_STARTED',
  'COPY_SEGMENT_FINISHED',
  'DELETE_SEGMENT_STARTED',
  'DELETE_SEGMENT_FINISHED',
];
const PARTITION_STATES = ['DELETE_PARTITION_MARKED', 'DELETE_PARTITION_STARTED', 'DELETE_PARTITION_FINISHED'];

function struct(value: MessageValue | undefined): MessageData {
  return value instanceof Map ? value : new Map();
}

function topicIdPartition(value: MessageValue | undefined): string {
  const it = struct(value);
  return `${it.get('id')}:${it.get('name')}-${it.get('partition')}`;
}

function segmentId(value: MessageValue | undefined): string {
  const it = struct(value);
  return `RemoteLogSegmentId{topicIdPartition=${topicIdPartition(it.get('topicIdPartition'))}, id=${it.get('id')}}`;
}

/** A TreeMap: by epoch, and of an epoch that stands twice the last. */
function leaderEpochs(value: MessageValue | undefined): string {
  const offsets = new Map<number, MessageValue>();
  for (const entry of Array.isArray(value) ? value : []) {
    const it = struct(entry);
    offsets.set(Number(it.get('leaderEpoch')), it.get('offset') ?? null);
  }
  if (offsets.size === 0) throw new MessageError('segmentLeaderEpochs can not be null or empty');
  const entries = [...offsets].sort(([a], [b]) => a - b).map(([epoch, offset]) => `${epoch}=${offset}`);
  return `{${entries.join(', ')}}`;
}

function customMetadata(value: MessageValue | undefined): string {
  return value instanceof Uint8Array ? `Optional[CustomMetadata{${value.length} bytes}]` : 'Optional.empty';
}

function state(names: readonly string[], value: MessageValue | undefined): string {
  const name = names[Number(value)];
  if (name === undefined) throw new MessageError('state can not be null');
  return name;
}

function checkOffsets(it: MessageData): void {
  const start = BigInt(String(it.get('startOffset')));
  const end = BigInt(String(it.get('endOffset')));
  if (start < 0n) {
    const rule = 'StartOffset for a remote segment cannot be negative';
    throw new MessageError(`Unexpected start offset = ${start}. ${rule}`);
  }
  if (end < start) {
    const rule = `EndOffset for a remote segment cannot be less than startOffset = ${start}`;
    throw new MessageError(`Unexpected end offset = ${end}. ${rule}`);
  }
}

const flag = (value: MessageValue | undefined): boolean => value === true;

function segmentMetadata(it: MessageData): string {
  const id = segmentId(it.get('remoteLogSegmentId'));
  const range = `startOffset=${it.get('startOffset')}, endOffset=${it.get('endOffset')}`;
  const times = `maxTimestampMs=${it.get('maxTimestampMs')}, eventTimestampMs=${it.get('eventTimestampMs')}`;
  checkOffsets(it);
  const epochs = `segmentLeaderEpochs=${leaderEpochs(it.get('segmentLeaderEpochs'))}`;
  const size = `segmentSizeInBytes=${it.get('segmentSizeInBytes')}`;
  const custom = `customMetadata=${customMetadata(it.get('customMetadata'))}`;
  const rest = `state=${state(SEGMENT_STATES, it.get('remoteLogSegmentState'))}, txnIdxEmpty=${flag(it.get('txnIndexEmpty'))}`;
  const parts = [
    `remoteLogSegmentId=${id}`,
    range,
    `brokerId=${it.get('brokerId')}`,
    times,
    epochs,
    size,
    custom,
    rest,
  ];
  return `RemoteLogSegmentMetadata{${parts.join(', ')}}`;
}

function segmentUpdate(it: MessageData): string {
  const id = `remoteLogSegmentId=${segmentId(it.get('remoteLogSegmentId'))}`;
  const custom = `customMetadata=${customMetadata(it.get('customMetadata'))}`;
  const now = `state=${state(SEGMENT_STATES, it.get('remoteLogSegmentState'))}`;
  const event = `eventTimestampMs=${it.get('eventTimestampMs')}, brokerId=${it.get('brokerId')}`;
  return `RemoteLogSegmentMetadataUpdate{${id}, ${custom}, ${now}, ${event}}`;
}

function partitionDelete(it: MessageData): string {
  const now = `state=${state(PARTITION_STATES, it.get('remotePartitionDeleteState'))}`;
  const event = `eventTimestampMs=${it.get('eventTimestampMs')}, brokerId=${it.get('brokerId')}`;
  return `RemotePartitionDeleteMetadata{topicPartition=${topicIdPartition(it.get('topicIdPartition'))}, ${now}, ${event}}`;
}

function segmentSnapshot(it: MessageData): string {
  const range = `startOffset=${it.get('startOffset')}, endOffset=${it.get('endOffset')}`;
  const times = `maxTimestampMs=${it.get('maxTimestampMs')}`;
  const epochs = `segmentLeaderEpochs=${leaderEpochs(it.get('segmentLeaderEpochs'))}`;
  const size = `segmentSizeInBytes=${it.get('segmentSizeInBytes')}`;
  const custom = `customMetadata=${customMetadata(it.get('customMetadata'))}`;
  const rest = `state=${state(SEGMENT_STATES, it.get('remoteLogSegmentState'))}, txnIdxEmpty=${flag(it.get('txnIndexEmpty'))}`;
  const parts = [`segmentId=${it.get('segmentId')}`, range, times, epochs, size, custom, rest];
  return `RemoteLogSegmentMetadataSnapshot{${parts.join(', ')}}`;
}

const PRINTERS: ReadonlyMap<string, (data: MessageData) => string> = new Map([
  ['RemoteLogSegmentMetadataRecord', segmentMetadata],
  ['RemoteLogSegmentMetadataUpdateRecord', segmentUpdate],
  ['RemotePartitionDeleteMetadataRecord', partitionDelete],
  ['RemoteLogSegmentMetadataSnapshotRecord', segmentSnapshot],
]);

export const remoteLogParser: RecordParser = ({ offset, value }) => {
  try {
    const { schema, data } = readApiMessage(remoteLogMetadataMessages, value);
    return { key: null, value: PRINTERS.get(schema.name)?.(data) ?? null };
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    return { key: null, value: `Error at offset ${offset}, skipping. ${error.message}` };
  }
};
