import { decodeUtf8 } from '../../base/utf8.ts';
import type { BatchError, ReadBatches } from '../record/read-batch.ts';
import { readBatches } from '../record/read-batch.ts';
import type { EpochEntries } from './leader-epoch-cache.ts';
import { assignEntry, parseEpochCheckpoint } from './leader-epoch-cache.ts';
import type { LogConfig } from './log-config.ts';
import { LEADER_EPOCH_CHECKPOINT, segmentFileName } from './log-files.ts';
import type { PartitionLog } from './log-state.ts';
import { finishOpening } from './reopen-log.ts';
import type { Segment } from './segment.ts';
import { appendToSegment, closeSegment, createSegment } from './segment.ts';

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

export interface RecoveryReport {
  /** Where the log was cut, and why; null when every byte could be read. */
  readonly cut: { readonly file: string; readonly bytes: number; readonly error: BatchError } | null;
  /** Names of .log files of segments that were given up. */
  readonly deletedSegments: string[];
  /** Batches that were read. */
  readonly batches: number;
}

interface Loaded {
  readonly segments: Segment[];
  readonly deletedSegments: string[];
  cut: RecoveryReport['cut'];
  epochs: EpochEntries;
}

const LOG_FILE = /^(\d{20})\.log$/;

function logFileNames(files: ReadonlyMap<string, Uint8Array>): string[] {
  // All names have twenty digits, so that the order of the text is the order of the offsets.
  return [...files.keys()].filter((name) => LOG_FILE.test(name)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function baseOffsetOf(name: string): number {
  return Number(name.slice(0, 20));
}

/** The batches up to the first that cannot be read or that does not follow, which the CRC does not tell. */
function readSegmentFile(bytes: Uint8Array, baseOffset: number): ReadBatches {
  const read = readBatches(bytes);
  let next = baseOffset;
  let position = 0;
  for (const [index, batch] of read.batches.entries()) {
    if (batch.baseOffset < next) {
      const message = `the batch begins at offset ${batch.baseOffset}, below ${next}`;
      const error: BatchError = { kind: 'CORRUPT_MESSAGE', position, message };
      return { batches: read.batches.slice(0, index), validBytes: position, error };
    }
    next = batch.lastOffset + 1;
    position += batch.sizeInBytes;
  }
  return read;
}

/** LogSegment.recover: indexes, and with `assignEpochs` the epochs too, made anew from the batches. */
function recoverSegment(directory: LogDirectory, name: string, loaded: Loaded, assignEpochs: boolean): void {
  const bytes = directory.files.get(name) as Uint8Array;
  const segment = createSegment(baseOffsetOf(name), directory.nowMs);
  const read = readSegmentFile(bytes, segment.baseOffset);
  for (const batch of read.batches) {
    appendToSegment(segment, batch, directory.nowMs, directory.config.indexIntervalBytes);
    const latest = loaded.epochs.at(-1)?.epoch ?? -1;
    if (assignEpochs && batch.partitionLeaderEpoch > latest) {
      loaded.epochs = assignEntry(loaded.epochs, batch.partitionLeaderEpoch, batch.baseOffset);
    }
  }
  closeSegment(segment);
  loaded.segments.push(segment);
  if (read.error !== null) loaded.cut = { file: name, bytes: bytes.length - read.validBytes, error: read.error };
}

function loadSegments(directory: LogDirectory): Loaded {
  const checkpoint = directory.files.get(LEADER_EPOCH_CHECKPOINT);
  const epochs = checkpoint === undefined ? [] : (parseEpochCheckpoint(decodeUtf8(checkpoint)) ?? []);
  const loaded: Loaded = { segments: [], cut: null, deletedSegments: [], epochs };
  const names = logFileNames(directory.files);
  const recoveryPoint = directory.recoveryPoint ?? 0;
  for (const [index, name] of names.entries()) {
    const next = names[index + 1];
    // After a crash Kafka reads again what may not have been flushed: from the segment of the recovery point on.
    const unflushed = next === undefined || baseOffsetOf(next) > recoveryPoint;
    if (loaded.cut === null) recoverSegment(directory, name, loaded, unflushed && directory.hadCleanShutdown !== true);
    else loaded.deletedSegments.push(name);
  }
  return loaded;
}

/**
 * LogLoader.load for a directory without a cleaner's leftovers: reads every segment, ends the log at the first batch
 * whose CRC or structure is wrong, gives up the segments after it, and cuts the epochs to what is left.
 * Unlike Kafka it checks the CRCs also after a clean shutdown and below the recovery point.
 */
export function openLog(directory: LogDirectory): { log: PartitionLog; report: RecoveryReport } {
  const loaded = loadSegments(directory);
  const empty: PartitionLog = {
    cow: directory.cow,
    topic: directory.topic,
    partition: directory.partition,
    topicId: directory.topicId,
    segments: [],
    logStartOffset: 0,
    logEndOffset: 0,
    recoveryPoint: 0,
    leaderEpochs: loaded.epochs,
  };
  const opened = finishOpening(empty, loaded.segments, {
    nowMs: directory.nowMs,
    logStartOffset: directory.logStartOffset ?? 0,
    recoveryPoint: directory.recoveryPoint ?? 0,
    hadCleanShutdown: directory.hadCleanShutdown === true && loaded.cut === null,
  });
  const deletedSegments = [
    ...opened.deleted.map((s) => segmentFileName(s.baseOffset, '.log')),
    ...loaded.deletedSegments,
  ];
  const batches = opened.log.segments.reduce((count, segment) => count + segment.length, 0);
  return { log: opened.log, report: { cut: loaded.cut, deletedSegments, batches } };
}
