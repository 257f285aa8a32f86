import { encodeUtf8 } from '../../base/utf8.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import { writeBatch } from '../record/record-batch.ts';
import { filesOfSegment, type NamedSize } from './deleted-files.ts';
import { formatLeaderEpochCheckpoint } from './files/leader-epoch-checkpoint-file.ts';
import { formatPartitionMetadata } from './files/partition-metadata-file.ts';
import { encodeTransactionIndex } from './files/transaction-index-file.ts';
import type { PartitionLog } from './log-state.ts';
import { offsetIndexBytes } from './offset-index.ts';
import { bytesOfBatches, type Segment } from './segment.ts';
import { segmentFileName } from './segment-file-name.ts';
import { timeIndexBytes } from './time-index.ts';

export { segmentFileName } from './segment-file-name.ts';

export const LEADER_EPOCH_CHECKPOINT = 'leader-epoch-checkpoint';
export const PARTITION_METADATA = 'partition.metadata';

export type LogFile = NamedSize;

/** The text of leader-epoch-checkpoint; Kafka makes the file empty and writes it with the first epoch. */
export function epochCheckpointText(log: PartitionLog): string {
  return log.epochsWritten ? formatLeaderEpochCheckpoint(log.leaderEpochs) : '';
}

/**
 * The files of the partition's directory under Kafka's names. An index has the size of its entries; Kafka allots the
 * active segment's to segment.index.bytes and trims them when it closes.
 */
export function logFiles(log: PartitionLog): LogFile[] {
  const files = log.segments.flatMap(filesOfSegment);
  for (const { offset, bytes } of log.producerState.snapshots) {
    files.push({ name: segmentFileName(offset, '.snapshot'), sizeInBytes: bytes.length });
  }
  files.push({ name: LEADER_EPOCH_CHECKPOINT, sizeInBytes: epochCheckpointText(log).length });
  if (log.topicId !== '') {
    files.push({ name: PARTITION_METADATA, sizeInBytes: formatPartitionMetadata(log.topicId).length });
  }
  return files;
}

/** Bytes of the segment's .log file from position `from` on, where a batch begins. */
export function segmentBytes(segment: Segment, from = 0): Uint8Array {
  const bytes = new Uint8Array(segment.sizeInBytes - from);
  // From the end back: what was not yet written is the tail.
  let at = bytesOfBatches(segment);
  if (segment.trailingBytes !== null)
    bytes.set(segment.trailingBytes.subarray(Math.max(0, from - at)), Math.max(0, at - from));
  for (let i = segment.length - 1; at > from; i--) {
    const batch = segment.batches[i] as RecordBatch;
    at -= batch.sizeInBytes;
    writeBatch(batch, bytes, at - from);
  }
  return bytes;
}

/** The bytes of one of `logFiles`, undefined for any other name. `from` (only for .log): a position where a batch begins. */
export function fileBytes(log: PartitionLog, name: string, from = 0): Uint8Array | undefined {
  if (name === LEADER_EPOCH_CHECKPOINT) return encodeUtf8(epochCheckpointText(log));
  if (name === PARTITION_METADATA && log.topicId !== '') return encodeUtf8(formatPartitionMetadata(log.topicId));
  const suffix = name.slice(20);
  const baseOffset = Number(name.slice(0, 20));
  if (suffix === '.snapshot') return log.producerState.snapshots.find(({ offset }) => offset === baseOffset)?.bytes;
  const segment = log.segments.find((s) => s.baseOffset === baseOffset);
  if (segment === undefined) return undefined;
  if (suffix === '.log') return segmentBytes(segment, from);
  if (suffix === '.index') return offsetIndexBytes(segment.offsetIndex, segment.offsetIndexLength, segment.baseOffset);
  if (suffix === '.timeindex') return timeIndexBytes(segment.timeIndex, segment.timeIndexLength, segment.baseOffset);
  if (suffix === '.txnindex' && segment.abortedTxns !== null) return encodeTransactionIndex(segment.abortedTxns);
  return undefined;
}
