import { decodeUtf8 } from '../../base/utf8.ts';
import type { BatchError } from '../record/read-batch.ts';
import { readBatches } from '../record/read-batch.ts';
import type { EpochEntries } from './leader-epoch-cache.ts';
import {
  assignEntry,
  parseEpochCheckpoint,
  truncateEntriesFromEnd,
  truncateEntriesFromStart,
} from './leader-epoch-cache.ts';
import type { LogConfig } from './log-config.ts';
import { LEADER_EPOCH_CHECKPOINT } from './log-files.ts';
import type { PartitionLog } from './log-state.ts';
import type { Segment } from './segment.ts';
import { appendToSegment, closeSegment, createSegment, nextOffset } from './segment.ts';

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
  readonly cut: RecoveryReport['cut'];
  readonly deletedSegments: string[];
  epochs: EpochEntries;
}

const LOG_FILE = /^(\d{20})\.log$/;

function logFileNames(files: ReadonlyMap<string, Uint8Array>): string[] {
  // All names have twenty digits, so that the order of the text is the order of the offsets.
  return [...files.keys()].filter((name) => LOG_FILE.test(name)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** LogSegment.recover: indexes and epochs made anew from the batches. */
function recoverSegment(directory: LogDirectory, name: string, loaded: Loaded): RecoveryReport['cut'] {
  const bytes = directory.files.get(name) as Uint8Array;
  const segment = createSegment(Number(name.slice(0, 20)), directory.nowMs);
  const read = readBatches(bytes);
  for (const batch of read.batches) {
    appendToSegment(segment, batch, directory.nowMs, directory.config.indexIntervalBytes);
    const latest = loaded.epochs.at(-1);
    if (batch.partitionLeaderEpoch >= 0 && (latest === undefined || batch.partitionLeaderEpoch > latest.epoch)) {
      loaded.epochs = assignEntry(loaded.epochs, batch.partitionLeaderEpoch, batch.baseOffset);
    }
  }
  segment.bytesSinceLastIndexEntry = 0;
  closeSegment(segment);
  loaded.segments.push(segment);
  return read.error === null ? null : { file: name, bytes: bytes.length - read.validBytes, error: read.error };
}

function loadSegments(directory: LogDirectory): Loaded {
  const checkpoint = directory.files.get(LEADER_EPOCH_CHECKPOINT);
  const epochs = checkpoint === undefined ? [] : (parseEpochCheckpoint(decodeUtf8(checkpoint)) ?? []);
  const loaded: Loaded = { segments: [], cut: null, deletedSegments: [], epochs };
  let cut: RecoveryReport['cut'] = null;
  for (const name of logFileNames(directory.files)) {
    if (cut === null) cut = recoverSegment(directory, name, loaded);
    else loaded.deletedSegments.push(name);
  }
  return { ...loaded, cut };
}

/**
 * LogLoader.load for a directory without a cleaner's leftovers: reads every segment, ends the log at the first batch
 * whose CRC or structure is wrong, gives up the segments after it, and cuts the epochs to what is left.
 */
export function openLog(directory: LogDirectory): { log: PartitionLog; report: RecoveryReport } {
  const loaded = loadSegments(directory);
  const checkpointed = directory.logStartOffset ?? 0;
  const last = loaded.segments.at(-1);
  let segments = loaded.segments;
  let epochs = loaded.epochs;
  if (last === undefined || nextOffset(last) < checkpointed) {
    loaded.deletedSegments.unshift(...segments.map((s) => `${String(s.baseOffset).padStart(20, '0')}.log`));
    segments = [createSegment(checkpointed, directory.nowMs)];
    epochs = [];
  }
  const first = segments[0] as Segment;
  const logEndOffset = nextOffset(segments[segments.length - 1] as Segment);
  const logStartOffset = Math.max(checkpointed, first.baseOffset);
  const clean = directory.hadCleanShutdown === true && loaded.cut === null;
  epochs = truncateEntriesFromStart(truncateEntriesFromEnd(epochs, logEndOffset), logStartOffset);
  const log: PartitionLog = {
    cow: directory.cow,
    topic: directory.topic,
    partition: directory.partition,
    topicId: directory.topicId,
    segments,
    logStartOffset,
    logEndOffset,
    recoveryPoint: clean ? logEndOffset : Math.min(directory.recoveryPoint ?? 0, logEndOffset),
    leaderEpochs: epochs,
  };
  const batches = segments.reduce((count, segment) => count + segment.length, 0);
  return { log, report: { cut: loaded.cut, deletedSegments: loaded.deletedSegments, batches } };
}
