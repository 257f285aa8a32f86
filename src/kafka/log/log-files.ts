import { encodeUtf8 } from '../../base/utf8.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import { writeBatch } from '../record/record-batch.ts';
import { formatEpochCheckpoint } from './leader-epoch-cache.ts';
import type { PartitionLog } from './log-state.ts';
import { OFFSET_INDEX_ENTRY_BYTES, offsetIndexBytes } from './offset-index.ts';
import type { Segment } from './segment.ts';
import { TIME_INDEX_ENTRY_BYTES, timeIndexBytes } from './time-index.ts';

export const LEADER_EPOCH_CHECKPOINT = 'leader-epoch-checkpoint';
export const PARTITION_METADATA = 'partition.metadata';

export interface LogFile {
  readonly name: string;
  readonly sizeInBytes: number;
}

/** Twenty digits of the base offset and a suffix: `.log`, `.index`, `.timeindex` (LogFileUtils.filenamePrefixFromOffset). */
export function segmentFileName(baseOffset: number, suffix: string): string {
  return String(baseOffset).padStart(20, '0') + suffix;
}

/** The text of leader-epoch-checkpoint; Kafka makes the file empty and writes it with the first epoch. */
export function epochCheckpointText(log: PartitionLog): string {
  return log.leaderEpochs.length === 0 ? '' : formatEpochCheckpoint(log.leaderEpochs);
}

/** The text of partition.metadata (PartitionMetadataFile). */
export function partitionMetadataText(topicId: string): string {
  return `version: 0\ntopic_id: ${topicId}`;
}

/**
 * The files of the partition's directory under Kafka's names. An index has the size of its entries; Kafka allots the
 * active segment's to segment.index.bytes and trims them when it closes.
 */
export function logFiles(log: PartitionLog): LogFile[] {
  const files: LogFile[] = [];
  for (const segment of log.segments) {
    const { baseOffset } = segment;
    const indexBytes = segment.offsetIndexLength * OFFSET_INDEX_ENTRY_BYTES;
    const timeIndexSize = segment.timeIndexLength * TIME_INDEX_ENTRY_BYTES;
    files.push(
      { name: segmentFileName(baseOffset, '.index'), sizeInBytes: indexBytes },
      { name: segmentFileName(baseOffset, '.log'), sizeInBytes: segment.sizeInBytes },
      { name: segmentFileName(baseOffset, '.timeindex'), sizeInBytes: timeIndexSize },
    );
  }
  files.push({ name: LEADER_EPOCH_CHECKPOINT, sizeInBytes: epochCheckpointText(log).length });
  if (log.topicId !== '') {
    files.push({ name: PARTITION_METADATA, sizeInBytes: partitionMetadataText(log.topicId).length });
  }
  return files;
}

/** Bytes of the segment's .log file from position `from` on, where a batch begins. */
export function segmentBytes(segment: Segment, from = 0): Uint8Array {
  const bytes = new Uint8Array(segment.sizeInBytes - from);
  // From the end back: what was not yet written is the tail.
  let at = segment.sizeInBytes;
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
  if (name === PARTITION_METADATA && log.topicId !== '') return encodeUtf8(partitionMetadataText(log.topicId));
  const segment = log.segments.find((s) => name.startsWith(segmentFileName(s.baseOffset, '.')));
  if (segment === undefined) return undefined;
  const suffix = name.slice(20);
  if (suffix === '.log') return segmentBytes(segment, from);
  if (suffix === '.index') return offsetIndexBytes(segment.offsetIndex, segment.offsetIndexLength, segment.baseOffset);
  if (suffix === '.timeindex') return timeIndexBytes(segment.timeIndex, segment.timeIndexLength, segment.baseOffset);
  return undefined;
}
