import { checker } from './checker.ts';

/**
 * R6. While a process leads in one epoch its high watermark does not fall, so that what was ever committed only grows.
 * Source: UnifiedLog.maybeIncrementHighWatermark, MonotonicHighWatermark.
 */
export const leaderHighWatermark = checker('high watermark', ['R6'], (_, { changes }) => {
  for (const { broker, partition, before, now, isReopened } of changes) {
    if (before?.role !== 'leader' || now?.role !== 'leader' || isReopened) continue;
    if (before.leaderEpoch !== now.leaderEpoch || now.highWatermark >= before.highWatermark) continue;
    return `${partition.name} on broker ${broker} fell from ${before.highWatermark} to ${now.highWatermark} in epoch ${now.leaderEpoch}`;
  }
  return null;
});
