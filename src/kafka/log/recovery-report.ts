import type { BatchError } from '../record/read-batch.ts';
import type { LogException } from './log-exception.ts';

/** Bytes that opening a log cut off the end of a .log file. */
export interface LogCut {
  readonly file: string;
  readonly bytes: number;
  /** Where the cut begins, and why there. INCOMPLETE: the file just ends inside a batch. */
  readonly error: BatchError;
}

/** A line that the broker's log would show (loggers LogLoader, LogSegment, UnifiedLog). */
export interface LoaderLine {
  readonly level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
}

/** What opening a partition's directory found and did, in the order of doing. */
export interface RecoveryReport {
  readonly cuts: LogCut[];
  /** The first of `cuts`. */
  cut: LogCut | null;
  /** Why the directory could not be opened at all; null when it could. */
  failure: LogException | null;
  /** Names of .log files of segments that were given up. */
  readonly deletedSegments: string[];
  /** Names of .log files whose indexes were made anew, because they were missing or damaged, or after a crash. */
  readonly rebuiltIndexes: string[];
  /** Other files that went: leftovers of deletions and cleanings, indexes without a .log, snapshots of no use. */
  readonly removedFiles: string[];
  /** Files that a log does not know; they stay. */
  readonly otherFiles: string[];
  readonly lines: LoaderLine[];
  /** Batches in the log. */
  batches: number;
}

export function emptyReport(): RecoveryReport {
  return {
    cuts: [],
    cut: null,
    failure: null,
    deletedSegments: [],
    rebuiltIndexes: [],
    removedFiles: [],
    otherFiles: [],
    lines: [],
    batches: 0,
  };
}

export function say(report: RecoveryReport, level: LoaderLine['level'], message: string): void {
  report.lines.push({ level, message });
}

export function noteCut(
  report: RecoveryReport,
  file: string,
  position: number,
  bytes: number,
  why: LogException | null,
): void {
  const kind = why === null ? 'INCOMPLETE' : 'CORRUPT_MESSAGE';
  const message = why === null ? 'the file ends inside a batch' : why.message;
  report.cuts.push({ file, bytes, error: { kind, position, message } });
  report.cut ??= report.cuts[0] ?? null;
}
