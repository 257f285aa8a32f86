import { segmentBytes } from '../../kafka/log/log-files.ts';
import type { PartitionLog, Segment } from '../../kafka/log/partition-log.ts';
import { bytesOfBatches } from '../../kafka/log/segment.ts';
import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import { chunkBytes, type FileChange } from '../../storage/run-store.ts';
import type { DiskFile } from './disk-files.ts';

/** What a file was made of when it was written: of a segment its batches, of which the first `length` count. */
interface Written {
  readonly source: object | string;
  readonly length: number;
  readonly bytes: number;
}

/** What is in storage, by path, and of segments also by their list of batches. */
export interface WrittenFiles {
  readonly byPath: ReadonlyMap<string, Written>;
  readonly byList: WeakMap<object, Written>;
}

export const nothingWritten: WrittenFiles = { byPath: new Map(), byList: new WeakMap() };

export interface Changes {
  readonly changes: readonly FileChange[];
  /** What is in storage once the changes are. */
  readonly after: WrittenFiles;
}

/** What has to be written so that storage holds just `files`. */
export function changesSince(written: WrittenFiles, files: Iterable<DiskFile>): Changes {
  const changes: FileChange[] = [];
  const byPath = new Map<string, Written>();
  const byList = new WeakMap<object, Written>();
  for (const file of files) {
    const before = written.byPath.get(file.path);
    const now = file.kind === 'segment' ? writtenSegment(file.segment) : { ...file, bytes: 0 };
    byPath.set(file.path, now);
    if (file.kind === 'segment') byList.set(file.segment.batches, now);
    if (before && before.source === now.source && before.length === now.length) continue;
    changes.push(file.kind === 'segment' ? segmentChange(before, file.path, file.segment) : wholeFile(file));
  }
  for (const path of written.byPath.keys()) if (!byPath.has(path)) changes.push({ kind: 'delete', path });
  return { changes, after: { byPath, byList } };
}

/** Bytes of segments that are not in storage yet. */
export function unwrittenBytes(written: WrittenFiles, logs: Iterable<PartitionLog>): number {
  let bytes = 0;
  for (const log of logs) {
    for (const segment of log.segments) {
      bytes += Math.max(0, segment.sizeInBytes - (written.byList.get(segment.batches)?.bytes ?? 0));
    }
  }
  return bytes;
}

function writtenSegment(segment: Segment): Written {
  return { source: segment.batches, length: segment.length, bytes: segment.sizeInBytes };
}

function wholeFile(file: DiskFile & { kind: 'small' }): FileChange {
  return { kind: 'write', path: file.path, from: 0, bytes: file.bytes() };
}

/** Writes from the chunk on in which the first batch lies that storage does not have. */
function segmentChange(before: Written | undefined, path: string, segment: Segment): FileChange {
  const kept = before === undefined ? 0 : keptBytes(before, segment);
  const from = Math.floor(kept / chunkBytes) * chunkBytes;
  let batch = segment.length;
  let at = bytesOfBatches(segment);
  while (at > from) {
    batch--;
    at -= (segment.batches[batch] as RecordBatch).sizeInBytes;
  }
  return { kind: 'write', path, from, bytes: segmentBytes(segment, at).subarray(from - at) };
}

/** Bytes of the batches that the written file and the segment begin with alike. */
function keptBytes({ source, length, bytes }: Written, segment: Segment): number {
  // A list is never changed below its end, so the same list has the same beginning.
  if (source === segment.batches && length <= segment.length) return bytes;
  if (typeof source === 'string') return 0;
  const list = source as readonly RecordBatch[];
  const limit = Math.min(length, segment.length);
  let kept = 0;
  for (let i = 0; i < limit && list[i] === segment.batches[i]; i++) kept += (list[i] as RecordBatch).sizeInBytes;
  return kept;
}

/** Something else than any file is made of: the file is written anew, or deleted. */
const unlike: Written = { source: 'unlike', length: -1, bytes: 0 };

/** What is in storage, after a run was made of it: its files, of which the run's own may stand there already. */
export function alreadyWritten(stored: ReadonlyMap<string, Uint8Array>, files: Iterable<DiskFile>): WrittenFiles {
  const byPath = new Map<string, Written>([...stored.keys()].map((path) => [path, unlike]));
  const byList = new WeakMap<object, Written>();
  for (const file of files) {
    const bytes = stored.get(file.path);
    if (bytes === undefined) continue;
    if (file.kind === 'small') {
      if (sameBytes(bytes, file.bytes())) byPath.set(file.path, { ...file, bytes: 0 });
    } else if (bytes.length === file.segment.sizeInBytes) {
      // The run's batches were read from these bytes.
      const written = writtenSegment(file.segment);
      byPath.set(file.path, written);
      byList.set(file.segment.batches, written);
    }
  }
  return { byPath, byList };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
