import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import {
  completeSwap,
  type Files,
  removeTempFiles,
  segmentFromFiles,
  snapshotsIn,
  sortedNames,
} from './directory-files.ts';
import { parseLeaderEpochCheckpoint } from './files/leader-epoch-checkpoint-file.ts';
import { assignEntry, type EpochEntries } from './leader-epoch-cache.ts';
import type { LogConfig } from './log-config.ts';
import { type LogException, logException } from './log-exception.ts';
import { LEADER_EPOCH_CHECKPOINT, segmentFileName } from './log-files.ts';
import {
  createLoader,
  finishLoading,
  type Loader,
  type LoadOptions,
  type LogContents,
  loadSegments,
} from './log-loader.ts';
import { createLog, type PartitionLog } from './log-state.ts';
import { emptyReport, type RecoveryReport, say } from './recovery-report.ts';
import { LogLoadError } from './segment-lookup.ts';
import { truncateFullyAndStartAt } from './truncate-log.ts';

/** A partition's directory as a starting broker finds it. */
export interface LogDirectory {
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly config: LogConfig;
  readonly cow: number;
  readonly nowMs: number;
  /** From log-start-offset-checkpoint; absent: 0. */
  readonly logStartOffset?: number;
  /** From recovery-point-offset-checkpoint; absent: 0. */
  readonly recoveryPoint?: number;
  readonly hadCleanShutdown?: boolean;
}

export interface OpenedLog {
  readonly log: PartitionLog;
  readonly report: RecoveryReport;
}

/** Kafka does not open such a log: the exception ends the broker's start, or puts the log directory offline. */
export interface OpenFailure extends LogException {
  readonly report: RecoveryReport;
  /** Names of the files in the directory afterwards, sorted. */
  readonly filesLeft: readonly string[];
}

const INDEX_FILE = /\.(index|timeindex|txnindex)$/;
const LOG_FILE = /^(\d{20})\.log$/;
const KNOWN_FILE = /^(\d{20}\.(log|index|timeindex|txnindex|snapshot)|leader-epoch-checkpoint|partition\.metadata)$/;

/** LeaderEpochFileCache from its checkpoint: entries that contradict later ones go. @throws LogLoadError */
function readEpochs(files: Files): EpochEntries {
  const bytes = files.get(LEADER_EPOCH_CHECKPOINT);
  if (bytes === undefined) return [];
  const text = decodeUtf8(bytes);
  const isText = encodeUtf8(text).length === bytes.length;
  const read = isText
    ? parseLeaderEpochCheckpoint(text, LEADER_EPOCH_CHECKPOINT)
    : err({ class: 'IOException', message: 'Input is malformed' });
  if (!read.ok) {
    // The log directory goes offline with an IOException.
    const name = read.error.class === 'IOException' ? 'KafkaStorageException' : read.error.class;
    throw new LogLoadError(logException(name, read.error.message));
  }
  let epochs: EpochEntries = [];
  for (const { epoch, startOffset } of read.value) {
    if (epoch < 0 || startOffset < 0) {
      const message = `Received invalid partition leader epoch entry EpochEntry[epoch=${epoch}, startOffset=${startOffset}]`;
      throw new LogLoadError(logException('IllegalArgumentException', message));
    }
    epochs = assignEntry(epochs, epoch, Number(startOffset));
  }
  return epochs;
}

/** What LogLoader.loadSegmentFiles finds; indexes without their .log go. @throws LogLoadError */
function readContents(files: Files, nowMs: number, report: RecoveryReport): Omit<LogContents, 'epochs'> {
  const bases: number[] = [];
  for (const name of sortedNames(files.keys())) {
    const log = `${name.slice(0, 20)}.log`;
    if (INDEX_FILE.test(name) && !files.has(log)) {
      say(report, 'WARN', `Found an orphaned index file ${name}, with no corresponding log file.`);
      files.delete(name);
      report.removedFiles.push(name);
    } else if (LOG_FILE.test(name)) {
      bases.push(Number(name.slice(0, 20)));
    } else if (!KNOWN_FILE.test(name)) {
      report.otherFiles.push(name);
    }
  }
  return {
    segments: bases.map((base) => segmentFromFiles(files, base, nowMs)),
    withoutIndex: new Set(bases.filter((base) => !files.has(segmentFileName(base, '.index')))),
    snapshots: snapshotsIn(files),
    epochsWritten: (files.get(LEADER_EPOCH_CHECKPOINT)?.length ?? 0) > 0,
    trusted: false,
  };
}

function optionsOf(directory: LogDirectory): LoadOptions {
  const { topic, partition, topicId, cow, nowMs, config } = directory;
  const { logStartOffset = 0, recoveryPoint = 0, hadCleanShutdown = false } = directory;
  return { topic, partition, topicId, cow, nowMs, config, logStartOffset, recoveryPoint, hadCleanShutdown };
}

function filesLeft(files: Files, loader: Loader | null): string[] {
  const others = [...files.keys()].filter((name) => loader === null || !name.endsWith('.snapshot'));
  const bases = loader?.lookedInto ?? [];
  const indexes = [...bases].flatMap((base) => [segmentFileName(base, '.index'), segmentFileName(base, '.timeindex')]);
  const withAborted = loader?.segments.filter((segment) => segment.abortedTxns !== null) ?? [];
  const txnIndexes = withAborted.map((segment) => segmentFileName(segment.baseOffset, '.txnindex'));
  const snapshots = loader?.snapshots.map(({ offset }) => segmentFileName(offset, '.snapshot')) ?? [];
  return sortedNames(new Set([...others, ...indexes, ...txnIndexes, ...snapshots, LEADER_EPOCH_CHECKPOINT]));
}

/**
 * LogLoader.load and UnifiedLog.create: a log from the files of its directory. After a clean shutdown nothing is
 * checked, not even CRCs; after a crash every batch from the recovery point on, and the log is cut at the first that is
 * not valid. A segment with offsets that do not fit into an index (4.3.1 would split it) is not opened.
 */
export function tryOpenLog(directory: LogDirectory): Result<OpenedLog, OpenFailure> {
  const files: Files = new Map(directory.files);
  const report = emptyReport();
  let loader: Loader | null = null;
  try {
    const epochs = readEpochs(files);
    const known = snapshotsIn(files);
    const swaps = removeTempFiles(files, report);
    completeSwap(files, swaps, directory.config, report);
    const contents = { ...readContents(files, directory.nowMs, report), epochs };
    loader = createLoader(optionsOf(directory), contents, report);
    // The log's own producer state listed the snapshots before anything was cleared away.
    loader.state.snapshots = known;
    loadSegments(loader, contents);
    return ok({ log: finishLoading(loader), report });
  } catch (error) {
    if (!(error instanceof LogLoadError)) throw error;
    report.failure = error.exception;
    return err({ ...report.failure, report, filesLeft: filesLeft(files, loader) });
  }
}

/** As tryOpenLog; a directory that Kafka does not open gives an empty log at the log start, and the report says why. */
export function openLog(directory: LogDirectory): OpenedLog {
  const opened = tryOpenLog(directory);
  if (opened.ok) return opened.value;
  const { topic, partition, topicId, cow, nowMs, config, logStartOffset = 0 } = directory;
  const log = createLog(topic, partition, topicId, cow, nowMs);
  truncateFullyAndStartAt(log, logStartOffset, nowMs, logStartOffset, { ...config, fileDeleteDelayMs: 0 });
  return { log, report: opened.error.report };
}
