import { ByteReader } from '../../../base/bytes.ts';
import { type Int64, readInt64 } from '../../../base/int64.ts';
import { plusInt64 } from '../../record/batch-header.ts';
import { OFFSET_INDEX_ENTRY_BYTES } from '../offset-index.ts';
import { TIME_INDEX_ENTRY_BYTES } from '../time-index.ts';
import { type FilePath, findFile, type LogFolder } from './log-folder.ts';
import { illegalArgument, ToolFailure } from './tool-output.ts';

/** An index file as the tool maps it: whole entries only, whatever they say (AbstractIndex). */
export interface OffsetEntry {
  readonly offset: Int64;
  readonly position: number;
}

export interface TimeEntry {
  readonly timestamp: Int64;
  readonly offset: Int64;
}

/** An index that is not there would be made, and cannot: the tool gives it no size. @throws ToolFailure */
export function openIndex(folder: LogFolder, file: FilePath): Uint8Array {
  const bytes = findFile(folder, file);
  if (bytes === undefined) throw illegalArgument('Invalid max index size: -1');
  return bytes;
}

export function readOffsetEntries(bytes: Uint8Array, baseOffset: Int64): OffsetEntry[] {
  const reader = new ByteReader(bytes);
  const entries: OffsetEntry[] = [];
  while (reader.remaining >= OFFSET_INDEX_ENTRY_BYTES) {
    entries.push({ offset: plusInt64(baseOffset, reader.i32()), position: reader.i32() });
  }
  return entries;
}

export function readTimeEntries(bytes: Uint8Array, baseOffset: Int64): TimeEntry[] {
  const reader = new ByteReader(bytes);
  const entries: TimeEntry[] = [];
  while (reader.remaining >= TIME_INDEX_ENTRY_BYTES) {
    entries.push({ timestamp: readInt64(reader), offset: plusInt64(baseOffset, reader.i32()) });
  }
  return entries;
}

const WARM_BYTES = 8192;

/**
 * AbstractIndex.indexSlotRangeFor with OffsetIndex.lookup: a binary search, first among the newest entries. Step by step
 * as Kafka does it, since the entries of a damaged file may be in any order.
 */
export function lookupEntry(entries: readonly OffsetEntry[], baseOffset: Int64, target: Int64): OffsetEntry {
  const none: OffsetEntry = { offset: baseOffset, position: 0 };
  const first = entries[0];
  if (first === undefined) return none;
  const firstHot = Math.max(0, entries.length - 1 - WARM_BYTES / OFFSET_INDEX_ENTRY_BYTES);
  if ((entries[firstHot] as OffsetEntry).offset < target) return search(entries, target, firstHot, entries.length - 1);
  return first.offset > target ? none : search(entries, target, 0, firstHot);
}

function search(entries: readonly OffsetEntry[], target: Int64, begin: number, end: number): OffsetEntry {
  let low = begin;
  let high = end;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    const found = entries[middle] as OffsetEntry;
    if (found.offset === target) return found;
    if (found.offset > target) high = middle - 1;
    else low = middle;
  }
  return entries[low] as OffsetEntry;
}

function corruptIndex(message: string): ToolFailure {
  return new ToolFailure('org.apache.kafka.storage.internals.log.CorruptIndexException', message);
}

function checkSize(bytes: Uint8Array, entryBytes: number, title: string, path: string): void {
  if (bytes.length % entryBytes === 0) return;
  const size = `found ${bytes.length} bytes which is neither positive nor a multiple of ${entryBytes}`;
  throw corruptIndex(`${title} ${path} is corrupt, ${size}`);
}

/** OffsetIndex.sanityCheck. @throws ToolFailure */
export function checkOffsetIndex(bytes: Uint8Array, entries: readonly OffsetEntry[], base: Int64, path: string): void {
  const last = entries.at(-1);
  if (last !== undefined && last.offset < base) {
    const offsets = `but the last offset is ${last.offset} which is less than the base offset ${base}`;
    throw corruptIndex(`Corrupt index found, index file ${path} has non-zero size ${offsets}`);
  }
  checkSize(bytes, OFFSET_INDEX_ENTRY_BYTES, 'Index file', path);
}

/** TimeIndex.sanityCheck. @throws ToolFailure */
export function checkTimeIndex(bytes: Uint8Array, entries: readonly TimeEntry[], base: Int64, path: string): void {
  const [first] = entries;
  const last = entries.at(-1);
  const found = `Corrupt time index found, time index file (${path}) has non-zero size`;
  if (first !== undefined && last !== undefined && last.timestamp < first.timestamp) {
    const times = `${last.timestamp} which is less than the first timestamp ${first.timestamp}`;
    throw corruptIndex(`${found} but the last timestamp is ${times}`);
  }
  if (last !== undefined && last.offset < base) {
    throw corruptIndex(`${found} but the last offset is ${last.offset} which is less than the first offset ${base}`);
  }
  checkSize(bytes, TIME_INDEX_ENTRY_BYTES, 'Time index file', path);
}
