import { ok } from '../../base/result.ts';
import { deleteSegmentFiles, markDeleted } from './deleted-files.ts';
import { isExact } from './file-batches.ts';
import type { EpochEntries } from './leader-epoch-cache.ts';
import { truncateEntriesFromEnd, truncateEntriesFromStart } from './leader-epoch-cache.ts';
import type { LogConfig } from './log-config.ts';
import { logException } from './log-exception.ts';
import { segmentFileName } from './log-files.ts';
import type { DeletedFile, PartitionLog } from './log-state.ts';
import { createLog } from './log-state.ts';
import { OFFSET_INDEX_ENTRY_BYTES } from './offset-index.ts';
import { clearProducerState, removeSnapshot, removeStraySnapshots, takeSnapshot } from './producer-snapshots.ts';
import { createProducerState, type ProducerState, type SnapshotFile } from './producer-state.ts';
import { rebuildProducerState } from './rebuild-producers.ts';
import { recoverSegment } from './recover-segment.ts';
import { emptyReport, noteCut, type RecoveryReport, say } from './recovery-report.ts';
import { createSegment, nextOffset, type Segment } from './segment.ts';
import { LogLoadError, readBetween, readNextOffset } from './segment-lookup.ts';
import { TIME_INDEX_ENTRY_BYTES } from './time-index.ts';

/** What a starting broker knows of a log besides its files. */
export interface LoadOptions {
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  readonly cow: number;
  readonly nowMs: number;
  readonly config: LogConfig;
  /** From log-start-offset-checkpoint. */
  readonly logStartOffset: number;
  /** From recovery-point-offset-checkpoint. */
  readonly recoveryPoint: number;
  readonly hadCleanShutdown: boolean;
}

/** The files of a directory that is to be opened, read but not checked. */
export interface LogContents {
  /** By base offset, each an object of its own. */
  readonly segments: readonly Segment[];
  /** Base offsets of segments without an .index. */
  readonly withoutIndex: ReadonlySet<number>;
  readonly snapshots: readonly SnapshotFile[];
  readonly epochs: EpochEntries;
  readonly epochsWritten: boolean;
  /** The bytes are our own: CRCs need not be computed again. */
  readonly trusted: boolean;
}

/** LogLoader while it works. */
export interface Loader {
  readonly options: LoadOptions;
  readonly report: RecoveryReport;
  readonly trusted: boolean;
  segments: Segment[];
  epochs: EpochEntries;
  epochsWritten: boolean;
  /** The snapshot files in the directory. */
  snapshots: readonly SnapshotFile[];
  /** The log's own producer state, which noted the snapshot files before anything else was done. */
  readonly state: ProducerState;
  deletedFiles: readonly DeletedFile[];
  /** Base offsets of segments whose indexes were looked into, and so are there. */
  readonly lookedInto: Set<number>;
}

export function createLoader(options: LoadOptions, contents: LogContents, report = emptyReport()): Loader {
  const { snapshots, epochs, epochsWritten, trusted } = contents;
  const state = createProducerState(snapshots);
  return {
    options,
    report,
    trusted,
    segments: [],
    epochs,
    epochsWritten,
    snapshots,
    state,
    deletedFiles: [],
    lookedInto: new Set(),
  };
}

function logName(segment: Segment): string {
  return segmentFileName(segment.baseOffset, '.log');
}

function setEpochs(l: Loader, epochs: EpochEntries): void {
  if (epochs === l.epochs) return;
  l.epochs = epochs;
  l.epochsWritten = true;
}

/** @throws LogLoadError */
function rebuild(l: Loader, state: ProducerState, logStartOffset: number, lastOffset: number, clean: boolean): void {
  const { nowMs, config } = l.options;
  const rebuilt = rebuildProducerState(state, {
    segments: l.segments,
    batchesBetween: (segment, from, to) => ok(readBetween(segment, from, to)),
    logStartOffset,
    lastOffset,
    hadCleanShutdown: clean,
    nowMs,
    config,
  });
  if (!rebuilt.ok) throw new LogLoadError(rebuilt.error);
}

/**
 * LogLoader.recoverSegment: with a producer state of its own, whose snapshots stay in the directory. Gives the recovered
 * segment and how many bytes went. @throws LogLoadError
 */
function recover(l: Loader, found: Segment): { segment: Segment; truncatedBytes: number } {
  const { logStartOffset, nowMs, config } = l.options;
  const state = createProducerState(l.snapshots);
  rebuild(l, state, logStartOffset, found.baseOffset, false);
  l.snapshots = state.snapshots;
  const recovered = recoverSegment(found, state, l.epochs, config, nowMs, l.trusted);
  const { segment, truncatedBytes } = recovered;
  setEpochs(l, recovered.epochs);
  takeSnapshot(state);
  l.snapshots = state.snapshots;
  l.report.rebuiltIndexes.push(logName(segment));
  const position = segment.sizeInBytes;
  if (recovered.found !== null) {
    const where = `in log segment ${logName(segment)} at byte offset ${position}.`;
    say(l.report, 'WARN', `Found invalid messages ${where} ${recovered.found.class}: ${recovered.found.message}`);
  }
  if (truncatedBytes > 0) {
    const what = `Truncated ${truncatedBytes} invalid bytes at the end of segment ${logName(segment)} during recovery`;
    say(l.report, 'DEBUG', what);
    noteCut(l.report, logName(segment), position, truncatedBytes, recovered.found);
  }
  return { segment, truncatedBytes };
}

