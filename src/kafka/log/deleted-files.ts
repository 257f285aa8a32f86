import { ABORTED_TXN_BYTES } from './files/transaction-index-file.ts';
import type { DeletedFile, PartitionLog } from './log-state.ts';
import { OFFSET_INDEX_ENTRY_BYTES } from './offset-index.ts';
import { removeSnapshot } from './producer-snapshots.ts';
import type { SnapshotFile } from './producer-state.ts';
import type { Segment } from './segment.ts';
import { segmentFileName } from './segment-file-name.ts';
import { TIME_INDEX_ENTRY_BYTES } from './time-index.ts';

export interface NamedSize {
  readonly name: string;
  readonly sizeInBytes: number;
}

/** The files of one segment, by name; an index has the size of its entries. */
export function filesOfSegment(segment: Segment): NamedSize[] {
  const { baseOffset } = segment;
  const indexBytes = segment.offsetIndexLength * OFFSET_INDEX_ENTRY_BYTES;
  const files = [
    ...(segment.hasOffsetIndexFile ? [{ name: segmentFileName(baseOffset, '.index'), sizeInBytes: indexBytes }] : []),
    { name: segmentFileName(baseOffset, '.log'), sizeInBytes: segment.sizeInBytes },
    { name: segmentFileName(baseOffset, '.timeindex'), sizeInBytes: segment.timeIndexLength * TIME_INDEX_ENTRY_BYTES },
  ];
  if (segment.abortedTxns === null) return files;
  const name = segmentFileName(baseOffset, '.txnindex');
  return [...files, { name, sizeInBytes: segment.abortedTxns.length * ABORTED_TXN_BYTES }];
}

/** Whatever has such a list: a log, or the loader that opens one. */
export interface HoldsDeleted {
  deletedFiles: readonly DeletedFile[];
}

/** Files that are due are gone. To be called now and then; whatever deletes files calls it too. */
export function deleteDueFiles(log: HoldsDeleted, nowMs: number): void {
  const due = new Set(log.deletedFiles.filter((file) => file.deleteAtMs <= nowMs).map((file) => file.name));
  // A file that took a name over while it waited goes with the first.
  if (due.size > 0) log.deletedFiles = log.deletedFiles.filter((file) => !due.has(file.name));
}

export function markDeleted(log: HoldsDeleted, files: readonly NamedSize[], nowMs: number, delayMs: number): void {
  if (files.length === 0) return;
  const deleteAtMs = nowMs + delayMs;
  const marked = files.map(({ name, sizeInBytes }) => ({ name: `${name}.deleted`, sizeInBytes, deleteAtMs }));
  log.deletedFiles = [...log.deletedFiles, ...marked];
  deleteDueFiles(log, nowMs);
}

/** LocalLog.deleteSegmentFiles: renamed now, deleted after file.delete.delay.ms. */
export function deleteSegmentFiles(
  log: HoldsDeleted,
  segments: readonly Segment[],
  nowMs: number,
  delayMs: number,
): void {
  markDeleted(log, segments.flatMap(filesOfSegment), nowMs, delayMs);
}

/** UnifiedLog.deleteProducerSnapshots: those at the segments' base offsets. */
export function deleteSnapshotsOf(
  log: PartitionLog,
  segments: readonly Segment[],
  nowMs: number,
  delayMs: number,
): void {
  const gone = segments
    .map((segment) => removeSnapshot(log.producerState, segment.baseOffset))
    .filter((snapshot): snapshot is SnapshotFile => snapshot !== undefined);
  const files = gone.map(({ offset, bytes }) => ({
    name: segmentFileName(offset, '.snapshot'),
    sizeInBytes: bytes.length,
  }));
  markDeleted(log, files, nowMs, delayMs);
}
