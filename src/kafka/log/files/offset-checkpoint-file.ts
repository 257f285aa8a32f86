import type { Int64 } from '../../../base/int64.ts';
import { ok, type Result } from '../../../base/result.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint-file.ts';
import type { FileError } from './file-error.ts';
import { parseInt32, parseInt64 } from './java-text.ts';

/** The files of a log directory with one offset a partition: `topic partition offset`. Source: OffsetCheckpointFile. */
export const RECOVERY_POINT_CHECKPOINT = 'recovery-point-offset-checkpoint';
export const LOG_START_OFFSET_CHECKPOINT = 'log-start-offset-checkpoint';
/** High watermarks. */
export const REPLICATION_OFFSET_CHECKPOINT = 'replication-offset-checkpoint';
/** Where the cleaner's next round begins. */
export const CLEANER_OFFSET_CHECKPOINT = 'cleaner-offset-checkpoint';

export interface OffsetCheckpointEntry<Long = Int64> {
  readonly topic: string;
  readonly partition: number;
  readonly offset: Long;
}

/** The file's text, entries in the given order (Kafka writes them in the order of its hash map). */
export function formatOffsetCheckpoint(entries: readonly OffsetCheckpointEntry[]): string {
  return formatCheckpoint(entries.map((entry) => `${entry.topic} ${entry.partition} ${entry.offset}`));
}

function readEntry(words: readonly string[]): Result<OffsetCheckpointEntry, FileError> | null {
  const [topic, partitionText, offsetText] = words;
  if (words.length !== 3 || topic === undefined || partitionText === undefined || offsetText === undefined) return null;
  const partition = parseInt32(partitionText);
  if (!partition.ok) return partition;
  const offset = parseInt64(offsetText);
  return offset.ok ? ok({ topic, partition: partition.value, offset: offset.value }) : offset;
}

function byPartition(a: OffsetCheckpointEntry, b: OffsetCheckpointEntry): number {
  return a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition;
}

/** By topic (UTF-16 order) and partition; of a partition that is named twice the last line counts. */
export function parseOffsetCheckpoint(text: string, path = ''): Result<OffsetCheckpointEntry[], FileError> {
  const read = parseCheckpoint(text, path, readEntry);
  if (!read.ok) return read;
  const last = new Map(read.value.map((entry) => [`${entry.partition} ${entry.topic}`, entry]));
  return ok([...last.values()].sort(byPartition));
}