/** `.log` and index files in their order. An .index that is missing, or a bad .txnindex, has the segment recovered. */
export function loadSegments(l: Loader, contents: LogContents): void {
  const { hadCleanShutdown, recoveryPoint } = l.options;
  for (const segment of contents.segments) {
    const name = logName(segment);
    l.lookedInto.add(segment.baseOffset);
    const bad = segment.abortedTxns?.find((txn) => txn.lastOffset < segment.baseOffset);
    if (contents.withoutIndex.has(segment.baseOffset)) {
      if (hadCleanShutdown || segment.baseOffset < recoveryPoint) {
        const what = `Could not find offset index file corresponding to log file ${name}`;
        say(l.report, 'ERROR', `${what}, recovering segment and rebuilding index files...`);
      }
      l.segments.push(recover(l, segment).segment);
    } else if (bad !== undefined) {
      const less = `is less than start offset ${segment.baseOffset}`;
      const why = `Last offset of aborted transaction in index ${segmentFileName(segment.baseOffset, '.txnindex')} ${less}`;
      const what = `Found a corrupted index file corresponding to log file ${name} due to ${why}`;
      say(l.report, 'WARN', `${what}, recovering segment and rebuilding index files...`);
      l.segments.push(recover(l, segment).segment);
    } else {
      l.segments.push(segment);
    }
  }
}

/** LogLoader.removeAndDeleteSegmentsAsync. */
function deleteSegments(l: Loader, segments: readonly Segment[]): void {
  if (segments.length === 0) return;
  const { nowMs, config } = l.options;
  const described = segments.map(describe).join(', ');
  say(l.report, 'INFO', `Deleting segments as part of log recovery: ${described}`);
  l.segments = l.segments.filter((segment) => !segments.includes(segment));
  l.report.deletedSegments.push(...segments.map(logName));
  deleteSegmentFiles(l, segments, nowMs, config.fileDeleteDelayMs);
}

/** UnifiedLog.deleteProducerSnapshots: those at the segments' base offsets. */
function deleteSnapshotsOf(l: Loader, segments: readonly Segment[]): void {
  const { nowMs, config } = l.options;
  for (const { baseOffset } of segments) {
    const snapshot = removeSnapshot(l.state, baseOffset);
    if (snapshot === undefined || !l.snapshots.some(({ offset }) => offset === baseOffset)) continue;
    l.snapshots = l.snapshots.filter(({ offset }) => offset !== baseOffset);
    const file = { name: segmentFileName(baseOffset, '.snapshot'), sizeInBytes: snapshot.bytes.length };
    markDeleted(l, [file], nowMs, config.fileDeleteDelayMs);
  }
}

/** LogSegment.toString. */
function describe(segment: Segment): string {
  const { baseOffset, sizeInBytes, lastModifiedMs, maxTimestamp } = segment;
  const times = `lastModifiedTime=${lastModifiedMs}, largestRecordTimestamp=${maxTimestamp}`;
  return `LogSegment(baseOffset=${baseOffset}, size=${sizeInBytes}, ${times})`;
}

/** A segment whose indexes cannot be made (InvalidOffsetException) is emptied. */
function recoverOrEmpty(l: Loader, found: Segment): { segment: Segment; truncatedBytes: number } {
  try {
    return recover(l, found);
  } catch (error) {
    if (!(error instanceof LogLoadError) || error.exception.class !== 'InvalidOffsetException') throw error;
    const what = 'Found invalid offset during recovery. Deleting the corrupt segment and creating an empty one';
    say(l.report, 'WARN', `${what} with starting offset ${found.baseOffset}`);
    const segment = { ...createSegment(found.baseOffset, l.options.nowMs), hasOffsetIndexFile: true };
    segment.abortedTxns = found.abortedTxns === null ? null : [];
    noteCut(l.report, logName(found), 0, found.sizeInBytes, error.exception);
    return { segment, truncatedBytes: found.sizeInBytes };
  }
}

/** After a crash: every segment from the one that holds the recovery point on, until one had to be cut. */
function recoverUnflushed(l: Loader): void {
  const { recoveryPoint, topic, partition } = l.options;
  const floor = l.segments.findLastIndex((segment) => segment.baseOffset <= recoveryPoint);
  const first = Math.max(floor, 0);
  const unflushed = l.segments.length - first;
  for (let i = first; i < l.segments.length; i++) {
    const { baseOffset } = l.segments[i] as Segment;
    const done = `${Math.floor((i - first) / unflushed)} recovered for ${topic}-${partition}.`;
    say(l.report, 'INFO', `Recovering unflushed segment ${baseOffset}. ${done}`);
    const { segment, truncatedBytes } = recoverOrEmpty(l, l.segments[i] as Segment);
    l.segments[i] = segment;
    if (truncatedBytes === 0) continue;
    const end = nextOffset(segment);
    say(l.report, 'WARN', `Corruption found in segment ${baseOffset}, truncating to offset ${end}`);
    const behind = l.segments.slice(i + 1);
    deleteSegments(l, behind);
    deleteSnapshotsOf(l, behind);
    return;
  }
}

