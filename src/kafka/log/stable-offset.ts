import type { PartitionLog } from './log-state.ts';
import { firstUnstableOffset, removeExpired, removeUnreplicatedTxns } from './producer-state.ts';
import { batchStart } from './read-log.ts';

const NOWHERE = Number.MAX_SAFE_INTEGER;

/** UnifiedLog.maybeIncrementFirstUnstableOffset; a transaction below the log start counts from the batch that holds it. */
function unstableOffset(log: PartitionLog, highWatermark: number): number {
  const unstable = firstUnstableOffset(log.producerState, highWatermark);
  if (unstable === undefined) return NOWHERE;
  return unstable < log.logStartOffset ? batchStart(log, log.logStartOffset) : unstable;
}

/**
 * UnifiedLog.lastStableOffset: below it every transaction is decided, and its end replicated. The high watermark when
 * nothing is undecided below it.
 */
export function lastStableOffset(log: PartitionLog, highWatermark: number): number {
  if (log.heldUnstableOffset !== null) return Math.min(highWatermark, log.heldUnstableOffset);
  const { ongoingTxns, unreplicatedTxns } = log.producerState;
  if (ongoingTxns.length === 0 && unreplicatedTxns.length === 0) return highWatermark;
  return Math.min(highWatermark, unstableOffset(log, highWatermark));
}

/** To be called before a truncation. */
export function holdUnstableOffset(log: PartitionLog): void {
  log.heldUnstableOffset ??= unstableOffset(log, 0);
}

/** To be called when the high watermark rises: transactions whose end it has passed are forgotten. */
export function onHighWatermarkUpdated(log: PartitionLog, highWatermark: number): void {
  log.heldUnstableOffset = null;
  removeUnreplicatedTxns(log.producerState, highWatermark);
}

/** UnifiedLog.removeExpiredProducers, which a broker does every producer.id.expiration.check.interval.ms (10 minutes). */
export function removeExpiredProducers(log: PartitionLog, nowMs: number, expirationMs: number): void {
  removeExpired(log.producerState, nowMs, expirationMs);
}
