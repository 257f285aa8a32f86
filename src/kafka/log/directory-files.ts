import { ByteReader } from '../../base/bytes.ts';
import { isSafeInt64 } from '../../base/int64.ts';
import { scanBatches } from './file-batches.ts';
import { type AbortedTxn, parseTransactionIndex } from './files/transaction-index-file.ts';
import type { LogConfig } from './log-config.ts';
import { logException } from './log-exception.ts';
import { OFFSET_INDEX_ENTRY_BYTES } from './offset-index.ts';
import type { SnapshotFile } from './producer-state.ts';
import { type RecoveryReport, say } from './recovery-report.ts';
import { createSegment, hashBatches, type Segment } from './segment.ts';
import { segmentFileName } from './segment-file-name.ts';
import { LogLoadError, readNextOffset } from './segment-lookup.ts';
import { TIME_INDEX_ENTRY_BYTES } from './time-index.ts';

/** A partition's files by name, as they change while the log is opened. */
export type Files = Map<string, Uint8Array>;

const DELETED = '.deleted';
const CLEANED = '.cleaned';
const SWAP = '.swap';

/** In the order of the names, which for segments is the order of the offsets. */
export function sortedNames(names: Iterable<string>): string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** LogFileUtils.offsetFromFileName: the number before the first point, null when there is none. */
export function offsetOfName(name: string): number | null {
  const dot = name.indexOf('.');
  return dot > 0 && /^[+-]?\d+$/.test(name.slice(0, dot)) ? Number(name.slice(0, dot)) : null;
}

/** @throws LogLoadError where Kafka lets the exception pass */
function requiredOffset(name: string): number {
  const offset = offsetOfName(name);
  if (offset !== null) return offset;
  throw new LogLoadError(logException('NumberFormatException', `For input string: "${name}"`));
}

function remove(files: Files, report: RecoveryReport, name: string): void {
  files.delete(name);
  report.removedFiles.push(name);
}

/**
 * LogLoader.removeTempFilesAndCollectSwapFiles: `.deleted` and `.cleaned` files go, and a `.swap` that is not older than
 * a `.cleaned` (its cleaning was not complete). Gives the `.swap` files that stay.
 */
export function removeTempFiles(files: Files, report: RecoveryReport): string[] {
  const names = sortedNames(files.keys());
  for (const name of names) {
    if (!name.endsWith(DELETED) || name.endsWith('.checkpoint.deleted')) continue;
    say(report, 'DEBUG', `Deleting stray temporary file ${name}`);
    remove(files, report, name);
  }
  const cleaned = names.filter((name) => name.endsWith(CLEANED));
  const minCleaned = Math.min(...cleaned.map(requiredOffset));
  const swaps = names.filter((name) => name.endsWith(SWAP));
  const invalid = swaps.filter((name) => requiredOffset(name) >= minCleaned);
  for (const name of invalid) {
    say(report, 'DEBUG', `Deleting invalid swap file ${name} minCleanedFileOffset: ${minCleaned}`);
    remove(files, report, name);
  }
  for (const name of cleaned) {
    say(report, 'DEBUG', `Deleting stray .clean file ${name}`);
    remove(files, report, name);
  }
  return swaps.filter((name) => !invalid.includes(name));
}

/** The offsets that segments in `.swap` files cover. @throws LogLoadError */
function swappedRange(
  files: Files,
  swaps: readonly string[],
  config: LogConfig,
  report: RecoveryReport,
): [number, number] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const name of swaps) {
    if (!name.endsWith(`.log${SWAP}`)) continue;
    const baseOffset = requiredOffset(name);
    const index = segmentFileName(baseOffset, `.index${SWAP}`);
    // Looking into an index that is not there makes one of the full size.
    const fullSize = config.segmentIndexBytes - (config.segmentIndexBytes % OFFSET_INDEX_ENTRY_BYTES);
    if (!files.has(index)) files.set(index, new Uint8Array(fullSize));
    const segment = segmentFromFiles(files, baseOffset, 0, SWAP);
    const how = 'which is recoverable from .swap files by renaming.';
    say(report, 'INFO', `Found log file ${name} from interrupted swap operation, ${how}`);
    from = Math.min(from, baseOffset);
    to = Math.max(to, readNextOffset(segment));
  }
  return [from, to];
}