/** LogLoader.deleteSegmentsIfLogStartGreaterThanLogEnd: the log end, or undefined when no segment is left. */
function endUnlessBelowStart(l: Loader): number | undefined {
  const last = l.segments.at(-1);
  if (last === undefined) return undefined;
  const { logStartOffset } = l.options;
  const logEndOffset = readNextOffset(last);
  if (logEndOffset >= logStartOffset) return logEndOffset;
  const less = `logEndOffset (${logEndOffset}) is smaller than logStartOffset ${logStartOffset}`;
  const why = 'This could happen if segment files were deleted from the file system.';
  say(l.report, 'WARN', `Deleting all segments because ${less}. ${why}`);
  deleteSegments(l, l.segments);
  l.epochs = [];
  l.epochsWritten = true;
  // All snapshots that were there at the beginning go at once, and not with the segments.
  const known = new Set(l.state.snapshots.map(({ offset }) => offset));
  l.snapshots = l.snapshots.filter(({ offset }) => !known.has(offset));
  clearProducerState(l.state, logStartOffset);
  return undefined;
}

/** LogLoader.recoverLog: the log end and the recovery point. */
function recoverLog(l: Loader): { logEndOffset: number; recoveryPoint: number } {
  const { hadCleanShutdown, logStartOffset, nowMs, recoveryPoint } = l.options;
  if (!hadCleanShutdown) recoverUnflushed(l);
  const end = endUnlessBelowStart(l);
  if (l.segments.length === 0) {
    l.segments.push({ ...createSegment(logStartOffset, nowMs), hasOffsetIndexFile: true });
  }
  if (hadCleanShutdown && end !== undefined) return { logEndOffset: end, recoveryPoint: end };
  const logEndOffset = end ?? readNextOffset(l.segments.at(-1) as Segment);
  return { logEndOffset, recoveryPoint: Math.min(recoveryPoint, logEndOffset) };
}

/** The last segment's indexes get the room that they may take: what is in them has to fit. */
function checkSizes(l: Loader): void {
  const { segmentIndexBytes } = l.options.config;
  const { offsetIndexLength, timeIndexLength, baseOffset } = l.segments.at(-1) as Segment;
  for (const [entries, bytes] of [
    [offsetIndexLength, OFFSET_INDEX_ENTRY_BYTES],
    [timeIndexLength, TIME_INDEX_ENTRY_BYTES],
  ] as const) {
    const room = segmentIndexBytes - (segmentIndexBytes % bytes);
    const message = `newPosition > limit: (${entries * bytes} > ${room})`;
    if (entries * bytes > room) throw new LogLoadError(logException('IllegalArgumentException', message));
  }
  const inexact = l.trusted
    ? undefined
    : l.segments.flatMap((s) => s.batches.slice(0, s.length)).find((b) => !isExact(b));
  if (inexact === undefined) return;
  const message = `A batch in a segment up to ${baseOffset} holds an offset beyond 2^53`;
  throw new LogLoadError(logException('KafkaException', message));
}

/**
 * The rest of LogLoader.load once the segments are loaded, and the start of UnifiedLog. A crash does not raise the
 * recovery point. @throws LogLoadError
 */
export function finishLoading(l: Loader): PartitionLog {
  const { topic, partition, topicId, cow, nowMs, logStartOffset: checkpoint, hadCleanShutdown } = l.options;
  const { logEndOffset, recoveryPoint } = recoverLog(l);
  checkSizes(l);
  setEpochs(l, truncateEntriesFromEnd(l.epochs, logEndOffset));
  const bases = l.segments.map((segment) => segment.baseOffset);
  const logStartOffset = Math.max(checkpoint, bases[0] as number);
  setEpochs(l, truncateEntriesFromStart(l.epochs, checkpoint));
  l.state.snapshots = l.snapshots;
  removeStraySnapshots(l.state, bases);
  rebuild(l, l.state, logStartOffset, logEndOffset, hadCleanShutdown);
  l.report.batches = l.segments.reduce((count, segment) => count + segment.length, 0);
  return {
    ...createLog(topic, partition, topicId, cow, nowMs),
    segments: l.segments,
    logStartOffset,
    logEndOffset,
    recoveryPoint: Math.max(recoveryPoint, logStartOffset),
    durableOffset: logEndOffset,
    leaderEpochs: l.epochs,
    epochsWritten: l.epochsWritten,
    producerState: l.state,
    deletedFiles: l.deletedFiles,
  };
}
