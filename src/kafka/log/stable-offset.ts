import type { PartitionLog } from './log-state.ts';
import { firstUnstableOffset, removeExpired, removeUnreplicatedTxns } from './producer-state.ts';
import { batchStart } from './read-log.ts';

/**
 * UnifiedLog.lastStableOffset: below it every transaction is decided, and its end replicated. The high watermark when
 * nothing is undecided below it. A transaction that begins below the log start counts from the batch that holds it on.
 */
export function lastStableOffset(log: PartitionLog, highWatermark: number): number {
  const { ongoingTxns, unreplicatedTxns } = log.producerState;
  if (ongoingTxns.length === 0 && unreplicatedTxns.length === 0) return highWatermark;
  const unstable = firstUnstableOffset(log.producerState, highWatermark);
  if (unstable === undefined) return highWatermark;
  const { logStartOffset } = log;
  return Math.min(highWatermark, unstable < logStartOffset ? batchStart(log, logStartOffset) : unstable);
}

/** To be called when the high watermark rises: transactions whose end it has passed are forgotten. */
export function onHighWatermarkUpdated(log: PartitionLog, highWatermark: number): void {
  removeUnreplicatedTxns(log.producerState, highWatermark);
}

/** UnifiedLog.removeExpiredProducers, which a broker does every producer.id.expiration.check.interval.ms (10 minutes). */
export function removeExpiredProducers(log: PartitionLog, nowMs: number, expirationMs: number): void {
  removeExpired(log.producerState, nowMs, expirationMs);
}
