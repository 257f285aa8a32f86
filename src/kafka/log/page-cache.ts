import type { PartitionLog, WriteMark } from './log-state.ts';

/**
 * What has reached the platter. An append only goes to the system's page cache: a crash of the process loses nothing of
 * it, a power failure all that was not flushed (fsync) or written back. Linux wakes every 5 s (dirty_writeback_centisecs)
 * and writes pages that have been dirty for 30 s (dirty_expire_centisecs). A truncation counts as written at once.
 */
export const WRITEBACK_INTERVAL_MS = 5_000;
export const DIRTY_EXPIRE_MS = 30_000;

function setDurable(log: PartitionLog, offset: number): void {
  if (offset > log.durableOffset) log.durableOffset = Math.min(offset, log.logEndOffset);
}

/** All that was written before `beforeMs` has been written back. */
export function writeBackPages(log: PartitionLog, beforeMs: number): void {
  const isWritten = (mark: WriteMark): boolean => mark.atMs + WRITEBACK_INTERVAL_MS <= beforeMs;
  const written = log.writeMarks.findLastIndex(isWritten) + 1;
  if (written === 0) return;
  setDurable(log, log.writeMarks[written]?.startOffset ?? log.logEndOffset);
  log.writeMarks = log.writeMarks.slice(written);
}

/** To be called before an append moves the log end. One mark stands for all appends of an interval. */
export function noteWrite(log: PartitionLog, nowMs: number): void {
  const { writeMarks } = log;
  const last = writeMarks[writeMarks.length - 1];
  if (last !== undefined && nowMs - last.atMs < WRITEBACK_INTERVAL_MS) return;
  writeBackPages(log, nowMs - DIRTY_EXPIRE_MS);
  log.writeMarks = [...log.writeMarks, { atMs: nowMs, startOffset: log.logEndOffset }];
}

/** UnifiedLog.flush(offset): what begins below `upTo` is forced to the disk, and the recovery point moves there. */
export function flushLog(log: PartitionLog, upTo: number = log.logEndOffset, nowMs: number = log.lastFlushedMs): void {
  if (upTo <= log.recoveryPoint) return;
  log.recoveryPoint = upTo;
  log.lastFlushedMs = nowMs;
  setDurable(log, upTo);
  if (log.durableOffset >= log.logEndOffset) log.writeMarks = [];
}

/** LogManager.flushDirtyLogs: what the flush task does to a log that was not flushed for flush.ms. */
export function flushIfDue(log: PartitionLog, flushMs: number, nowMs: number): boolean {
  if (nowMs - log.lastFlushedMs < flushMs || log.recoveryPoint >= log.logEndOffset) return false;
  flushLog(log, log.logEndOffset, nowMs);
  return true;
}

/** The log ends at `offset` now. */
export function truncateWrites(log: PartitionLog, offset: number): void {
  log.durableOffset = Math.min(log.durableOffset, offset);
  log.writeMarks = log.writeMarks.filter((mark) => mark.startOffset < offset);
}