/** A cleaning that had got as far as `.swap` files is completed: what they replace goes, they get their plain names. */
export function completeSwap(files: Files, swaps: readonly string[], config: LogConfig, report: RecoveryReport): void {
  const [from, to] = swappedRange(files, swaps, config, report);
  for (const name of sortedNames(files.keys())) {
    const offset = name.endsWith(SWAP) ? null : offsetOfName(name);
    if (offset === null || offset < from || offset >= to) continue;
    say(report, 'INFO', `Deleting segment files ${name} that is compacted but has not been deleted yet.`);
    remove(files, report, name);
  }
  for (const name of sortedNames(files.keys())) {
    if (!name.endsWith(SWAP)) continue;
    say(report, 'INFO', `Recovering file ${name} by renaming from .swap files.`);
    files.set(name.slice(0, -SWAP.length), files.get(name) as Uint8Array);
    files.delete(name);
  }
}

function readOffsetIndex(bytes: Uint8Array, baseOffset: number): number[] {
  const entries: number[] = [];
  const reader = new ByteReader(bytes);
  while (reader.remaining >= OFFSET_INDEX_ENTRY_BYTES) entries.push(baseOffset + reader.i32(), reader.i32());
  return entries;
}

function readTimeIndex(bytes: Uint8Array, baseOffset: number): number[] {
  const entries: number[] = [];
  const reader = new ByteReader(bytes);
  while (reader.remaining >= TIME_INDEX_ENTRY_BYTES) entries.push(Number(reader.i64Big()), baseOffset + reader.i32());
  return entries;
}

/** @throws LogLoadError on an entry of an unknown version */
function readAborted(bytes: Uint8Array, name: string): AbortedTxn<number>[] {
  const read = parseTransactionIndex(bytes, name);
  if (!read.ok) throw new LogLoadError(read.error);
  return read.value.map((txn) => {
    const { producerId, firstOffset, lastOffset, lastStableOffset } = txn;
    if (
      isSafeInt64(producerId) &&
      isSafeInt64(firstOffset) &&
      isSafeInt64(lastOffset) &&
      isSafeInt64(lastStableOffset)
    ) {
      return { producerId, firstOffset, lastOffset, lastStableOffset };
    }
    throw new LogLoadError(logException('KafkaException', `${name} holds a value beyond 2^53`));
  });
}

/** What is known of a segment before anybody reads its batches: its largest time stands in the time index. */
export function withLastTimeEntry(segment: Segment): Segment {
  const { timeIndex, timeIndexLength, baseOffset } = segment;
  return {
    ...segment,
    maxTimestamp: timeIndex[2 * timeIndexLength - 2] ?? -1,
    offsetOfMaxTimestamp: timeIndex[2 * timeIndexLength - 1] ?? baseOffset,
    firstBatchTimestamp: segment.length === 0 ? -1 : (segment.batches[0]?.maxTimestamp ?? -1),
    bytesSinceLastIndexEntry: 0,
    hasOffsetIndexFile: true,
  };
}

/** LogSegment.open, with what its files say and nothing checked. @throws LogLoadError */
export function segmentFromFiles(files: Files, baseOffset: number, nowMs: number, suffix = ''): Segment {
  const file = (kind: string): Uint8Array | undefined => files.get(segmentFileName(baseOffset, kind + suffix));
  const log = file('.log') ?? new Uint8Array();
  const { batches, endPosition } = scanBatches(log);
  const offsetIndex = readOffsetIndex(file('.index') ?? new Uint8Array(), baseOffset);
  const timeIndex = readTimeIndex(file('.timeindex') ?? new Uint8Array(), baseOffset);
  const txnIndex = file('.txnindex');
  return withLastTimeEntry({
    ...createSegment(baseOffset, nowMs),
    batches: [...batches],
    length: batches.length,
    sizeInBytes: log.length,
    offsetIndex,
    offsetIndexLength: offsetIndex.length / 2,
    timeIndex,
    timeIndexLength: timeIndex.length / 2,
    hasOffsetIndexFile: true,
    abortedTxns: txnIndex === undefined ? null : readAborted(txnIndex, segmentFileName(baseOffset, '.txnindex')),
    trailingBytes: endPosition === log.length ? null : log.slice(endPosition),
    contentHash: hashBatches(baseOffset, nowMs, batches),
  });
}

export function snapshotsIn(files: Files): SnapshotFile[] {
  const snapshots: SnapshotFile[] = [];
  for (const [name, bytes] of files) {
    if (name.endsWith('.snapshot')) snapshots.push({ offset: requiredOffset(name), bytes });
  }
  return snapshots.sort((a, b) => a.offset - b.offset);
}
