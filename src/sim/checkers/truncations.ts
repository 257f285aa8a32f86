import { checker } from './checker.ts';

/**
 * L8. A follower is never cut below its own high watermark. Kafka only warns of it, because it must not happen.
 * Source: UnifiedLog.truncateTo, ReplicaFetcherThread.truncate.
 */
export const truncations = checker('truncation', ['L8'], (_, { changes }) => {
  for (const { broker, partition, before, now, replica, isReopened } of changes) {
    if (before === null || now === null || replica === null || isReopened || partition.suspended !== null) continue;
    if (now.logEndOffset >= before.logEndOffset || now.logEndOffset >= before.highWatermark) continue;
    return `broker ${broker} ${partition.name}: cut to ${now.logEndOffset}, its high watermark was ${before.highWatermark}`;
  }
  return null;
});
